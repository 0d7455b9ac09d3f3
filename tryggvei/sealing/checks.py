"""What must be true of the keys before real enquiries are taken; run by `manage.py check`."""

import stat
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from tryggvei.sealing.errors import SealError
from tryggvei.sealing.keyset import public_keyset
from tryggvei.toolbox.clock import today

# Named here too: the module that writes it cannot be imported by the public face.
_PRIVATE_FILE = "private.sealed"
LATE = timedelta(days=10)


def check_keys(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - the form that Django calls
    **kwargs: Any,  # noqa: ARG001 - the same
) -> list[CheckMessage]:
    """Return what is wrong with the keys. Without real enquiries (INTAKE=on) missing keys are
    no fault: `keys init` comes after the first start.
    """
    found: list[CheckMessage] = []
    if settings.FACE == "public" and settings.KEY_PASSPHRASE:
        found.append(
            Error(
                "The public face holds the key passphrase.",
                hint="Give TRYGGVEI_KEY_PASSPHRASE to the staff face and the worker only.",
                id="sealing.E002",
            )
        )
    private = Path(settings.KEYS_DIR) / _PRIVATE_FILE
    if others_may_read(private):
        found.append(
            Error(
                f"{private} can be read by other users of this machine.",
                hint="chmod 600 that file, and find out who has read it.",
                id="sealing.E003",
            )
        )
    if settings.INTAKE == "on":
        found += _for_real_enquiries()
    return found


def others_may_read(private: Path) -> bool:
    """Return whether a private file is open to more than its user.

    Its group may read it where the folder hands on its own: then it is the group of the staff
    face and the worker, which hold the passphrase both (docs/adr/0042).
    """
    try:
        mode, folder = private.stat().st_mode, private.parent.stat().st_mode
    except OSError:
        return False  # not there, or closed to us as it should be
    return bool(stat.S_IMODE(mode) & (0o037 if folder & stat.S_ISGID else 0o077))


def _for_real_enquiries() -> list[CheckMessage]:
    try:
        key = public_keyset().primary_key
    except SealError as error:
        return [Error(f"Enquiries cannot be sealed: {error}", id="sealing.E001")]
    if today() > key.valid_to + LATE:
        # A warning, not an error: an old key still protects, a closed form protects nobody.
        return [
            Warning(
                f"The key in use should have been replaced on {key.valid_to}.",
                hint="Run `manage.py keys rotate`, and see that the worker runs.",
                id="sealing.W001",
            )
        ]
    return []
