"""The front door of sealing. Everything here but `keeper` and `rotate_if_due` is for both faces."""

import importlib
from datetime import date
from typing import cast

from tryggvei.sealing.context import SealContext
from tryggvei.sealing.envelope import SealedBlob, overhead, seal
from tryggvei.sealing.errors import (
    BadReceiptCode,
    KeysetError,
    NothingToIndexError,
    SealError,
    TooLongError,
)
from tryggvei.sealing.guard import refuse_on_public_face
from tryggvei.sealing.keeper import Keeper
from tryggvei.sealing.keyset import PublicKeyset, public_keyset
from tryggvei.sealing.mailbox import open_reply, seal_to_mailbox
from tryggvei.sealing.padding import MAX_TEXT_BYTES, size_classes
from tryggvei.sealing.receipt_code import ReceiptCode, new_receipt_code, parse_receipt_code
from tryggvei.sealing.suites import SuiteName
from tryggvei.toolbox import clock

__all__ = [
    "MAX_TEXT_BYTES",
    "BadReceiptCode",
    "Keeper",
    "KeysetError",
    "NothingToIndexError",
    "PublicKeyset",
    "ReceiptCode",
    "SealContext",
    "SealError",
    "SealedBlob",
    "SuiteName",
    "TooLongError",
    "keeper",
    "new_receipt_code",
    "open_reply",
    "overhead",
    "parse_receipt_code",
    "public_keyset",
    "rotate_if_due",
    "rotate_today",
    "seal",
    "seal_to_mailbox",
    "size_classes",
]

_PRIVATE_SIDE = "tryggvei.sealing.file_keeper"


def keeper() -> Keeper:
    """Return the keeper of keys. Raises ImproperlyConfigured on the public face.

    The private side is imported here and by name: this module must be importable where the
    private side must not be, and a plain import would make every room that seals reach it.
    """
    refuse_on_public_face(_PRIVATE_SIDE)
    return cast(Keeper, importlib.import_module(_PRIVATE_SIDE).configured_keeper())


def rotate_if_due(day: date) -> str:
    """Make the month's key when there is none; for a daily tick of the worker. KeysetError."""
    refuse_on_public_face(_PRIVATE_SIDE)
    return cast(str, importlib.import_module(_PRIVATE_SIDE).rotate_if_due(day))


def rotate_today() -> str:
    """Do it for today: the worker's daily tick."""
    return rotate_if_due(clock.today())
