"""Where allauth meets the house: its hooks, filled with our rules."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tryggvei.audit.api import Thing, record
from tryggvei.signin import failed_tries, known_browser, locker
from tryggvei.signin.sessions import NO_ADDRESS, open_clocks

ISSUER = "Tryggvei"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Log-in by e-mail and password: nobody signs up, no mail goes out, no address is kept."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-posten eller passordet er feil."),
        "too_many_login_attempts": _("For mange forsøk. Vent fem minutter, og prøv igjen."),
        "incorrect_code": _("Koden er feil."),
        "rate_limited": _("For mange forsøk. Vent fem minutter, og prøv igjen."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Return False: people are invited by the administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return a constant: the limits count per account, and no address is written down."""
        return NO_ADDRESS

    def get_login_stages(self) -> list[str]:
        """Return the steps after the password: there must be a second factor, and it is asked."""
        return [
            "tryggvei.signin.stages.MustHaveSecondFactor",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        """Return False: our own `fresh_at` decides, on every view, through the view's policy."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: each screen tells what happened itself."""

    def respond_user_inactive(
        self,
        request: HttpRequest,  # noqa: ARG002
        user: AbstractBaseUser,  # noqa: ARG002
    ) -> HttpResponse:
        """Send somebody whose account is closed to the page that says so."""
        return redirect("signin:closed")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return known_browser.counter_of(request, str(credentials.get("email", "")))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Let a try go on while the limit is open; note in the log when it has closed."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            failed_tries.note_closed(failed_tries.person_with(str(credentials.get("email", ""))))
            raise

    def authentication_failed(
        self,
        request: HttpRequest,  # noqa: ARG002
        **credentials: Any,
    ) -> None:
        """Count a wrong password for the owner of the address."""
        failed_tries.count_failure(failed_tries.person_with(str(credentials.get("email", ""))))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> Any:
        """Start the session's clocks, write the audit row, and remember the browser."""
        open_clocks(request.session)
        response = super().post_login(request, user, **kwargs)
        record(
            actor_id=user.pk,
            verb="signin:session:begin",
            thing=Thing("person", str(user.pk)),
        )
        failed_tries.tell_owner(request, int(user.pk))
        known_browser.remember(response, getattr(user, "email", ""))
        return response


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """Second factors: secrets locked at rest, names in Norwegian, never the last one removed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koden er feil eller brukt før. Vent på en ny, og prøv igjen."),
        "cannot_delete_authenticator": _("Du må ha minst én annen måte å bekrefte på."),
    }

    def encrypt(self, text: str) -> str:
        """Return the secret as it is stored."""
        return locker.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret in clear. Raises locker.LockerError."""
        return locker.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Return the neutral name that the app on the telephone shows."""
        return ISSUER

    def _get_site_name(self) -> str:
        return ISSUER

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return True when the person has another factor besides recovery codes."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id)
        others = others.exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a plain name for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return str(_("Passnøkkel %(number)s")) % {"number": count + 1}
