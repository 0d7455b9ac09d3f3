"""Keeps secrets of sign-in unreadable in the database: TOTP secrets and recovery seeds.

One key file, `signin.key`, in the folder of private keys, made at first use, readable by the
staff process only. It is apart from the database and its backup: who steals one of them has
no second factor. Losing the file means that everybody enrols again, nothing worse.
"""

import base64
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tryggvei.toolbox.durable import create_file

KEY_BYTES = 32
NONCE_BYTES = 12  # RFC 5116, section 5.3: random nonces of 96 bits
PREFIX = "v1."
BOUND_TO = b"tryggvei signin secret v1"


class LockerError(Exception):
    """A stored secret does not open: another key, or it was changed."""


def encrypt(text: str) -> str:
    """Return the text locked with AES-256-GCM, as printable characters."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_key()).encrypt(nonce, text.encode(), BOUND_TO)
    return PREFIX + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(locked: str) -> str:
    """Return the text that encrypt() locked. Raises LockerError when it does not open."""
    if not locked.startswith(PREFIX):
        raise LockerError("not a locked secret")
    try:
        raw = base64.urlsafe_b64decode(locked.removeprefix(PREFIX))
        opened = AESGCM(_key()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], BOUND_TO)
    except (InvalidTag, ValueError):
        raise LockerError("the secret does not open with the key in use") from None
    return opened.decode()


def _key() -> bytes:
    path = Path(settings.KEYRING_DIR) / "signin.key"
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(
            f"{path} is not a sign-in key of {KEY_BYTES} bytes. Restore it from the backup of "
            "keys; or remove it, and let everybody enrol a second factor anew."
        )
    return key


def _make(path: Path) -> None:
    """Write a new key so that two processes that start at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    create_file(path, secrets.token_bytes(KEY_BYTES))
