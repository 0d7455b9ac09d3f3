"""The signed nonce of a form: it makes a report one report, and proves that the form is ours."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from tryggvei.intake.public.reading import UnreadableFormError, read_form
from tryggvei.intake.rules.nonce import is_expired
from tryggvei.toolbox import clock

NONCE = "nonce"
_SALT = "tryggvei.intake.form"
_LONGEST = 200


@dataclass(frozen=True)
class Nonce:
    """What a form carries: a fresh random id, and when the form was drawn."""

    id: UUID
    issued: datetime

    @property
    def is_expired(self) -> bool:
        """Return whether the form has been open for too long."""
        return is_expired(self.issued, clock.now())

    def signed(self) -> str:
        """Return the text of the hidden field; always equally long."""
        return Signer(salt=_SALT).sign(f"{self.id.hex}:{int(self.issued.timestamp()):010d}")


def new_nonce() -> Nonce:
    """Return the nonce of a form that is drawn now."""
    return Nonce(uuid4(), clock.now())


def nonce_from(signed: str) -> Nonce | None:
    """Return the nonce of a form that was sent; None when we did not sign it."""
    try:
        name, _, seconds = Signer(salt=_SALT).unsign(signed[:_LONGEST]).partition(":")
        return Nonce(UUID(hex=name), datetime.fromtimestamp(int(seconds), UTC))
    except (BadSignature, ValueError, OverflowError):
        return None


def is_our_form(request: HttpRequest) -> bool:
    """Return whether a request carries a nonce of ours, however old: see ui.register_form_proof."""
    try:
        typed = read_form(request, frozenset({NONCE}))
    except UnreadableFormError:
        return False
    return nonce_from(typed.one(NONCE)) is not None
