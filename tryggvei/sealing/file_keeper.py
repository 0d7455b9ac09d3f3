"""The keeper of level 0: this process unlocks the key file with a passphrase at first use."""

import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tryggvei.sealing import epochs
from tryggvei.sealing.blind_index import blind_index
from tryggvei.sealing.context import SealContext
from tryggvei.sealing.envelope import SealedBlob, seal
from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.fields import close_field, open_field
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.key_material import KeyMaterial
from tryggvei.sealing.keyring import Keyring
from tryggvei.sealing.keyset import PublicKeyset, Signature, signature_of
from tryggvei.sealing.opening import open_blob
from tryggvei.sealing.private_file import PRIVATE_FILE
from tryggvei.sealing.private_keys import HpkePrivateKey, private_key_from
from tryggvei.sealing.suites import SuiteName

refuse_on_public_face(__name__)


@dataclass(frozen=True)
class _Unlocked:
    signature: Signature
    material: KeyMaterial
    keys: dict[str, tuple[SuiteName, HpkePrivateKey]]
    keyset: PublicKeyset


class FileKeeper:
    """Keeper over KEYS_DIR and KEYRING_DIR. Threads may share one; nothing waits for a database."""

    level = 0  # the staff process itself holds the keys once they are unlocked

    def __init__(self, keys_dir: Path, keyring_dir: Path, passphrase: str) -> None:
        self._folder = epochs.KeyFolder(keys_dir, passphrase)
        self._ring = Keyring(keyring_dir)
        self._lock = threading.Lock()
        self._known: _Unlocked | None = None

    def _unlocked(self) -> _Unlocked:
        """Return the keys, unlocked again when the file was replaced (about 0.2 s). KeysetError."""
        path = self._folder.path / PRIVATE_FILE
        try:
            signature = signature_of(path)
        except OSError as error:
            raise KeysetError(f"{path} cannot be read: {error.strerror}.") from error
        known = self._known
        if known is not None and known.signature == signature:
            return known
        with self._lock:
            if self._known is None or self._known.signature != signature:
                self._known = _unlock(signature, self._folder.read())
            return self._known

    def open_sealed(self, blob: bytes, context: SealContext) -> bytes:
        """Return the text of a sealed message. Raises SealError."""
        return open_blob(blob, context, self._unlocked().keys.get)

    def reseal(self, blob: bytes, context: SealContext) -> SealedBlob:
        """Seal a message anew to the key in use, without showing it. Raises SealError."""
        unlocked = self._unlocked()
        return seal(open_blob(blob, context, unlocked.keys.get), context, unlocked.keyset)

    def create_case_key(self, case_id: UUID) -> None:
        """Make the case's key; repeating keeps it. Raises SealError for an erased case."""
        self._ring.create(case_id, self._unlocked().material.master)

    def encrypt_field(self, case_id: UUID, field: str, plaintext: str) -> bytes:
        """Return the blob of one field of one case. Raises SealError without a case key."""
        case_key = self._ring.read(case_id, self._unlocked().material.master)
        return close_field(case_key, case_id, field, plaintext)

    def decrypt_field(self, case_id: UUID, field: str, blob: bytes) -> str:
        """Return the text of a field. Raises SealError: changed, moved, or the case is erased."""
        case_key = self._ring.read(case_id, self._unlocked().material.master)
        return open_field(case_key, case_id, field, blob)

    def destroy_case_key(self, case_id: UUID) -> None:
        """Make every field of the case unreadable for ever. May be repeated."""
        self._ring.destroy(case_id)

    def blind_index(self, kind: str, value: str) -> bytes:
        """Return 32 bytes, equal for equal values. Raises NothingToIndexError for an empty one."""
        return blind_index(self._unlocked().material.index, kind, value)


def _unlock(signature: Signature, material: KeyMaterial) -> _Unlocked:
    keys = {key.key_id: (key.suite, private_key_from(key.suite, key.seed)) for key in material.keys}
    return _Unlocked(signature, material, keys, material.public_keyset())


@lru_cache(maxsize=8)
def _keeper_of(keys_dir: Path, keyring_dir: Path, passphrase: str) -> FileKeeper:
    return FileKeeper(keys_dir, keyring_dir, passphrase)


def configured_keeper() -> FileKeeper:
    """Return this process' keeper for the settings; unlocking happens at first use."""
    return _keeper_of(
        Path(settings.KEYS_DIR), Path(settings.KEYRING_DIR), str(settings.KEY_PASSPHRASE)
    )


def configured_folder() -> epochs.KeyFolder:
    """Return the key files that the settings name."""
    return epochs.KeyFolder(Path(settings.KEYS_DIR), str(settings.KEY_PASSPHRASE))


def rotate_if_due(day: date) -> str:
    """Give the month its own key when it has none; return what was done. Raises KeysetError."""
    return epochs.rotate(configured_folder(), day)
