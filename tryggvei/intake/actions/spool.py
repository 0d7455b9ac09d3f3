"""The sealed spool: where an acknowledged message waits while the database is away.

One file a message: a line of JSON (what stands outside the seal) and the sealed blob. It is durable
under its right name before anything is acknowledged, so a file with the right name is always whole;
and a message delivered twice is one row.

Nothing that lies here stops what lies beside it, whatever it is (queries/spooled.py).
"""

import hashlib
import json
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import DataError, IntegrityError
from django.db import Error as DatabaseError

from tryggvei.intake.actions.storing import insert
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.queries.spooled import (
    HEADER_VERSION,
    SUFFIX,
    UNREADABLE,
    UnreadableSpoolFileError,
    files_ending,
    names,
    read,
    spool_dir,
)
from tryggvei.jobs.api import JobTrouble
from tryggvei.toolbox.durable import TEMPORARY, replace_file, shared_mode

log = logging.getLogger(__name__)
HALF_WRITTEN_LIVES_SECONDS = 3600
_NAMED_AT_MOST = 3


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
    replace_file(folder / f"{message.id}{SUFFIX}", content, mode=shared_mode(folder))


def _sweep_half_written() -> None:
    """Remove what a killed process left unfinished: it was never acknowledged."""
    for name in names():
        path = spool_dir() / name
        if not name.startswith(TEMPORARY):
            continue
        try:
            if time.time() - path.lstat().st_mtime > HALF_WRITTEN_LIVES_SECONDS:
                path.unlink()
        except OSError:
            continue  # not ours to remove, or gone: it holds up nothing


def id_of(path: Path) -> str:
    """Return the id in a file's name; "no id" for a name that somebody else chose."""
    try:
        return str(UUID(path.name.split(".", 1)[0]))
    except ValueError:
        return "no id"


@dataclass
class _Count:
    """What one round came to."""

    delivered: int = 0
    unreadable: int = 0
    left: int = 0

    def __post_init__(self) -> None:
        self.stuck: list[str] = []

    def told(self) -> str:
        """Return the line for the worker's log. Raises JobTrouble when something is stuck."""
        text = f"delivered {self.delivered}, unreadable {self.unreadable}, left {self.left}"
        if self.stuck:
            named = ", ".join(self.stuck[:_NAMED_AT_MOST])
            raise JobTrouble(f"{text}, stuck {len(self.stuck)}: {named}")
        return text


def _set_aside(path: Path, count: _Count) -> None:
    """Move something out of the way, kept under a name of its own; what will not move is stuck."""
    message_id = id_of(path)
    try:
        path.rename(path.with_name(f"{path.stem}.{time.time_ns()}{UNREADABLE}"))
    except FileNotFoundError:
        return  # another worker was faster
    except OSError:
        count.stuck.append(message_id)
        return
    log.warning("spool: set aside, look at it: %s", message_id)
    count.unreadable += 1


def _deliver(path: Path, count: _Count) -> None:
    """Deliver one file; whatever is wrong with it stays with it. Raises DatabaseError."""
    try:
        insert(read(path))
    except FileNotFoundError:
        return  # another worker has just delivered it
    except (UnreadableSpoolFileError, DataError, IntegrityError, ValueError):
        # Also one whose header the database will never take: it must not hold up the rest.
        _set_aside(path, count)
        return
    except OSError:
        count.stuck.append(id_of(path))  # perhaps a whole message that we may not read: leave it
        return
    count.delivered += 1
    try:
        path.unlink(missing_ok=True)
    except OSError:
        count.stuck.append(id_of(path))  # its row is there; it will come again, as the same row


def drain() -> str:
    """Deliver what waits in the spool; safe to run twice, and twice at once.

    A file is removed only after its row is committed. Stops at the first database error (the rest
    waits for the next tick). Returns counts for the worker's log, e.g. "delivered 3, unreadable 0".
    Raises JobTrouble when the folder cannot be listed, or when something in it cannot be read,
    removed or set aside, after everything else has been delivered.
    """
    count = _Count()
    try:
        for path in files_ending(SUFFIX):
            _deliver(path, count)
    except DatabaseError as error:
        log.warning("spool: the database does not take messages: %s", type(error).__name__)
    except OSError as error:
        raise JobTrouble(f"the spool cannot be listed: {type(error).__name__}") from error
    _sweep_half_written()
    count.left = sum(1 for _ in files_ending(SUFFIX))
    return count.told()
