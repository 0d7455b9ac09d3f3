"""Replies that only the holder of a receipt code can read: version byte, then HPKE (X25519).

This module is the one place where the public face opens anything: a reply, with the key that the
person has just typed, and nothing else. The team's private keys are elsewhere (see `opening`).
"""

from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from tryggvei.sealing.errors import SealError
from tryggvei.sealing.padding import pad, unpad
from tryggvei.sealing.receipt_code import ReceiptCode
from tryggvei.sealing.suites import SUITES, SuiteName

VERSION = 1
_MAILBOX_BYTES = 32
_HPKE = SUITES[SuiteName.X25519].hpke


def _bound_to(mailbox_id: bytes, reply_id: UUID) -> bytes:
    return b"tryggvei-reply" + bytes((VERSION,)) + mailbox_id + reply_id.bytes


def seal_to_mailbox(
    plaintext: bytes, mailbox_id: bytes, public_key: bytes, reply_id: UUID
) -> bytes:
    """Return a reply sealed to a mailbox: 4096 * 2**k + 49 bytes.

    mailbox_id, public_key: 32 bytes each, as a ReceiptCode has them. Raises TooLongError above
    MAX_TEXT_BYTES, SealError when the mailbox is not one.
    """
    if len(mailbox_id) != _MAILBOX_BYTES:
        raise SealError("not a mailbox")
    padded = pad(plaintext)
    try:
        key = X25519PublicKey.from_public_bytes(public_key)
        return bytes((VERSION,)) + _HPKE.encrypt(padded, key, info=_bound_to(mailbox_id, reply_id))
    except ValueError:
        raise SealError("not a mailbox") from None


def open_reply(code: ReceiptCode, reply_id: UUID, blob: bytes) -> bytes:
    """Return a reply's text. Raises SealError: changed, another mailbox's or another reply."""
    if not blob or blob[0] != VERSION:
        raise SealError
    bound = _bound_to(code.mailbox_id, reply_id)
    try:
        return unpad(_HPKE.decrypt(blob[1:], code.private_key, info=bound))
    except (InvalidTag, ValueError):
        raise SealError from None
