"""Time, read in one place so that tests can stand still and days follow Norwegian midnight."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _standing_at.get() or datetime.now(UTC)


def oslo_now() -> datetime:
    """Return the present moment on a Norwegian clock."""
    return now().astimezone(OSLO)


def today() -> date:
    """Return today's date in Norway."""
    return oslo_now().date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the house believe that it is `moment` (aware): for the simulator and for tests."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _standing_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing_at.reset(token)
