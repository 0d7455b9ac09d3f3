"""Count an opened page in this process's memory, and write whole days when they are over.

A reader waits for nothing here: the first opening of a new day starts a thread that writes what
the days before held. A process that is stopped forgets the day that is running; a part of a day
would tell when in the day somebody read. What no process could write stays until the next try.
"""

import atexit
import json
import logging
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

from django.db import DatabaseError, connection

from tryggvei.toolbox import clock
from tryggvei.website.actions.feedback import write_feedback
from tryggvei.website.actions.kept import MANIFEST, PAGES, current_bake
from tryggvei.website.rules.counting import Cell, Tally, page_of

logger = logging.getLogger("tryggvei.website")
MOST_WAITING = 20_000  # rows that wait for a database; some two months of a large site
_TALLY = Tally()
_waiting: list[tuple[Cell, int]] = []
_writing = Lock()


def note_opened(file: str, tally: Tally = _TALLY) -> bool:
    """Count one opening of a baked file; return True when earlier days wait to be written.

    Anything that is not a page of the bake that is shown is passed over, so what can be counted
    is bounded by the pack and never by who asks.
    """
    bake = current_bake()
    if bake is None or file not in _known(bake):
        return False
    found = page_of(file)
    return found is not None and count_opened(clock.today(), *found, tally)


def count_opened(day: date, language: str, page: str, tally: Tally = _TALLY) -> bool:
    """Count one opening of a page that is known to exist; return as `note_opened` does."""
    return tally.note(Cell(day, language, page))


def note_answered(file: str) -> None:
    """Count for a reader who has had an answer, and write earlier days beside her, not before."""
    if note_opened(file):
        Thread(target=write_and_let_go, name="counting", daemon=True).start()


def write_and_let_go() -> None:
    """Write the days before today and what was said of guides, and give the connection back: the
    next time is tomorrow."""
    try:
        write_ended_days()
        write_feedback()
    finally:
        connection.close()


def write_ended_days(tally: Tally = _TALLY) -> int:
    """Write the days before today, small counts left out; return the number of rows. Never raises
    for a database that is away: the rows wait in memory."""
    from tryggvei.website.models import DailyCount  # noqa: PLC0415 - the views' module loads first

    with _writing:
        _waiting.extend(sorted(tally.take_before(clock.today()).items()))
        del _waiting[MOST_WAITING:]
        rows = len(_waiting)
        if not rows:
            return 0
        try:
            DailyCount.objects.bulk_create(
                DailyCount(day=cell.day, language=cell.language, page=cell.page, count=count)
                for cell, count in _waiting
            )
        except DatabaseError as error:
            logger.error("counts were not written: %s", type(error).__name__)
            return 0
        _waiting.clear()
        return rows


@lru_cache(maxsize=4)
def _known(bake: Path) -> frozenset[str]:
    """Return the files of the pages of a bake."""
    try:
        files = json.loads((bake / MANIFEST).read_text())["files"]
    except (OSError, ValueError, KeyError):
        return frozenset()
    names = (str(name).removeprefix(f"{PAGES}/") for name in files)
    return frozenset(name for name in names if page_of(name) is not None)


atexit.register(write_ended_days)
