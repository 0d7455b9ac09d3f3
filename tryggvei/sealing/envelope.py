"""The envelope of a sealed message, format 1, and how it is closed.

    offset  bytes  what
    0       1      0x01, the mark of a Tink-style prefix
    1       4      key id, big endian
    5       1      format version, 0x01
    6       1      suite code (1 X25519, 2 MLKEM768-X25519)
    7       32     commitment to the data key (AES-GCM alone does not commit to its key)
    39      80 | 1168   the data key, wrapped by HPKE; info = canonical context
    ..      12     nonce
    ..      4096 * 2**k + 16   padded text, AES-256-GCM; associated data = canonical context

The wrapped data key behind the first five bytes is what Tink calls an HPKE ciphertext, so a
second implementation can open a blob. This module can close envelopes; `opening` opens them.
"""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tryggvei.sealing.context import SealContext, canonical_bytes
from tryggvei.sealing.errors import SealError
from tryggvei.sealing.keyset import PublicKeyset
from tryggvei.sealing.padding import pad, size_classes
from tryggvei.sealing.suites import DATA_KEY_BYTES, SUITE_BY_CODE, SUITES, SuiteName, wrap_data_key

PREFIX = 0x01
VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
_COMMITMENT = slice(7, 39)
_HEADER_BYTES = 39
_KEYS_LABEL = b"tryggvei-seal-keys\x01"


@dataclass(frozen=True)
class SealedBlob:
    """A closed envelope: the key it was sealed to (8 hex digits) and its bytes."""

    key_id: str
    blob: bytes


@dataclass(frozen=True)
class Envelope:
    """The parts of a blob, read but not yet trusted."""

    key_id: bytes
    suite: SuiteName
    commitment: bytes
    wrapped: bytes
    nonce: bytes
    body: bytes


def overhead(suite: SuiteName) -> int:
    """Return the constant number of bytes that a blob is longer than its size class."""
    return _HEADER_BYTES + SUITES[suite].wrap_bytes + NONCE_BYTES + TAG_BYTES


def body_keys(data_key: bytes, context: bytes) -> tuple[bytes, bytes]:
    """Return (key of the body, commitment), both from the data key and the context.

    Deriving both from one key with HKDF (RFC 5869) commits the blob to one data key: nobody can
    make a blob that opens to two texts under two keys.
    """
    derived = HKDF(SHA256(), 64, salt=None, info=_KEYS_LABEL + context).derive(data_key)
    return derived[:32], derived[32:]


def seal(plaintext: bytes, context: SealContext, keyset: PublicKeyset) -> SealedBlob:
    """Close an envelope around plaintext, to the keyset's primary key, bound to context.

    Raises TooLongError above MAX_TEXT_BYTES, SealError for a context out of bounds.
    """
    key = keyset.primary_key
    key_id = bytes.fromhex(key.key_id)
    suite = SUITES[key.suite]
    bound = canonical_bytes(context, VERSION, suite.code, key_id)
    padded = pad(plaintext)
    data_key = secrets.token_bytes(DATA_KEY_BYTES)
    body_key, commitment = body_keys(data_key, bound)
    nonce = secrets.token_bytes(NONCE_BYTES)
    blob = b"".join(
        (
            bytes((PREFIX,)),
            key_id,
            bytes((VERSION, suite.code)),
            commitment,
            wrap_data_key(key.suite, key.public, data_key, bound),
            nonce,
            AESGCM(body_key).encrypt(nonce, padded, bound),
        )
    )
    return SealedBlob(key_id=key.key_id, blob=blob)


def parse(blob: bytes) -> Envelope:
    """Take a blob apart. Raises SealError for any length or header that `seal` does not make."""
    if len(blob) < _HEADER_BYTES or blob[0] != PREFIX or blob[5] != VERSION:
        raise SealError
    suite = SUITE_BY_CODE.get(blob[6])
    if suite is None or len(blob) - overhead(suite) not in size_classes():
        raise SealError
    after_wrap = _HEADER_BYTES + SUITES[suite].wrap_bytes
    return Envelope(
        key_id=blob[1:5],
        suite=suite,
        commitment=blob[_COMMITMENT],
        wrapped=blob[_HEADER_BYTES:after_wrap],
        nonce=blob[after_wrap : after_wrap + NONCE_BYTES],
        body=blob[after_wrap + NONCE_BYTES :],
    )
