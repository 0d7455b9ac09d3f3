"""Recurring jobs: told by manifests, run by the worker, safe when two processes run them.

A job looks in its own tables for what is due and does it; running it once too often must do no
harm. No deadline lives here, only when to look next.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import QuerySet

from tryggvei.house.api import Lane, derived, each, follow
from tryggvei.jobs.due import LastRun, is_due
from tryggvei.toolbox import clock

if TYPE_CHECKING:
    from tryggvei.jobs.models import JobRun

logger = logging.getLogger("tryggvei.jobs")

OUTCOME_LONGEST = 200


@dataclass(frozen=True)
class Tick:
    """A recurring job: its name, how often, what to run, and how long it may hold itself."""

    name: str
    every: timedelta
    run: Callable[[], str]
    lease: timedelta
    lane: Lane


@dataclass(frozen=True)
class Outcome:
    """How one run went: what the job said (counts, never content), or the exception's class."""

    name: str
    ok: bool
    text: str


class JobTrouble(Exception):
    """A job is done and something is wrong. Its text is shown: counts, ids and classes only."""


def _made(_rooms: object) -> list[Tick]:
    found: dict[str, Tick] = {}
    for package, told in each(lambda room: room.ticks):
        if told.name in found:
            raise ImproperlyConfigured(f"Two jobs are called {told.name}.")
        run = follow(package, told.run)
        found[told.name] = Tick(told.name, told.every, run, told.lease, told.lane)
    return sorted(found.values(), key=lambda tick: (tick.lane is Lane.LONG, tick.name))


_ticks = derived(_made)


def ticks() -> list[Tick]:
    """Return the rooms' jobs: the prompt ones first, then by name.

    Each returns one short line of counts, never content. Raises ImproperlyConfigured when two
    have the same name.
    """
    return list(_ticks())


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
