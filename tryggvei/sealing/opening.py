"""Opening what `envelope` closes. Not importable by the public face (see `guard`)."""

import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tryggvei.sealing.context import SealContext, canonical_bytes
from tryggvei.sealing.envelope import VERSION, body_keys, parse
from tryggvei.sealing.errors import SealError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.padding import unpad
from tryggvei.sealing.private_keys import HpkePrivateKey, unwrap_data_key
from tryggvei.sealing.suites import SUITES, SuiteName

refuse_on_public_face(__name__)

KeyFinder = Callable[[str], tuple[SuiteName, HpkePrivateKey] | None]


def open_blob(blob: bytes, context: SealContext, find_key: KeyFinder) -> bytes:
    """Return the text of a sealed blob.

    find_key: key id (8 hex digits) -> its suite and private key, None when there is none.
    Raises SealError, always the same one, when the blob was changed, belongs elsewhere, or its
    key is unknown or retired.
    """
    envelope = parse(blob)
    found = find_key(envelope.key_id.hex())
    if found is None or found[0] is not envelope.suite:
        raise SealError
    bound = canonical_bytes(context, VERSION, SUITES[envelope.suite].code, envelope.key_id)
    try:
        data_key = unwrap_data_key(envelope.suite, found[1], envelope.wrapped, bound)
        body_key, commitment = body_keys(data_key, bound)
        if not hmac.compare_digest(commitment, envelope.commitment):
            raise SealError
        padded = AESGCM(body_key).decrypt(envelope.nonce, envelope.body, bound)
    except (InvalidTag, ValueError):
        raise SealError from None
    return unpad(padded)
