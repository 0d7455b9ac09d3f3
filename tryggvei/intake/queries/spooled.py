"""What lies in the spool: listed and read as if somebody else had filled it.

The public face's user writes there, the worker's user reads and removes (docs/adr/0042). So what is
found may be what a broken public process left: a folder, a pipe, a link, an endless file.
"""

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tryggvei.intake.models import Kind, Lane, SealedMessage

SUFFIX, UNREADABLE = ".sealed", ".unreadable"
HEADER_VERSION = 1
_BOX, _KEY_ID = re.compile("[a-z_]{1,40}"), re.compile("[0-9a-f]{8}")
LARGEST_BYTES = 2**20  # the largest seal is an eighth of it
# Never wait for the other end of a pipe, never follow a link to somewhere else.
_HOW_TO_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class UnreadableSpoolFileError(ValueError):
    """Something in the spool is not what the public face writes; it is put aside, never deleted."""


def spool_dir() -> Path:
    """Return the spool's folder; made at first use, for one user alone.

    Where two users share it the operator makes it, with their group: see docs/drift.md.
    """
    folder = Path(settings.SPOOL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def _bytes_of(path: Path) -> bytes:
    """Return what a plain file of ours holds. Raises UnreadableSpoolFileError, OSError."""
    if path.is_symlink():
        raise UnreadableSpoolFileError
    descriptor = os.open(path, _HOW_TO_OPEN)
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST_BYTES:
            raise UnreadableSpoolFileError
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(LARGEST_BYTES)
    finally:
        os.close(descriptor)


def _text(value: object, pattern: re.Pattern[str]) -> str:
    """Return a text of the right form: a value of another type fails in the database as if the
    database were away, and would hold up every file after it.
    """
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise UnreadableSpoolFileError
    return value


def read(path: Path) -> SealedMessage:
    """Read one file back. Raises UnreadableSpoolFileError; OSError when it cannot be opened."""
    line, _, blob = _bytes_of(path).partition(b"\n")
    try:
        header = json.loads(line)
        if header["v"] != HEADER_VERSION or header["sha256"] != hashlib.sha256(blob).hexdigest():
            raise UnreadableSpoolFileError
        return SealedMessage(
            id=UUID(header["id"]),
            box=_text(header["box"], _BOX),
            kind=Kind(header["kind"]),
            received_on=date.fromisoformat(header["received_on"]),
            lane=Lane(header["lane"]),
            key_id=_text(header["key_id"], _KEY_ID),
            blob=blob,
        )
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableSpoolFileError from error


def names() -> list[str]:
    """Return what lies in the spool. Raises OSError when the folder cannot be listed.

    Not `glob`: that takes a folder that it may not list for an empty one.
    """
    return os.listdir(spool_dir())


def files_ending(*endings: str) -> Iterator[Path]:
    """Yield what has one of the endings, oldest first. What goes away meanwhile is left out.

    Raises OSError when the folder cannot be listed.
    """
    found: list[tuple[float, Path]] = []
    for name in names():
        path = spool_dir() / name
        if path.suffix not in endings:
            continue
        try:
            found.append((path.lstat().st_mtime, path))
        except FileNotFoundError:
            continue
    yield from (path for _, path in sorted(found))
