"""Recurring jobs: registered by rooms, run by the worker, safe when two processes run them.

A job looks in its own tables for what is due and does it; running it once too often must do no
harm. No deadline lives here, only when to look next.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import QuerySet

from tryggvei.jobs.due import LastRun, is_due
from tryggvei.toolbox import clock

if TYPE_CHECKING:
    from tryggvei.jobs.models import JobRun

logger = logging.getLogger("tryggvei.jobs")


class Lane(StrEnum):
    """Jobs of one lane run one after the other; the lanes run side by side."""

    PROMPT = "prompt"  # what must not wait: seconds at most
    LONG = "long"  # what may take minutes, as a bake does


LEASE = timedelta(minutes=15)
OUTCOME_LONGEST = 200


@dataclass(frozen=True)
class Tick:
    """A recurring job: its name, how often, what to run, and how long it may hold itself."""

    name: str
    every: timedelta
    run: Callable[[], str]
    lease: timedelta = LEASE
    lane: Lane = Lane.PROMPT


@dataclass(frozen=True)
class Outcome:
    """How one run went: what the job said (counts, never content), or the exception's class."""

    name: str
    ok: bool
    text: str


class JobTrouble(Exception):
    """A job is done and something is wrong. Its text is shown: counts, ids and classes only."""


_ticks: dict[str, Tick] = {}


def register_tick(
    name: str,
    every: timedelta,
    run: Callable[[], str],
    *,
    lease: timedelta = LEASE,
    lane: Lane = Lane.PROMPT,
) -> None:
    """Add a recurring job. `run` returns one short line of counts and ids, never content.

    A job that may take longer than some seconds goes in Lane.LONG: whatever stands behind it in
    the same lane waits, and a letter in the spool must not. Raises ImproperlyConfigured when the
    name is taken by another job.
    """
    tick = Tick(name, every, run, lease, lane)
    if _ticks.setdefault(name, tick) != tick:
        raise ImproperlyConfigured(f"Two jobs are called {name}.")


def ticks() -> list[Tick]:
    """Return the registered jobs: the prompt ones first, then by name."""
    return sorted(_ticks.values(), key=lambda tick: (tick.lane is Lane.LONG, tick.name))


def run_due(now: datetime, lane: Lane | None = None) -> list[Outcome]:
    """Run every job that is due and held by nobody else; one that fails stops no other.

    lane: only the jobs of this one.
    """
    mine = [tick for tick in ticks() if lane in (None, tick.lane)]
    return [_run(tick, now) for tick in mine if _claim(tick, now)]


def _runs() -> "QuerySet[JobRun]":
    # Looked up late: rooms register jobs before models exist, and on faces without this room.
    return apps.get_model("jobs", "JobRun")._default_manager.all()


def _claim(tick: Tick, now: datetime) -> bool:
    """Take the job for this process. The row lock (SQLite: the one writer) lets only one win."""
    with transaction.atomic():
        _runs().get_or_create(name=tick.name)
        row = _runs().select_for_update().get(name=tick.name)
        last = LastRun(row.last_started, row.last_finished, row.lease_until, row.ok)
        if not is_due(last, tick.every, now):
            return False
        _runs().filter(name=tick.name).update(
            last_started=now, lease_until=now + tick.lease, ok=None, outcome=""
        )
        return True


def _run(tick: Tick, started: datetime) -> Outcome:
    try:
        outcome = Outcome(tick.name, True, tick.run()[:OUTCOME_LONGEST])
    except JobTrouble as trouble:
        outcome = Outcome(tick.name, False, str(trouble)[:OUTCOME_LONGEST])
        logger.error("job %s is in trouble; its outcome says more", tick.name)
    except Exception as error:  # noqa: BLE001 - any failure of one job must leave the others be
        # The class only: a message may quote what a resident wrote.
        outcome = Outcome(tick.name, False, type(error).__name__[:OUTCOME_LONGEST])
        logger.error("job %s failed: %s", tick.name, type(error).__name__)
    # Only if the run is still ours: after the lease another process may have begun its own.
    _runs().filter(name=tick.name, last_started=started).update(
        last_finished=max(clock.now(), started),
        lease_until=None,
        ok=outcome.ok,
        outcome=outcome.text,
    )
    return outcome
