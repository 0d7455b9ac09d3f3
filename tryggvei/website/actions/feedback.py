"""Count what a reader says at the end of a guide, in this process's memory, and write what is many.

As with opened pages (`counting`), a reader waits for nothing: the first press of a day starts a
thread that writes what the days before brought. What is fewer than five stays in memory; a process
that stops writes what is five or more, and forgets the rest.
"""

import atexit
import logging
from threading import Lock, Thread

from django.db import DatabaseError, connection

from tryggvei.guides.api import ends_that_ask
from tryggvei.toolbox import clock
from tryggvei.website.rules.feedback import Press, Presses, month_of, press_of

logger = logging.getLogger("tryggvei.website")
MOST_WAITING = 5000  # rows that wait for a database
_PRESSES = Presses()
_waiting: list[tuple[Press, int]] = []
_writing = Lock()


def asks(guide: str, step: str) -> bool:
    """Return whether an end of a guide asks its readers whether it helped."""
    return step in ends_that_ask().get(guide, ())


def note_press(guide: str, step: str, answer: str, presses: Presses = _PRESSES) -> bool:
    """Count a press; return False when no guide asks so, and nothing was counted."""
    press = press_of(guide, step, answer, ends_that_ask())
    if press is None:
        return False
    if presses.note(clock.today(), press) and presses is _PRESSES:
        Thread(target=write_and_let_go, name="feedback", daemon=True).start()
    return True


def write_and_let_go() -> None:
    """Write what is many, and give the connection back: the next time is another day."""
    try:
        write_feedback()
    finally:
        connection.close()


def write_feedback(presses: Presses = _PRESSES) -> int:
    """Write the counts of five or more; return the number of rows. Never raises for a database that
    is away: the rows wait in memory."""
    from tryggvei.website.models import GuideFeedback  # noqa: PLC0415 - the views load first

    with _writing:
        _waiting.extend(sorted(presses.take().items()))
        del _waiting[MOST_WAITING:]
        rows = len(_waiting)
        if not rows:
            return 0
        month = month_of(clock.today())
        try:
            GuideFeedback.objects.bulk_create(
                GuideFeedback(
                    month=month,
                    guide=press.guide,
                    step=press.step,
                    answer=press.answer.value,
                    count=count,
                )
                for press, count in _waiting
            )
        except DatabaseError as error:
            logger.error("what was said of guides was not written: %s", type(error).__name__)
            return 0
        _waiting.clear()
        return rows


atexit.register(write_feedback)
