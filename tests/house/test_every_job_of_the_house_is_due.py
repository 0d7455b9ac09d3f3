"""The jobs that promises rest on are there, come often enough, and do what they are called."""

from datetime import date, timedelta

import pytest

from tryggvei.jobs.ticks import Tick, ticks
from tryggvei.sealing import epochs

# Literal figures: a bound that is read from the code it bounds cannot be broken.
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
JOBS = {
    "audit:anchor": (HOUR, "tryggvei.audit.verifying.anchor_tick"),
    "editorial.publish": (MINUTE, "tryggvei.editorial.actions.publishing.publish_due"),
    "intake.drain_spool": (MINUTE, "tryggvei.intake.actions.spool.drain"),
    "signin:sweep": (6 * HOUR, "tryggvei.signin.sweeping.sweep"),
    "website.bake": (MINUTE, "tryggvei.website.actions.ticks.bake_on_change"),
}


def job(name: str) -> Tick:
    (found,) = [tick for tick in ticks() if tick.name == name]
    return found


@pytest.mark.promise(2, "the job that drains the spool comes every minute")
@pytest.mark.promise(26, "the job that anchors the log comes every hour")
@pytest.mark.parametrize("name", sorted(JOBS))
def test_a_job_that_a_promise_rests_on_is_there_and_comes_often_enough(name: str) -> None:
    longest, does = JOBS[name]
    found = job(name)
    assert found.every <= longest
    assert f"{found.run.__module__}.{found.run.__qualname__}" == does


def test_what_a_killed_worker_held_is_soon_taken_over() -> None:
    assert job("intake.drain_spool").lease <= timedelta(minutes=2)


@pytest.mark.promise(14, "the job that gives each month its own key comes every day")
def test_the_job_of_the_keys_gives_the_month_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def rotate(_folder: epochs.KeyFolder, day: date) -> str:
        asked.append(day)
        return "rotated"

    monkeypatch.setattr(epochs, "rotate", rotate)
    found = job("sealing.rotate")
    assert found.every <= DAY
    assert found.run() == "rotated"
    assert len(asked) == 1
