"""The sealed spool: where an acknowledged message waits while the database is away.

One file a message: a line of JSON (what stands outside the seal) and the sealed blob. It is written
under another name, synced, renamed, and the folder synced, before anything is acknowledged; so a
file with the right name is always whole, and a message delivered twice is one row.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DataError, IntegrityError
from django.db import Error as DatabaseError

from tryggvei.intake.actions.storing import insert
from tryggvei.intake.models import SealedMessage
from tryggvei.toolbox.durable import TEMPORARY, replace_file

log = logging.getLogger(__name__)
SUFFIX, UNREADABLE = ".sealed", ".unreadable"
HALF_WRITTEN_LIVES_SECONDS = 3600
HEADER_VERSION = 1


class UnreadableSpoolFileError(ValueError):
    """A file in the spool is not what the public face writes; it is put aside, never deleted."""


def spool_dir() -> Path:
    """Return the spool's folder, made at first use and closed to other accounts."""
    folder = Path(settings.SPOOL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def put(message: SealedMessage) -> None:
    """Lay one sealed message in the spool, durably. Raises OSError when the disk refuses."""
    folder = spool_dir()
    blob = bytes(message.blob)
    header = {
        "v": HEADER_VERSION,
        "id": str(message.id),
        "box": message.box,
        "kind": str(message.kind),
        "received_on": message.received_on.isoformat(),
        "lane": str(message.lane),
        "key_id": message.key_id,
        "sha256": hashlib.sha256(blob).hexdigest(),
    }
    content = json.dumps(header, sort_keys=True).encode() + b"\n" + blob
    replace_file(folder / f"{message.id}{SUFFIX}", content, mode=0o640)


def read(path: Path) -> SealedMessage:
    """Read one file back. Raises UnreadableSpoolFileError, or OSError when it is not there."""
    line, _, blob = path.read_bytes().partition(b"\n")
    try:
        header = json.loads(line)
        if header["v"] != HEADER_VERSION or header["sha256"] != hashlib.sha256(blob).hexdigest():
            raise UnreadableSpoolFileError
        return SealedMessage(
            id=UUID(header["id"]),
            box=header["box"],
            kind=header["kind"],
            received_on=date.fromisoformat(header["received_on"]),
            lane=header["lane"],
            key_id=header["key_id"],
            blob=blob,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableSpoolFileError from error


def waiting_files() -> Iterator[Path]:
    """Yield the messages that wait, oldest first. A file that goes away meanwhile is left out."""
    found: list[tuple[float, Path]] = []
    for path in spool_dir().glob(f"*{SUFFIX}"):
        try:
            found.append((path.stat().st_mtime, path))
        except FileNotFoundError:
            continue
    yield from (path for _, path in sorted(found))


def _sweep_half_written() -> None:
    """Remove what a killed process left unfinished: it was never acknowledged."""
    for path in spool_dir().glob(f"{TEMPORARY}*"):
        try:
            if time.time() - path.stat().st_mtime > HALF_WRITTEN_LIVES_SECONDS:
                path.unlink()
        except FileNotFoundError:
            continue


def drain() -> str:
    """Deliver what waits in the spool; safe to run twice, and twice at once.

    A file is removed only after its row is committed. Stops at the first database error (the rest
    waits for the next tick). Returns counts for the worker's log, e.g. "delivered 3, unreadable 0".
    """
    delivered = unreadable = 0
    for path in waiting_files():
        try:
            insert(read(path))
        except FileNotFoundError:
            continue  # another worker has just delivered it
        except (UnreadableSpoolFileError, DataError, IntegrityError, ValueError):
            # Also one whose header the database will never take: it must not hold up the rest.
            path.rename(path.with_suffix(UNREADABLE))
            unreadable += 1
            continue
        except DatabaseError as error:
            log.warning("spool: the database does not take messages: %s", type(error).__name__)
            break
        path.unlink(missing_ok=True)
        delivered += 1
    _sweep_half_written()
    left_count = sum(1 for _ in waiting_files())
    return f"delivered {delivered}, unreadable {unreadable}, left {left_count}"
