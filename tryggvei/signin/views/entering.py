"""Signing in and out with e-mail, password and second factor, or with a passkey alone."""

from typing import Any

from allauth.account.internal.flows import logout as logout_flow
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tryggvei.access.api import open_to_all
from tryggvei.audit.api import Thing, record
from tryggvei.signin.forms import CodeForm, SignInForm
from tryggvei.signin.nexts import safe_next
from tryggvei.signin.oidc.client import is_configured, sign_out_url
from tryggvei.signin.passkey_forms import SecondStepPasskey, SignInPasskey

BEFORE_SIGN_IN = "Whoever wants to sign in is not signed in yet."


class SignInView(LoginView):  # type: ignore[misc] # allauth is untyped
    """E-mail and password."""

    form_class = SignInForm
    template_name = "signin/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what else one can sign in with."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"oidc": is_configured(), "next": safe_next(self.request)}


@method_decorator(never_cache, name="dispatch")
class SecondStepView(AuthenticateView):  # type: ignore[misc] # allauth is untyped
    """The second factor after the password: a code, a recovery code or a passkey."""

    form_class = CodeForm
    webauthn_form_class = SecondStepPasskey
    template_name = "signin/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell which factors the person has, so that only those are offered."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.stage.login.user
        has_passkey = is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN])
        return context | {
            "has_passkey": has_passkey,
            "passkey_failed": bool(has_passkey and self.webauthn_form.errors),
        }


sign_in = open_to_all(BEFORE_SIGN_IN)(SignInView.as_view())
second_step = open_to_all(BEFORE_SIGN_IN)(SecondStepView.as_view())


@open_to_all(BEFORE_SIGN_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def passkey_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey alone: it is held (one factor) and unlocked (another)."""
    if request.user.is_authenticated:
        return redirect(safe_next(request) or "/")
    failed = False
    if request.method == "POST":
        form = SignInPasskey(data=request.POST)
        if form.is_valid():
            authenticator = form.cleaned_data["credential"]
            login = Login(user=authenticator.user, redirect_url=safe_next(request) or None)
            answer: HttpResponseBase = perform_passwordless_login(request, authenticator, login)
            return answer
        failed = True
    options = webauthn.begin_authentication(user=None)
    return render(
        request,
        "signin/passkey_sign_in.html",
        {"options": options, "failed": failed, "next": safe_next(request)},
        status=400 if failed else 200,
    )


@open_to_all("Somebody whose session has just ended must be able to finish signing out.")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask on GET, sign out on POST; at the municipality's provider too when it was used."""
    if not request.user.is_authenticated:
        return redirect("signin:ended")
    if request.method != "POST":
        return render(request, "signin/sign_out.html")
    person_id = int(request.user.pk)
    outside = sign_out_url(request)
    record(
        actor_id=person_id,
        verb="signin:session:end",
        thing=Thing("person", str(person_id)),
        ground="selv",
    )
    logout_flow.logout(request)
    response = render(request, "signin/ended.html", {"outside": outside})
    response["Clear-Site-Data"] = '"cache", "storage"'
    if outside:
        # A redirect would be stopped by the page's own form-action; the page has a link too.
        response["Refresh"] = f"0; url={outside}"
    return response


@open_to_all("Tells somebody who is no longer signed in what happened.")
@never_cache
def ended(request: HttpRequest) -> HttpResponse:
    """Say that the session is over, and why."""
    return render(
        request,
        "signin/ended.html",
        {"why": request.GET.get("grunn", ""), "next": safe_next(request)},
    )


@open_to_all("Shown in the middle of a log-in that is refused.")
@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Say that the account is closed. Reached only after the right password."""
    return render(request, "signin/closed.html", status=403)


@open_to_all("Shown in the middle of a log-in that is refused.")
@never_cache
def needs_invitation(request: HttpRequest) -> HttpResponse:
    """Say that the account has no second factor and needs a new link. After the password only."""
    return render(request, "signin/needs_invitation.html", status=403)
