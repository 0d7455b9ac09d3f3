"""The public keyset: what the public face knows of the keys, read from KEYS_DIR/public.json."""

import base64
import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.suites import SuiteName, public_key_from

PUBLIC_FILE = "public.json"
FORMAT = 1
_INIT = "Run `manage.py keys init` where the staff face runs."

Signature = tuple[int, int, int]


@dataclass(frozen=True)
class PublicKey:
    """One epoch's public key. It is primary from valid_from until valid_to (exclusive)."""

    key_id: str
    suite: SuiteName
    valid_from: date
    valid_to: date
    public: bytes


@dataclass(frozen=True)
class RetiredKey:
    """A key whose private half is destroyed: what was sealed to it stays shut for ever."""

    key_id: str
    suite: SuiteName
    valid_from: date
    valid_to: date
    retired_on: date


@dataclass(frozen=True)
class PublicKeyset:
    """All public keys that may still be opened, and the one that new messages are sealed to."""

    primary: str
    keys: tuple[PublicKey, ...]
    retired: tuple[RetiredKey, ...] = ()

    @property
    def primary_key(self) -> PublicKey:
        """The key that new messages are sealed to. Raises KeysetError when it is not there."""
        for key in self.keys:
            if key.key_id == self.primary:
                return key
        raise KeysetError(f"{PUBLIC_FILE} names a primary key that it does not hold. {_INIT}")

    def to_json(self) -> bytes:
        """Return the file's bytes: stable order, readable by a person."""
        document = {
            "format": FORMAT,
            "primary": self.primary,
            "keys": [
                {**_shared(key), "public": base64.b64encode(key.public).decode()}
                for key in self.keys
            ],
            "retired": [
                {**_shared(key), "retired_on": key.retired_on.isoformat()} for key in self.retired
            ],
        }
        return (json.dumps(document, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "PublicKeyset":
        """Read the file's bytes. Raises KeysetError for anything that `to_json` does not write."""
        try:
            document = json.loads(raw)
            if document["format"] != FORMAT:
                raise KeysetError(
                    f"{PUBLIC_FILE} has format {document['format']}, this release knows {FORMAT}."
                    " Update Tryggvei, or restore the file from the backup."
                )
            keyset = cls(
                primary=str(document["primary"]),
                keys=tuple(_public_key(entry) for entry in document["keys"]),
                retired=tuple(
                    RetiredKey(
                        **_read_shared(entry),
                        retired_on=date.fromisoformat(entry["retired_on"]),
                    )
                    for entry in document["retired"]
                ),
            )
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise KeysetError(f"{PUBLIC_FILE} is damaged. {_INIT} It rebuilds the file.") from error
        keyset.primary_key  # noqa: B018 - a keyset without its primary key is refused at reading
        return keyset


def _shared(key: PublicKey | RetiredKey) -> dict[str, str]:
    return {
        "id": key.key_id,
        "suite": key.suite.value,
        "from": key.valid_from.isoformat(),
        "to": key.valid_to.isoformat(),
    }


def _read_shared(entry: dict[str, Any]) -> dict[str, Any]:
    key_id = str(entry["id"])
    if len(bytes.fromhex(key_id)) != 4:
        raise ValueError("a key id is four bytes")
    return {
        "key_id": key_id,
        "suite": SuiteName(entry["suite"]),
        "valid_from": date.fromisoformat(entry["from"]),
        "valid_to": date.fromisoformat(entry["to"]),
    }


def _public_key(entry: dict[str, Any]) -> PublicKey:
    key = PublicKey(**_read_shared(entry), public=base64.b64decode(entry["public"], validate=True))
    public_key_from(key.suite, key.public)  # refuse bytes that are no key before a message comes
    return key


def signature_of(path: Path) -> Signature:
    """Return what changes when a file is replaced: (inode, size, time of change in ns)."""
    facts = os.stat(path)
    return facts.st_ino, facts.st_size, facts.st_mtime_ns


# One entry, swapped whole: two threads that meet here both read the same file.
_last_read: dict[Path, tuple[Signature, PublicKeyset]] = {}


def public_keyset() -> PublicKeyset:
    """Return the keyset of KEYS_DIR/public.json, read again when the file has been replaced.

    Raises KeysetError (a SealError), saying what to do, when the file is missing or damaged.
    """
    path = Path(settings.KEYS_DIR) / PUBLIC_FILE
    try:
        signature = signature_of(path)
        known = _last_read.get(path)
        if known and known[0] == signature:
            return known[1]
        keyset = PublicKeyset.from_json(path.read_bytes())
    except FileNotFoundError as error:
        raise KeysetError(f"{path} is missing: nothing can be sealed. {_INIT}") from error
    except OSError as error:
        raise KeysetError(
            f"{path} cannot be read: let this process' user read it ({error.strerror})."
        ) from error
    _last_read.clear()
    _last_read[path] = (signature, keyset)
    return keyset
