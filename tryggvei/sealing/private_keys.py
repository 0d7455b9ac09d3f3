"""Private halves of the suites. Every private key is kept as 32 bytes, as Tink keeps them."""

import hashlib
import secrets

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey

from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.suites import SUITES, SuiteName

refuse_on_public_face(__name__)

SEED_BYTES = 32
_MLKEM_SEED_BYTES = 64

HpkePrivateKey = X25519PrivateKey | MLKEM768X25519PrivateKey


def new_seed() -> bytes:
    """Return a fresh private key: 32 bytes, for either suite."""
    return secrets.token_bytes(SEED_BYTES)


def _hybrid_parts(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    # X-Wing (draft-connolly-cfrg-xwing-kem, section 5.2): SHAKE256 stretches one seed to both keys.
    stretched = hashlib.shake_256(seed).digest(_MLKEM_SEED_BYTES + SEED_BYTES)
    return (
        MLKEM768PrivateKey.from_seed_bytes(stretched[:_MLKEM_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(stretched[_MLKEM_SEED_BYTES:]),
    )


def private_key_from(suite: SuiteName, seed: bytes) -> HpkePrivateKey:
    """Return the key object of a 32-byte seed. Raises ValueError for another length."""
    if len(seed) != SEED_BYTES:
        raise ValueError("a private key is 32 bytes")
    if suite is SuiteName.X25519:
        return X25519PrivateKey.from_private_bytes(seed)
    return MLKEM768X25519PrivateKey(*_hybrid_parts(seed))


def public_bytes_of(suite: SuiteName, seed: bytes) -> bytes:
    """Return the raw public bytes of a seed (hybrid: ML-KEM part, then X25519 part)."""
    if suite is SuiteName.X25519:
        return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    mlkem, x25519 = _hybrid_parts(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def unwrap_data_key(
    suite: SuiteName, private: HpkePrivateKey, wrapped: bytes, info: bytes
) -> bytes:
    """Return the data key. Raises cryptography's InvalidTag when key, info or bytes are wrong."""
    return SUITES[suite].hpke.decrypt(wrapped, private, info=info)
