"""The worker as it is put together: every job of the house, how often, and in which lane."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tryggvei.audit.verifying import anchor_tick
from tryggvei.editorial.actions.publishing import publish_due
from tryggvei.house.api import Lane
from tryggvei.intake.actions.spool import drain
from tryggvei.jobs.api import ticks
from tryggvei.sealing.api import rotate_today
from tryggvei.signin.sweeping import sweep
from tryggvei.toolbox.clock import today
from tryggvei.website.actions.ticks import bake_on_change, speak

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# name -> (what runs, the longest time between two runs, lane). A new job is added by hand: that is
# the moment to ask how long it may take, and what would stand behind it.
JOBS: dict[str, tuple[Callable[[], str], timedelta, Lane]] = {
    "audit:anchor": (anchor_tick, HOUR, Lane.PROMPT),
    "editorial.publish": (publish_due, MINUTE, Lane.PROMPT),
    "intake.drain_spool": (drain, MINUTE, Lane.PROMPT),
    "sealing.rotate": (rotate_today, DAY, Lane.PROMPT),
    "signin:sweep": (sweep, 6 * HOUR, Lane.PROMPT),
    "website.bake": (bake_on_change, MINUTE, Lane.LONG),
    "website.voices": (speak, 10 * MINUTE, Lane.LONG),
}


@pytest.mark.promise(2, "the worker has every job: drain, rotate, anchor, sweep, publish, bake")
def test_every_job_of_the_house_is_registered() -> None:
    registered = {tick.name: tick for tick in ticks()}
    assert set(registered) == set(JOBS)
    for name, (run, every, lane) in JOBS.items():
        tick = registered[name]
        assert tick.run == run, name
        assert tick.every <= every, name
        assert tick.lane is lane, name


def test_the_monthly_key_is_asked_for_by_its_job(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def rotate(day: object) -> str:
        asked.append(day)
        return "done"

    monkeypatch.setattr("tryggvei.sealing.api.rotate_if_due", rotate)
    assert rotate_today() == "done"
    assert asked == [today()]
