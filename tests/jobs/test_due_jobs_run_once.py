"""A due job runs once, whoever asks; a failing one is noted and stops no other."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from tests.jobs.conftest import Register
from tryggvei.jobs.api import JobTrouble, run_due
from tryggvei.jobs.models import JobRun
from tryggvei.toolbox.clock import now, standing_at

pytestmark = pytest.mark.sqlite

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_job_runs_when_due_and_says_what_it_did(job: Register) -> None:
    job("remind", HOUR, lambda: "3 reminders")
    start = now()
    assert [(o.name, o.ok, o.text) for o in run_due(start)] == [("remind", True, "3 reminders")]
    assert run_due(start + timedelta(minutes=59)) == []
    assert len(run_due(start + HOUR)) == 1
    row = JobRun.objects.get()
    assert (row.ok, row.outcome, row.lease_until) == (True, "3 reminders", None)


@pytest.mark.django_db
def test_a_failing_job_is_noted_by_its_class_and_stops_no_other(
    job: Register,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail() -> str:
        raise ValueError("Kari wrote this")

    job("a-fails", HOUR, fail)
    job("b-works", HOUR, lambda: "done")
    outcomes = run_due(now())
    assert [(o.name, o.ok, o.text) for o in outcomes] == [
        ("a-fails", False, "ValueError"),
        ("b-works", True, "done"),
    ]
    assert JobRun.objects.get(name="a-fails").outcome == "ValueError"
    assert "Kari" not in caplog.text


@pytest.mark.django_db
def test_a_clock_that_was_ahead_stops_no_job_when_it_comes_back(job: Register) -> None:
    job("minutely", timedelta(minutes=1), lambda: "done")
    today = now()
    with standing_at(today + timedelta(days=30)):
        assert len(run_due(now())) == 1
    assert len(run_due(today)) == 1
    row = JobRun.objects.get()
    assert (row.ok, row.last_started) == (True, today)
    assert run_due(today + timedelta(seconds=30)) == []
    assert len(run_due(today + timedelta(minutes=1))) == 1


@pytest.mark.django_db
def test_a_job_in_trouble_says_which_and_counts_as_failed(
    job: Register, caplog: pytest.LogCaptureFixture
) -> None:
    def trouble() -> str:
        raise JobTrouble("delivered 2, stuck 1")

    job("drain", HOUR, trouble)
    assert [(o.ok, o.text) for o in run_due(now())] == [(False, "delivered 2, stuck 1")]
    assert JobRun.objects.get().outcome == "delivered 2, stuck 1"
    assert "drain" in caplog.text


@pytest.mark.django_db
def test_a_job_whose_process_died_is_taken_over_when_its_lease_is_out(job: Register) -> None:
    job("long", HOUR, lambda: "done", lease=timedelta(minutes=2))
    start = now()
    JobRun.objects.create(name="long", last_started=start, lease_until=start + timedelta(minutes=2))
    assert run_due(start + timedelta(minutes=1)) == []
    assert len(run_due(start + timedelta(minutes=3))) == 1


@pytest.mark.django_db
def test_a_run_that_lost_its_lease_does_not_overwrite_its_successor(job: Register) -> None:
    def overtaken() -> str:
        JobRun.objects.update(last_started=now() + HOUR, outcome="the other's")
        return "mine"

    job("slow", HOUR, overtaken)
    run_due(now())
    assert JobRun.objects.get().outcome == "the other's"


@pytest.mark.django_db(transaction=True)
def test_eight_who_look_at_once_run_it_once(job: Register) -> None:
    runs: list[int] = []

    def work() -> str:
        runs.append(threading.get_ident())
        time.sleep(0.2)
        return "done"

    job("once", HOUR, work)
    barrier, moment = threading.Barrier(8), now()
    failures: list[BaseException] = []

    def look() -> None:
        try:
            barrier.wait()
            run_due(moment)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(runs) == 1


def test_two_jobs_cannot_share_a_name(job: Register) -> None:
    job("same", HOUR, str)
    job("same", timedelta(days=1), str)
    with pytest.raises(ImproperlyConfigured, match="same"):
        run_due(now())
