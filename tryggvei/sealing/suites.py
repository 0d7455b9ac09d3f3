"""The two ways of wrapping a data key, both HPKE (RFC 9180): public half only.

The default is a hybrid of ML-KEM-768 and X25519 (X-Wing), so that a blob stolen today is not
opened by a quantum computer later. Plain X25519 stays as a second suite: three implementations
read it, and a flaw in the young hybrid would be left by one command (`keys rotate --suite`).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PublicKey, Suite

DATA_KEY_BYTES = 32
_TAG_BYTES = 16
_MLKEM768_PUBLIC_BYTES = 1184

HpkePublicKey = X25519PublicKey | MLKEM768X25519PublicKey


class SuiteName(StrEnum):
    """The suites by the names that stand in public.json."""

    HYBRID = "MLKEM768-X25519"
    X25519 = "X25519"


@dataclass(frozen=True)
class SuiteFacts:
    """code: the byte in a blob's header. wrap_bytes: length of an HPKE-wrapped data key."""

    code: int
    public_bytes: int
    wrap_bytes: int
    hpke: Suite


def _facts(code: int, public_bytes: int, kem: KEM) -> SuiteFacts:
    wrap = kem.enc_length() + DATA_KEY_BYTES + _TAG_BYTES
    return SuiteFacts(code, public_bytes, wrap, Suite(kem, KDF.HKDF_SHA256, AEAD.AES_256_GCM))


SUITES: dict[SuiteName, SuiteFacts] = {
    SuiteName.X25519: _facts(1, 32, KEM.X25519),
    SuiteName.HYBRID: _facts(2, _MLKEM768_PUBLIC_BYTES + 32, KEM.MLKEM768_X25519),
}
SUITE_BY_CODE: dict[int, SuiteName] = {facts.code: name for name, facts in SUITES.items()}


@lru_cache(maxsize=64)
def public_key_from(suite: SuiteName, raw: bytes) -> HpkePublicKey:
    """Return the key object of raw public bytes (hybrid: ML-KEM part, then X25519 part).

    Raises ValueError when the bytes are not a key of that suite.
    """
    if len(raw) != SUITES[suite].public_bytes:
        raise ValueError("wrong length of public key")
    if suite is SuiteName.X25519:
        return X25519PublicKey.from_public_bytes(raw)
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM768_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(raw[_MLKEM768_PUBLIC_BYTES:]),
    )


def wrap_data_key(suite: SuiteName, public: bytes, data_key: bytes, info: bytes) -> bytes:
    """Return the data key sealed to a public key and bound to `info`: `enc || ciphertext`."""
    return SUITES[suite].hpke.encrypt(data_key, public_key_from(suite, public), info=info)
