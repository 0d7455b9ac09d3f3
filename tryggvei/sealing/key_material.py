"""All private keys of an installation, and the public keyset that follows from them."""

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.keyset import PublicKey, PublicKeyset, RetiredKey
from tryggvei.sealing.private_keys import SEED_BYTES, public_bytes_of
from tryggvei.sealing.suites import SuiteName

refuse_on_public_face(__name__)


@dataclass(frozen=True)
class EpochKey:
    """One epoch's private key; it seals from valid_from until valid_to (exclusive)."""

    key_id: str
    suite: SuiteName
    valid_from: date
    valid_to: date
    seed: bytes = field(repr=False)


@dataclass(frozen=True)
class KeyMaterial:
    """What private.sealed holds.

    master wraps the case keys; index is the key of the blind indexes. public.json is never edited
    by itself: it is `public_keyset()` of this, so that a half-done change heals at the next one.
    """

    primary: str
    keys: tuple[EpochKey, ...]
    retired: tuple[RetiredKey, ...]
    master: bytes = field(repr=False)
    index: bytes = field(repr=False)

    def key(self, key_id: str) -> EpochKey | None:
        """Return the epoch key of an id, or None when it never was or is retired."""
        return next((key for key in self.keys if key.key_id == key_id), None)

    def with_primary(self, new: EpochKey, on: date) -> "KeyMaterial":
        """Return the material with a new primary; the old one's epoch ends on the day `on`.

        Also when that is later than planned: a key that was not replaced in time was in use.
        """
        kept = tuple(
            replace(key, valid_to=on) if key.key_id == self.primary else key for key in self.keys
        )
        return replace(self, primary=new.key_id, keys=(*kept, new))

    def without(self, key_id: str, on: date) -> "KeyMaterial":
        """Return the material with one key destroyed. Raises KeyError for an unknown id."""
        gone = self.key(key_id)
        if gone is None:
            raise KeyError(key_id)
        mark = RetiredKey(gone.key_id, gone.suite, gone.valid_from, gone.valid_to, on)
        return replace(
            self,
            keys=tuple(key for key in self.keys if key.key_id != key_id),
            retired=(*self.retired, mark),
        )

    def public_keyset(self) -> PublicKeyset:
        """Return what the public face may know."""
        return PublicKeyset(
            primary=self.primary,
            keys=tuple(
                PublicKey(
                    key.key_id,
                    key.suite,
                    key.valid_from,
                    key.valid_to,
                    public_bytes_of(key.suite, key.seed),
                )
                for key in self.keys
            ),
            retired=self.retired,
        )

    def to_json(self) -> bytes:
        """Return the plaintext of private.sealed. Handle as the secret that it is."""
        return json.dumps(
            {
                "primary": self.primary,
                "keys": [{**_dates(key), "seed": _text(key.seed)} for key in self.keys],
                "retired": [
                    {**_dates(key), "retired_on": key.retired_on.isoformat()}
                    for key in self.retired
                ],
                "master": _text(self.master),
                "index": _text(self.index),
            }
        ).encode()

    @classmethod
    def from_json(cls, raw: bytes) -> "KeyMaterial":
        """Read what `to_json` wrote. Raises KeysetError, without quoting, for anything else."""
        try:
            document = json.loads(raw)
            return cls(
                primary=document["primary"],
                keys=tuple(
                    EpochKey(**_read_dates(entry), seed=_secret(entry["seed"]))
                    for entry in document["keys"]
                ),
                retired=tuple(
                    RetiredKey(
                        **_read_dates(entry), retired_on=date.fromisoformat(entry["retired_on"])
                    )
                    for entry in document["retired"]
                ),
                master=_secret(document["master"]),
                index=_secret(document["index"]),
            )
        except (ValueError, KeyError, TypeError):
            # `from None`: the error would carry pieces of the decrypted file into a log.
            raise KeysetError(
                "The private key file opens but holds something unknown to this release."
                " Update Tryggvei, or restore the file from the keyring backup."
            ) from None


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


def _secret(text: str) -> bytes:
    secret = base64.b64decode(text, validate=True)
    if len(secret) != SEED_BYTES:
        raise ValueError("a key is 32 bytes")
    return secret


def _dates(key: EpochKey | RetiredKey) -> dict[str, str]:
    return {
        "id": key.key_id,
        "suite": key.suite.value,
        "from": key.valid_from.isoformat(),
        "to": key.valid_to.isoformat(),
    }


def _read_dates(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "key_id": entry["id"],
        "suite": SuiteName(entry["suite"]),
        "valid_from": date.fromisoformat(entry["from"]),
        "valid_to": date.fromisoformat(entry["to"]),
    }
