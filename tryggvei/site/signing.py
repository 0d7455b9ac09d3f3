"""Whether two processes that never see each other's settings were given the same signing key.

The worker, which has the staff face's key, leaves a fingerprint beside the public keys; the public
face compares its own with it at its start. A key of at least 50 random signs is not found from it.
"""

import hashlib
from pathlib import Path

from django.conf import settings

from tryggvei.toolbox.durable import replace_file

FILE = "staff-signing.fingerprint"


def _fingerprint() -> str:
    return hashlib.sha256(b"tryggvei signing key\0" + settings.SECRET_KEY.encode()).hexdigest()


def _path() -> Path:
    return Path(settings.KEYS_DIR) / FILE


def leave_fingerprint() -> None:
    """Let the public face see whether it was given our key. Raises OSError."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists() or path.read_text() != _fingerprint():
        replace_file(path, _fingerprint().encode(), mode=0o644)


def has_the_staffs_key() -> bool:
    """Return whether this process signs with the staff face's key, as far as the worker told."""
    try:
        return _path().read_text() == _fingerprint()
    except OSError:
        return False
