"""The formats opened without our code: by Tink, by pyhpke, and by the standard library.

Tink is whole: its own HPKE, X25519, ML-KEM and AES-GCM. pyhpke has its own HPKE, and takes X25519
and AES-GCM from `cryptography`; it has no hybrid suite.
"""

import hashlib
import hmac

import pyhpke
import tink
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tink import aead, hybrid, secret_key_access
from tink.proto import aes_gcm_pb2, hpke_pb2, tink_pb2

hybrid.register()
aead.register()

TINK_KEM = {"X25519": hpke_pb2.DHKEM_X25519_HKDF_SHA256, "MLKEM768-X25519": hpke_pb2.X_WING}
_TYPE = "type.googleapis.com/google.crypto.tink."


def _tink_handle(type_name: str, value: bytes, material: int, prefix: int, key_id: int) -> object:
    key = tink_pb2.Keyset.Key(
        key_id=key_id,
        status=tink_pb2.ENABLED,
        output_prefix_type=prefix,
        key_data=tink_pb2.KeyData(
            type_url=_TYPE + type_name, value=value, key_material_type=material
        ),
    )
    keyset = tink_pb2.Keyset(primary_key_id=key_id, key=[key])
    return tink.proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)


def _tink_hpke(suite: str, private: bytes, public: bytes, prefix: int, key_id: int) -> object:
    params = hpke_pb2.HpkeParams(
        kem=TINK_KEM[suite], kdf=hpke_pb2.HKDF_SHA256, aead=hpke_pb2.AES_256_GCM
    )
    value = hpke_pb2.HpkePrivateKey(
        private_key=private, public_key=hpke_pb2.HpkePublicKey(public_key=public, params=params)
    )
    return _tink_handle(
        "HpkePrivateKey",
        value.SerializeToString(),
        tink_pb2.KeyData.ASYMMETRIC_PRIVATE,
        prefix,
        key_id,
    )


def tink_open_prefixed(
    suite: str, private: bytes, public: bytes, ciphertext: bytes, info: bytes
) -> bytes:
    """Open an HPKE ciphertext behind 0x01 and a key id, with Tink."""
    key_id = int.from_bytes(ciphertext[1:5], "big")
    handle = _tink_hpke(suite, private, public, tink_pb2.TINK, key_id)
    return bytes(handle.primitive(hybrid.HybridDecrypt).decrypt(ciphertext, info))  # type: ignore[attr-defined]


def tink_open_raw(private: bytes, public: bytes, ciphertext: bytes, info: bytes) -> bytes:
    """Open a bare X25519 HPKE ciphertext with Tink."""
    handle = _tink_hpke("X25519", private, public, tink_pb2.RAW, 1)
    return bytes(handle.primitive(hybrid.HybridDecrypt).decrypt(ciphertext, info))  # type: ignore[attr-defined]


def tink_aes_gcm(key: bytes, nonce_and_body: bytes, associated: bytes) -> bytes:
    """Open AES-256-GCM with Tink."""
    value = aes_gcm_pb2.AesGcmKey(key_value=key).SerializeToString()
    handle = _tink_handle("AesGcmKey", value, tink_pb2.KeyData.SYMMETRIC, tink_pb2.RAW, 1)
    return bytes(handle.primitive(aead.Aead).decrypt(nonce_and_body, associated))  # type: ignore[attr-defined]


def pyhpke_open(private: bytes, ciphertext: bytes, info: bytes) -> bytes:
    """Open a bare X25519 HPKE ciphertext with pyhpke."""
    suite = pyhpke.CipherSuite.new(
        pyhpke.KEMId.DHKEM_X25519_HKDF_SHA256,
        pyhpke.KDFId.HKDF_SHA256,
        pyhpke.AEADId.AES256_GCM,
    )
    key = pyhpke.KEMKey.from_pyca_cryptography_key(X25519PrivateKey.from_private_bytes(private))
    recipient = suite.create_recipient_context(ciphertext[:32], key, info=info)
    return bytes(recipient.open(ciphertext[32:]))


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA256 as RFC 5869 writes it, on the standard library alone."""
    extracted = hmac.new(salt or bytes(32), secret, hashlib.sha256).digest()
    block, out, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.new(extracted, block + info + bytes((counter,)), hashlib.sha256).digest()
        out, counter = out + block, counter + 1
    return out[:length]
