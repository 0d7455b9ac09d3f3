"""Keys and contexts that the sealing tests share."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tryggvei.sealing.context import SealContext
from tryggvei.sealing.key_material import EpochKey, KeyMaterial
from tryggvei.sealing.opening import KeyFinder
from tryggvei.sealing.private_keys import new_seed, private_key_from
from tryggvei.sealing.suites import SuiteName

PASSPHRASE = "a long passphrase for tests only"
MESSAGE = UUID("6f1c2a34-0b5d-4e6f-8a9b-0c1d2e3f4a5b")
CONTEXT = SealContext(form="enquiry", box="tryggest", message_id=MESSAGE)
EPOCH = (date(2026, 3, 1), date(2026, 4, 1))


def material(suite: SuiteName, key_id: str = "a1b2c3d4") -> KeyMaterial:
    """Return fresh key material with one epoch key of a suite."""
    key = EpochKey(key_id, suite, *EPOCH, new_seed())
    return KeyMaterial(key_id, (key,), (), new_seed(), new_seed())


def with_second_key(first: KeyMaterial, suite: SuiteName, key_id: str) -> KeyMaterial:
    """Return the material with one more key, the first one staying primary."""
    return replace(first, keys=(*first.keys, EpochKey(key_id, suite, *EPOCH, new_seed())))


def finder(keys: KeyMaterial) -> KeyFinder:
    """Return what `open_blob` asks for private keys."""
    known = {key.key_id: (key.suite, private_key_from(key.suite, key.seed)) for key in keys.keys}
    return known.get
