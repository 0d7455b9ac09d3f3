"""One field of one case, under the case's own key: opens in that field of that case only.

0   1   format version, 0x01
1   12  nonce
13  ..  padded text (64 * 2**k bytes), AES-256-GCM, 16 bytes of tag
"""

import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tryggvei.sealing.context import prefixed
from tryggvei.sealing.errors import SealError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.padding import FIELD_CLASS, LARGEST_FIELD_DOUBLING, pad, unpad

refuse_on_public_face(__name__)

VERSION = 1
_NONCE_BYTES = 12


def _bound_to(case_id: UUID, field: str) -> bytes:
    return b"tryggvei-field" + bytes((VERSION,)) + case_id.bytes + prefixed(field)


def close_field(case_key: bytes, case_id: UUID, field: str, plaintext: str) -> bytes:
    """Return the field's blob. Raises TooLongError above 1 MiB, SealError for an empty name."""
    bound = _bound_to(case_id, field)
    try:
        raw = plaintext.encode()
    except UnicodeEncodeError:
        raise SealError("the text holds something that is not a character") from None
    nonce = secrets.token_bytes(_NONCE_BYTES)
    padded = pad(raw, FIELD_CLASS, LARGEST_FIELD_DOUBLING)
    return bytes((VERSION,)) + nonce + AESGCM(case_key).encrypt(nonce, padded, bound)


def open_field(case_key: bytes, case_id: UUID, field: str, blob: bytes) -> str:
    """Return the field's text. Raises SealError when anything is not as it was closed."""
    bound = _bound_to(case_id, field)
    if not blob or blob[0] != VERSION:
        raise SealError
    nonce, body = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    try:
        padded = AESGCM(case_key).decrypt(nonce, body, bound)
        return unpad(padded, FIELD_CLASS, LARGEST_FIELD_DOUBLING).decode()
    except (InvalidTag, ValueError):
        raise SealError from None
