"""KEYS_DIR/private.sealed: the private keys under a passphrase, on disk whole or not at all.

The file is JSON: the parameters of Argon2id (RFC 9106), salt, nonce, and the AES-256-GCM
ciphertext. The parameters stand in the file, so that they can be raised without losing old files;
they are part of the associated data, so that nobody changes them unseen.
"""

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.key_material import KeyMaterial
from tryggvei.toolbox.durable import replace_file, shared_mode

refuse_on_public_face(__name__)

PRIVATE_FILE = "private.sealed"
FORMAT = 1
MIN_PASSPHRASE = 16  # characters; `keys init` refuses shorter ones
_SALT_BYTES = 16
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Argon2Cost:
    """What one guess at the passphrase costs: passes, KiB of memory, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def is_sane(self) -> bool:
        """Return whether a file may ask for this: an absurd figure would stall the start."""
        return 1 <= self.passes <= 32 and 8 <= self.memory_kib <= 2**21 and 1 <= self.lanes <= 16


DEFAULT_COST = Argon2Cost()  # RFC 9106, section 4, second recommended option


def _file_key(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    return hash_secret_raw(
        secret=passphrase.encode(),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _associated_data(salt: bytes, cost: Argon2Cost) -> bytes:
    numbers = (FORMAT, cost.passes, cost.memory_kib, cost.lanes)
    return b"tryggvei-private-keys" + b"".join(n.to_bytes(4, "big") for n in numbers) + salt


def write_private_file(
    path: Path, material: KeyMaterial, passphrase: str, cost: Argon2Cost | None = None
) -> None:
    """Write the private keys; the old file stays until the new is durable.

    Readable by this user alone, and by the group of the staff face and the worker where they share
    the folder. Raises KeysetError for an unfit passphrase, OSError when the disk refuses.
    """
    if len(passphrase) < MIN_PASSPHRASE:
        raise KeysetError(
            f"The passphrase needs at least {MIN_PASSPHRASE} characters."
            " Set TRYGGVEI_KEY_PASSPHRASE for the staff face and the worker."
        )
    cost = cost or DEFAULT_COST
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    cipher = AESGCM(_file_key(passphrase, salt, cost))
    sealed = cipher.encrypt(nonce, material.to_json(), _associated_data(salt, cost))
    document = {
        "format": FORMAT,
        "argon2id": asdict(cost),
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "sealed": base64.b64encode(sealed).decode(),
    }
    text = json.dumps(document, indent=1) + "\n"
    replace_file(path, text.encode(), mode=shared_mode(path.parent))


def read_private_file(path: Path, passphrase: str) -> KeyMaterial:
    """Return the private keys. Raises KeysetError, saying what to do, when they do not open."""
    if not passphrase:
        raise KeysetError(
            "No key passphrase: set TRYGGVEI_KEY_PASSPHRASE for the staff face and the worker."
        )
    try:
        document = json.loads(path.read_bytes())
        _check_format(document)
        cost = Argon2Cost(**document["argon2id"])
        if not cost.is_sane():
            raise ValueError("cost out of bounds")
        salt, nonce, sealed = (base64.b64decode(document[n]) for n in ("salt", "nonce", "sealed"))
        cipher = AESGCM(_file_key(passphrase, salt, cost))
        plain = cipher.decrypt(nonce, sealed, _associated_data(salt, cost))
    except FileNotFoundError as error:
        raise KeysetError(
            f"{path} is missing. For a new installation run `manage.py keys init`;"
            " otherwise restore it from the keyring backup."
        ) from error
    except OSError as error:
        raise KeysetError(f"{path} cannot be read: {error.strerror}.") from error
    except InvalidTag as error:
        raise KeysetError(
            f"The passphrase does not open {path}, or the file is damaged."
            " Check TRYGGVEI_KEY_PASSPHRASE; else restore the file from the keyring backup."
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise KeysetError(f"{path} is damaged. Restore it from the keyring backup.") from error
    return KeyMaterial.from_json(plain)


def _check_format(document: dict[str, Any]) -> None:
    if document["format"] != FORMAT:
        raise KeysetError(
            f"{PRIVATE_FILE} has format {document['format']}, this release knows {FORMAT}."
            " Update Tryggvei."
        )
