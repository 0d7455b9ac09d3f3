"""Proving again who one is, before a dangerous step."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as webauthn
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import signed_in
from tryggvei.audit.api import Thing, record
from tryggvei.signin.forms import ProveForm
from tryggvei.signin.nexts import safe_next
from tryggvei.signin.passkey_forms import ProvePasskey
from tryggvei.signin.sessions import came_by_oidc, make_fresh


@signed_in
@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Ask for password and code, or a passkey, or the municipality's log-in; then go on."""
    user = request.user
    if not isinstance(user, AbstractBaseUser):
        return redirect("account_login")
    by_passkey = request.method == "POST" and "credential" in request.POST
    sent = request.POST if request.method == "POST" else None
    form = ProveForm(None if by_passkey else sent, user=user)
    passkey_form = ProvePasskey(sent if by_passkey else None, user=user)
    used = passkey_form if by_passkey else form
    if sent is not None and not came_by_oidc(request.session) and used.is_valid():
        # The session is not given allauth's own mark: `fresh_at` is the one rule of the house.
        make_fresh(request.session)
        record(actor_id=user.pk, verb="signin:session:prove", thing=Thing("person", str(user.pk)))
        return redirect(safe_next(request) or "/")
    has_passkey = is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])
    context = {
        "form": form,
        "next": safe_next(request),
        "oidc": came_by_oidc(request.session),
        "options": webauthn.begin_authentication(user) if has_passkey else None,
        "passkey_failed": by_passkey,
    }
    return render(
        request, "signin/reauthenticate.html", context, status=400 if sent is not None else 200
    )
