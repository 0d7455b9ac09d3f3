"""What a seal is bound to, as bytes that can be read in one way only."""

from dataclasses import dataclass
from uuid import UUID

from tryggvei.sealing.errors import SealError

FORMS = frozenset({"enquiry", "dialogue", "reply"})
MAX_NAME_BYTES = 200
_LABEL = b"tryggvei-seal"


@dataclass(frozen=True)
class SealContext:
    """Where a sealed message belongs; it opens there and nowhere else.

    form: one of FORMS. box: the receiving team, e.g. "tryggest". message_id: made by the sender's
    form before sealing, so that the message cannot be moved to another row.
    """

    form: str
    box: str
    message_id: UUID


def prefixed(text: str) -> bytes:
    """Return text in UTF-8 behind its length in two bytes, so that joined parts stay apart."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raise SealError("a name in the seal's context is not text") from None
    if not 0 < len(raw) <= MAX_NAME_BYTES:
        raise SealError("a name in the seal's context is empty or too long")
    return len(raw).to_bytes(2, "big") + raw


def canonical_bytes(context: SealContext, version: int, suite_code: int, key_id: bytes) -> bytes:
    """Return the bytes that serve as HPKE `info` and as AES-GCM associated data.

    key_id: four bytes. Raises SealError when the form is unknown or a part is out of bounds.
    """
    if context.form not in FORMS:
        raise SealError("the seal's context names an unknown form")
    return b"".join(
        (
            _LABEL,
            bytes((version, suite_code)),
            prefixed(context.form),
            prefixed(context.box),
            context.message_id.bytes,
            key_id,
        )
    )
