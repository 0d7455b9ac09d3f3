"""The life of the keys: made, replaced each month, destroyed when nothing needs them.

Each step first writes private.sealed, then public.json as it follows from it. Killed in between,
the next step of any kind writes public.json again: every step may be repeated.
"""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.key_material import EpochKey, KeyMaterial
from tryggvei.sealing.key_users import blobs_needing, somebody_counts
from tryggvei.sealing.keyset import PUBLIC_FILE, PublicKeyset
from tryggvei.sealing.private_file import PRIVATE_FILE, read_private_file, write_private_file
from tryggvei.sealing.private_keys import new_seed
from tryggvei.sealing.suites import SuiteName
from tryggvei.toolbox.durable import locked, replace_file

refuse_on_public_face(__name__)

# A message sealed in the last minute of an epoch may wait in a spool while the database is away.
RETIRE_GRACE = timedelta(days=7)


@dataclass(frozen=True)
class KeyFolder:
    """Where the key files lie, and the passphrase that opens them."""

    path: Path
    passphrase: str

    def read(self) -> KeyMaterial:
        """Return the private keys. Raises KeysetError."""
        return read_private_file(self.path / PRIVATE_FILE, self.passphrase)

    def write(self, material: KeyMaterial) -> None:
        """Write both files, the private one first. Raises KeysetError, OSError."""
        write_private_file(self.path / PRIVATE_FILE, material, self.passphrase)
        self.publish(material)

    def publish(self, material: KeyMaterial) -> None:
        """Write public.json, readable by all: the public face runs as another user."""
        replace_file(self.path / PUBLIC_FILE, material.public_keyset().to_json(), mode=0o644)

    def published(self) -> PublicKeyset | None:
        """Return what public.json says now, None when missing. Raises KeysetError if damaged."""
        path = self.path / PUBLIC_FILE
        return PublicKeyset.from_json(path.read_bytes()) if path.exists() else None


def end_of_month(day: date) -> date:
    """Return the first day of the next month: where an epoch that holds `day` ends."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _new_epoch_key(suite: SuiteName, day: date, taken: frozenset[str]) -> EpochKey:
    key_id = secrets.token_bytes(4).hex()
    while key_id in taken or key_id == "00000000":  # Tink refuses key id 0
        key_id = secrets.token_bytes(4).hex()
    return EpochKey(key_id, suite, day, end_of_month(day), new_seed())


def _ids(material: KeyMaterial) -> frozenset[str]:
    in_use, retired = ({key.key_id for key in keys} for keys in (material.keys, material.retired))
    return frozenset(in_use | retired)


def init(folder: KeyFolder, day: date, suite: SuiteName = SuiteName.HYBRID) -> str:
    """Make the first keys, or mend public.json; return what was done, for the operator.

    Raises KeysetError when public.json is there without its private keys: making new ones would
    hide that messages are sealed to keys that are lost.
    """
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o755)
    with locked(folder.path):
        if (folder.path / PRIVATE_FILE).exists():
            material = folder.read()
            folder.publish(material)
            return f"Keys exist already (primary {material.primary}). {PUBLIC_FILE} is in step."
        if (folder.path / PUBLIC_FILE).exists():
            raise KeysetError(
                f"{PUBLIC_FILE} exists but {PRIVATE_FILE} does not: messages may be sealed to keys"
                f" that are not here. Restore {PRIVATE_FILE} from the keyring backup. Only if"
                f" nothing was ever received, move {PUBLIC_FILE} away and run init again."
            )
        first = _new_epoch_key(suite, day, frozenset())
        folder.write(KeyMaterial(first.key_id, (first,), (), new_seed(), new_seed()))
        return f"Made key {first.key_id} ({first.suite}), in use until {first.valid_to}."


def rotate(folder: KeyFolder, day: date, suite: SuiteName | None = None, now: bool = False) -> str:
    """Give the month its own key when it has none; return what was done.

    now: make a new key even inside the epoch, for a leaked key or another suite. Old keys keep
    opening until they are retired.
    """
    with locked(folder.path):
        material = folder.read()
        old = material.key(material.primary)
        if old is None:
            raise KeysetError("The primary key is missing. Restore from the keyring backup.")
        if not now and day < old.valid_to:
            folder.publish(material)
            return f"Nothing to do: key {old.key_id} is in use until {old.valid_to}."
        new = _new_epoch_key(suite or old.suite, day, _ids(material))
        folder.write(material.with_primary(new, day))
        return f"New messages use key {new.key_id} ({new.suite}). {old.key_id} still opens."


def retire(folder: KeyFolder, key_id: str, day: date, force: bool = False) -> str:
    """Destroy one private key for ever; return what was done.

    Raises KeysetError, saying what to do, for the key in use, for an unknown id and, unless
    forced, while blobs need it, while nobody counts them, or inside RETIRE_GRACE.
    """
    with locked(folder.path):
        material = folder.read()
        if any(key.key_id == key_id for key in material.retired):
            folder.publish(material)
            return f"Key {key_id} was retired before."
        key = material.key(key_id)
        if key is None:
            raise KeysetError(f"There is no key {key_id}. See `manage.py keys list`.")
        if key_id == material.primary:
            raise KeysetError(f"Key {key_id} is in use. Run `manage.py keys rotate --now` first.")
        if not force:
            _refuse_if_needed(key, day)
        folder.write(material.without(key_id, day))
        return f"Key {key_id} is destroyed. Remove it from backups too: see docs/adr/0004."


def _refuse_if_needed(key: EpochKey, day: date) -> None:
    if not somebody_counts():
        raise KeysetError("No room counts the messages that need a key. Use the staff settings.")
    needed = blobs_needing(key.key_id)
    if needed:
        raise KeysetError(
            f"{needed} stored messages still need key {key.key_id}. Open or re-seal them first."
            " With --force they are lost for ever."
        )
    if day < key.valid_to + RETIRE_GRACE:
        raise KeysetError(
            f"Key {key.key_id} was in use until {key.valid_to}; messages on their way may need it."
            f" Wait until {key.valid_to + RETIRE_GRACE}, or use --force."
        )
