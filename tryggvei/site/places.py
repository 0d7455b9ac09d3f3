"""What each process does in the state folder, as data; tried at its start and by `check --deploy`.

Each process has an operating-system user of its own (docs/adr/0042), and they meet in one folder.
What one of them may not do there is found at its start, in words, and not when a letter has been
acknowledged. What it *could* do and never should is found too, where real enquiries are taken.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from tryggvei.toolbox.durable import prove_writable


class Does(StrEnum):
    """What a process does with a place."""

    READS = "read"
    WRITES = "write in"
    SPOOLS = "lay letters in"
    DRAINS = "list and empty"


class Never(StrEnum):
    """What a process must not be able to do with a place."""

    READS = "read"
    WRITES = "write in"


@dataclass(frozen=True)
class Place:
    """A file or folder under a setting, and what a process does there, or never does."""

    setting: str
    does: Does | Never
    name: str = ""
    is_made_later: bool = False  # by another command; until then its absence is no fault

    def path(self) -> Path:
        """Return where it lies in this installation."""
        return Path(getattr(settings, self.setting)) / self.name


PLACES: dict[str, tuple[Place, ...]] = {
    "public": (
        Place("KEYS_DIR", Does.READS, "public.json", is_made_later=True),
        Place("SPOOL_DIR", Does.SPOOLS),
        Place("BAKED_DIR", Does.READS, "current", is_made_later=True),
        Place("STATE_DIR", Does.READS, "content/local-edits.json", is_made_later=True),
        Place("STATE_DIR", Never.WRITES),
        Place("KEYS_DIR", Never.READS, "private.sealed"),
        Place("KEYS_DIR", Never.READS, "anchor.key"),
        Place("KEYRING_DIR", Never.READS),
        Place("ANCHORS_DIR", Never.READS),
        Place("KEYS_DIR", Never.WRITES),
        Place("BAKED_DIR", Never.WRITES),
        Place("STATE_DIR", Never.WRITES, "content"),
    ),
    "staff": (
        Place("KEYS_DIR", Does.READS, "public.json", is_made_later=True),
        Place("KEYS_DIR", Does.READS, "private.sealed", is_made_later=True),
        Place("KEYRING_DIR", Does.WRITES),
        Place("STATE_DIR", Does.WRITES, "content"),
        Place("STATIC_ROOT", Does.READS, "staticfiles.json"),
        Place("STATE_DIR", Never.WRITES),
        Place("ANCHORS_DIR", Never.WRITES),
        Place("KEYS_DIR", Never.WRITES),
        Place("BAKED_DIR", Never.WRITES),
    ),
    "worker": (
        Place("KEYS_DIR", Does.WRITES),
        Place("KEYS_DIR", Does.READS, "private.sealed", is_made_later=True),
        Place("ANCHORS_DIR", Does.WRITES),
        Place("SPOOL_DIR", Does.DRAINS),
        Place("BAKED_DIR", Does.WRITES),
        Place("STATE_DIR", Does.WRITES, "content"),
    ),
}


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=True)


def _is_missing(path: Path) -> bool:
    """Return whether nothing is there; what lies behind a closed folder counts as there."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _may_be_made(path: Path) -> bool:
    """Return whether this user could make a missing folder."""
    above = next(parent for parent in path.parents if not _is_missing(parent))
    return _may(above, os.W_OK | os.X_OK)


def _reading_fault(place: Place) -> str:
    path = place.path()
    if _is_missing(path):
        return "" if place.is_made_later else f"{path} is missing"
    mode = os.R_OK | (os.X_OK if path.is_dir() else 0) if _may(path, os.F_OK) else os.R_OK
    return "" if _may(path, mode) else f"this user may not read {path}"


def _writing_fault(place: Place) -> str:
    path = place.path()
    if _is_missing(path):
        return "" if _may_be_made(path) else f"{path} is missing"
    if not _may(path, os.R_OK | os.W_OK | os.X_OK):
        return f"this user may not {place.does} {path}"
    if place.does in (Does.SPOOLS, Does.DRAINS) and (fault := _sharing_fault(path, place)):
        return fault
    try:
        os.listdir(path)
        prove_writable(path)
    except OSError as error:
        return f"this user cannot {place.does} {path}: {error.strerror or type(error).__name__}"
    return ""


def _sharing_fault(folder: Path, place: Place) -> str:
    """Return why one user's letters in a shared folder could not be read or removed by the other.

    A letter belongs to the public face's user. The worker reads it as a member of its group, which
    it has from the folder (set-group-ID), and removes it since it may write in the folder; unless
    the folder is sticky.
    """
    facts = folder.stat()
    if not facts.st_mode & stat.S_IWGRP or os.geteuid() == 0:
        return ""
    if not facts.st_mode & stat.S_ISGID or facts.st_mode & stat.S_ISVTX:
        return f"{folder} must have the mode 2770, so that letters belong to its group"
    if place.does is Does.DRAINS and facts.st_gid not in {os.getegid(), *os.getgroups()}:
        return f"this user is not a member of the group that {folder} belongs to"
    return ""


def faults(face: str) -> Iterator[str]:
    """Yield what keeps a process from what it does in the state folder, mostly nothing."""
    for place in PLACES[face]:
        if isinstance(place.does, Never):
            continue
        find = _reading_fault if place.does is Does.READS else _writing_fault
        if fault := find(place):
            yield fault


def powers(face: str) -> Iterator[str]:
    """Yield what a process could do in the state folder and never should, mostly nothing."""
    for place in PLACES[face]:
        if not isinstance(place.does, Never):
            continue
        mode = os.R_OK if place.does is Never.READS else os.W_OK | os.X_OK
        if _may(place.path(), mode):
            yield f"this user can {place.does} {place.path()}; the {face} process never should"
