"""Passkey answers of any shape: what is no answer is refused in words, never with a fault.

A browser's answer is JSON that anybody can send, also before sign-in. The library below reads it
field by field and stumbles over what has another shape.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tryggvei.signin import failed_tries
from tryggvei.signin.rules import PASSKEY_DEEPEST, PASSKEY_LONGEST

# What reading a wrong shape raises, in the library, in CBOR and in the decoding of its texts.
WRONG_SHAPE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


def _refused() -> ValidationError:
    return ValidationError(_("Passnøkkelen ble ikke godtatt."), code="no_passkey")


def _depth(value: str) -> int:
    deepest = now = 0
    for sign in value:
        now += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, now)
    return deepest


class AnswerField(forms.JSONField):
    """The browser's answer: an object of no great length or depth, else no answer at all."""

    def to_python(self, value: Any) -> Any:
        """Return the object. Raises ValidationError."""
        if isinstance(value, str) and (
            len(value) > PASSKEY_LONGEST or _depth(value) > PASSKEY_DEEPEST
        ):
            raise _refused()
        try:
            found = super().to_python(value)
        except WRONG_SHAPE:
            raise _refused() from None
        if found is not None and not isinstance(found, dict):
            raise _refused()
        return found


def _read(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except ValidationError:
        raise
    except WRONG_SHAPE:
        raise _refused() from None


class _Answers(forms.Form):
    """Reads the answer field as above, and refuses whatever the library stumbles over."""

    credential = AnswerField(required=True, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what the library's form takes."""
        super().__init__(*args, **kwargs)


def _read_of(person_id: int, read: Callable[[], Any]) -> Any:
    """Read the answer of a known person; one that is refused is told to her."""
    try:
        return _read(read)
    except ValidationError as refusal:
        failed_tries.note_refusal(person_id, refusal)
        raise


class SecondStepPasskey(_Answers, AuthenticateWebAuthnForm):  # type: ignore[misc] # untyped
    """A passkey as the second factor of a log-in."""

    def clean_credential(self) -> Any:
        """Return the passkey that answered."""
        return _read_of(int(self.user.pk), super().clean_credential)


class SignInPasskey(_Answers, LoginWebAuthnForm):  # type: ignore[misc] # untyped
    """A passkey alone."""

    def clean_credential(self) -> Any:
        """Return the passkey that answered."""
        return _read(super().clean_credential)


class ProvePasskey(_Answers, ReauthenticateWebAuthnForm):  # type: ignore[misc] # untyped
    """A passkey as the proof before a dangerous step."""

    def clean_credential(self) -> Any:
        """Return the passkey that answered."""
        return _read_of(int(self.user.pk), super().clean_credential)


class NewPasskey(_Answers, SignupWebAuthnForm):  # type: ignore[misc] # untyped
    """A new passkey as the browser made it."""

    def clean(self) -> Any:
        """Return the answers when the passkey is whole."""
        return _read(super().clean)
