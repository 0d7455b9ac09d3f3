"""The addresses under /konto/. Neutral words only; nothing of allauth is served but these."""

from django.urls import include, path

from tryggvei.signin.views import (
    devices,
    entering,
    factors,
    invitation,
    inviting,
    outside,
    proving,
)

own = [
    path("ut/", entering.sign_out, name="sign_out"),
    path("slutt/", entering.ended, name="ended"),
    path("stengt/", entering.closed, name="closed"),
    path("mangler/", entering.needs_invitation, name="needs_invitation"),
    path("bekreft/", proving.reauthenticate, name="reauthenticate"),
    path("enheter/", devices.devices, name="devices"),
    path("lenke/<str:token>/", invitation.use_link, name="use_link"),
    path("ny-lenke/<uuid:public_id>/", inviting.invite, name="invite"),
    path("velg/", factors.enrol, name="enrol"),
    path("", factors.overview, name="overview"),
    path("kodeapp/", factors.add_code, name="add_code"),
    path("passnokkel/", factors.add_passkey, name="add_passkey"),
    path("fjern/<int:pk>/", factors.remove, name="remove"),
    path("reservekoder/", factors.recovery_codes, name="recovery_codes"),
    path("passord/", factors.change_password, name="change_password"),
    path("oidc/start/", outside.start, name="oidc_start"),
    path("oidc/tilbake/", outside.come_back, name="oidc_return"),
]

urlpatterns = [
    # allauth looks these three up by the names they have there.
    path("inn/", entering.sign_in, name="account_login"),
    path("inn/kode/", entering.second_step, name="mfa_authenticate"),
    path("inn/passnokkel/", entering.passkey_sign_in, name="mfa_login_webauthn"),
    path("", include((own, "signin"))),
]
