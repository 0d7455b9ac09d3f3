"""Files that are either the old or the new one, whatever is pulled out at whatever moment.

The one way a file is written that must be there after a power cut: under another name in the same
folder, synced, renamed (or linked, where an older file must never be written over), and the folder
synced before anything is told. Whoever writes such a file writes it from here.
"""

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

TEMPORARY = ".part-"


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def shared_mode(folder: Path) -> int:
    """Return who may read a new file in a folder: its group too, where it hands on its own.

    The set-group-ID bit is how an operator says that two users work in a folder (docs/adr/0042).
    """
    return 0o640 if folder.stat().st_mode & stat.S_ISGID else 0o600


def _write_temporary(folder: Path, data: bytes, mode: int) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=TEMPORARY, dir=folder)  # made with mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def replace_file(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write data to path whole or not at all, durable on return. Raises OSError."""
    temporary = _write_temporary(path.parent, data, mode)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_file(path: Path, data: bytes, mode: int = 0o600) -> bool:
    """Write a new file whole and durable; return False, touching nothing, when path exists.

    Of two that come at once the first wins, and both read the same file afterwards.
    """
    temporary = _write_temporary(path.parent, data, mode)
    try:
        os.link(temporary, path)  # unlike rename, never overwrites: a key written over is lost
    except FileExistsError:
        return False
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def prove_writable(folder: Path) -> None:
    """Write a file in a folder, durably, and remove it again. Raises OSError where that fails."""
    temporary = _write_temporary(folder, b"", 0o600)
    try:
        sync_folder(folder)
    finally:
        temporary.unlink()


def append_line(path: Path, line_after: Callable[[bytes], str], mode: int = 0o600) -> None:
    """Add one line (without its newline) to a file, whole or not at all, durable on return.

    line_after: given all that stands before, ended by a newline, returns the line; writers take
    turns meanwhile. What a half line would spoil is not only itself but the next one, which is
    glued to it: a line that does not fit on the disk is taken back, and one that somebody else
    left half stays as it is and is ended first. Raises OSError.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
    descriptor = os.open(path, flags, mode)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        before = path.read_bytes()
        start = b"\n" if before and not before.endswith(b"\n") else b""
        data = start + line_after(before + start).encode() + b"\n"
        try:
            if os.write(descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, "only half a line could be written")
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, len(before))
            raise
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def destroy_file(path: Path) -> None:
    """Overwrite, remove and sync; nothing happens when the file is not there.

    Overwriting helps on plain disks only (not on SSD, copy-on-write or snapshots): what counts is
    that the file held a wrapped key, and that backups of this folder are kept apart and briefly.
    """
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    sync_folder(path.parent)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time change the files of a folder; sweeps what a killed one left."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for left_over in folder.glob(f"{TEMPORARY}*"):
            left_over.unlink(missing_ok=True)
        yield
    finally:
        os.close(descriptor)
