"""The forms of sign-in, with our words."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal import auth as totp
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggvei.signin import failed_tries, locker
from tryggvei.signin.rules import NEW_CODE_SECRET, PASSWORD_MIN_LENGTH

CODE = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"})


def _password(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(LoginForm):  # type: ignore[misc] # allauth is untyped
    """E-mail and password; the second factor comes on the next page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give allauth's fields our labels."""
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-post på jobb")
        self.fields["login"].widget.attrs = {"type": "email", "autocomplete": "username"}
        self.fields["password"].label = _("Passord")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = _password("current-password")


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth is untyped
    """A code from the app, or a recovery code, as the second factor of a log-in."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Seks sifre fra kodeappen, eller en av reservekodene dine."),
        widget=CODE,
        max_length=20,
    )

    def clean_code(self) -> str:
        """Check the code; a wrong one is told to the owner when she comes in next."""
        try:
            return str(super().clean_code())
        except ValidationError as refusal:
            failed_tries.note_refusal(int(self.user.pk), refusal)
            raise


class ProveForm(CodeForm):
    """Password and code at once: the person proves again who she is."""

    password = forms.CharField(
        label=_("Passord"), strip=False, widget=_password("current-password")
    )
    field_order = ("password", "code")

    def clean_password(self) -> str:
        """Check the password, on a counter of its own.

        A right one must not clear the counter of codes: whoever sits at a forgotten screen and
        knows the password would get new tries at the code for ever.
        """
        key = f"prove-password-{self.user.pk}"
        if not ratelimit.consume(context.request, action="login_failed", key=key):
            failed_tries.note_closed(int(self.user.pk))
            raise get_adapter().validation_error("too_many_login_attempts")
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            failed_tries.count_failure(int(self.user.pk))
            raise ValidationError(_("Passordet er feil."), code="wrong_password")
        ratelimit.clear(context.request, action="login_failed", key=key)
        return password

    def clean_code(self) -> str:
        """Check the code, unless the password was wrong: a code should not be used up for that."""
        if "password" not in self.cleaned_data:
            return ""
        return str(super().clean_code())


class NewCodeForm(forms.Form):
    """The first code of a new app. The secret waits locked in the session, never in clear."""

    code = forms.CharField(
        label=_("Kode fra appen"), help_text=_("Seks sifre."), widget=CODE, max_length=20
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, session: SessionBase, **kwargs: Any
    ) -> None:
        """Make a new secret when the form is shown; take the waiting one when it is sent."""
        super().__init__(*args, **kwargs)
        self.user = user
        waiting = session.get(NEW_CODE_SECRET)
        if self.is_bound and waiting:
            self.secret = locker.decrypt(waiting)
        else:
            self.secret = str(totp.generate_totp_secret())
            session[NEW_CODE_SECRET] = locker.encrypt(self.secret)

    def clean_code(self) -> str:
        """Return the code when it is right for the secret. Raises ValidationError."""
        clear = check_rate_limit(self.user, error_key="rate_limited")
        code = str(self.cleaned_data["code"])
        if not totp.validate_totp_code(self.secret, code):
            raise ValidationError(
                _("Koden er feil. Vent på en ny kode i appen, og prøv igjen."), code="wrong_code"
            )
        clear()
        return code


class NewPasswordForm(forms.Form):
    """A new password, written twice. Long is good; nothing else is asked."""

    password = forms.CharField(
        label=_("Nytt passord"),
        help_text=_("Minst %(count)s tegn. Gjerne flere ord etter hverandre.")
        % {"count": PASSWORD_MIN_LENGTH},
        strip=False,
        widget=_password("new-password"),
        max_length=256,
    )
    again = forms.CharField(
        label=_("Nytt passord en gang til"),
        strip=False,
        widget=_password("new-password"),
        max_length=256,
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, **kwargs: Any) -> None:
        """Take the person, so that her name and address are refused as password."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Return the password when the rules of the settings take it."""
        password = str(self.cleaned_data["password"])
        validate_password(password, cast(Any, self.user))
        return password

    def clean(self) -> dict[str, Any]:
        """Check that both are the same."""
        data = super().clean() or {}
        if "password" in data and data.get("again") != data["password"]:
            self.add_error("again", _("De to passordene er ikke like."))
        return data


class NewPasskeyForm(forms.Form):
    """The name of a new passkey; the browser's answer comes in a hidden field."""

    name = forms.CharField(
        label=_("Navn på nøkkelen"),
        help_text=_("For eksempel «Jobbtelefon». Bare du ser navnet."),
        max_length=60,
    )
