"""The step after the password: without a second factor there is no way on."""

from allauth.account.stages import LoginStage
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class MustHaveSecondFactor(LoginStage):  # type: ignore[misc] # allauth is untyped
    """Refuses an account that has no second factor yet: it needs a new invitation.

    To let a password alone open the enrolment page would give whoever guessed the password
    the choice of the second factor.
    """

    key = "tryggvei_must_have_second_factor"
    urlname = None

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Return the refusal and False (the log-in is dropped), or let it go on."""
        if self.login.user is not None and is_mfa_enabled(self.login.user, FACTORS):
            return None, True
        return redirect("signin:needs_invitation"), False
