"""When a job is due. Pure: no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

RETRY_AFTER = timedelta(minutes=5)
CLOCKS_DIFFER = timedelta(minutes=1)  # between two machines that both keep time


@dataclass(frozen=True)
class LastRun:
    """What is known about a job's last run; everything None: it has never run."""

    started: datetime | None = None
    finished: datetime | None = None
    lease_until: datetime | None = None
    ok: bool | None = None


def is_due(last: LastRun, every: timedelta, now: datetime) -> bool:
    """Return True when a job shall run now.

    Never while another process holds it. After a run that ended well: when `every` has passed
    since it started. After one that failed: after five minutes, if that is sooner. After one
    that never ended (the process died): when its lease has run out. A start in the future was
    written by a clock that was ahead; it counts as never, or nothing would run until then.
    """
    if last.started is None or last.started > now + CLOCKS_DIFFER:
        return True
    if last.lease_until is not None and last.lease_until > now:
        return False
    if last.finished is None or last.finished < last.started:
        return True
    wait = every if last.ok else min(every, RETRY_AFTER)
    return last.started + wait <= now
