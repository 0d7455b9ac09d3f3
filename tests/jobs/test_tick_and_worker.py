"""The two commands: once, and until told to stop."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests.jobs.conftest import Register
from tryggvei.house.api import Lane
from tryggvei.jobs.management.commands import worker
from tryggvei.jobs.models import JobRun

HOUR = timedelta(hours=1)


@pytest.fixture
def _signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


@pytest.mark.django_db
def test_tick_runs_what_is_due_once(job: Register, capsys: pytest.CaptureFixture[str]) -> None:
    job("remind", HOUR, lambda: "3 reminders")
    call_command("tick")
    call_command("tick")
    assert capsys.readouterr().out == "remind: 3 reminders\nNothing was due.\n"


@pytest.mark.django_db
def test_tick_fails_when_a_job_failed(job: Register, capsys: pytest.CaptureFixture[str]) -> None:
    job("divide", HOUR, lambda: str(1 // 0))
    with pytest.raises(CommandError, match="divide"):
        call_command("tick")
    assert "divide: FAILED ZeroDivisionError" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals")
def test_the_worker_finishes_its_job_and_stops_at_sigterm(
    job: Register,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def told_to_stop_meanwhile() -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return "finished all the same"

    job("work", HOUR, told_to_stop_meanwhile)
    call_command("worker", "--pause", "30")
    assert capsys.readouterr().out.splitlines() == [
        "The worker has started.",
        "work: finished all the same",
        "The worker has stopped.",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals")
def test_the_worker_outlives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks: list[Lane] = []

    def away(_now: object, lane: Lane) -> list[object]:
        looks.append(lane)
        if looks.count(lane) == 1:
            raise OperationalError("could not connect to server")
        if all(looks.count(each) > 1 for each in Lane):
            os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(worker, "run_due", away)
    call_command("worker", "--pause", "0.01")
    assert all(looks.count(lane) >= 2 for lane in Lane)
    assert "did not answer (OperationalError)" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals")
@pytest.mark.promise(2, "a long job, as a bake, does not delay the delivery of the spool")
def test_a_long_job_does_not_delay_the_prompt_ones(
    job: Register, capsys: pytest.CaptureFixture[str], figure: Callable[[str], None]
) -> None:
    delivered = threading.Event()
    delivered_after: list[float] = []
    began = time.monotonic()

    def bake() -> str:
        # A bake writes while it goes on: the other lane must get its turn on SQLite too.
        while not delivered.wait(0.05) and time.monotonic() - began < 60:
            JobRun.objects.filter(name="a-bake").update(outcome="at work")
        return "delivered meanwhile" if delivered.is_set() else "in the way"

    def drain() -> str:
        delivered_after.append(time.monotonic() - began)
        if len(delivered_after) == 3:
            delivered.set()
            os.kill(os.getpid(), signal.SIGTERM)
        return f"delivered {len(delivered_after)}"

    job("a-bake", HOUR, bake, lane=Lane.LONG)
    job("z-drain", timedelta(seconds=0), drain)
    call_command("worker", "--pause", "0.1")
    told = capsys.readouterr().out
    assert "a-bake: delivered meanwhile" in told
    assert told.rstrip().endswith("The worker has stopped.")
    figure(f"3 deliveries within {delivered_after[-1]:.1f} s beside a job that ran on")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals")
def test_a_lane_that_breaks_off_ends_the_worker_so_that_it_is_started_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_now: object, lane: Lane) -> list[object]:
        if lane is Lane.LONG:
            raise MemoryError("Kari wrote this")
        return []

    monkeypatch.setattr(worker, "run_due", breaks)
    with pytest.raises(CommandError, match=r"long \(MemoryError\)"):
        call_command("worker", "--pause", "30")
    assert "Kari" not in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_signals")
def test_one_lane_can_run_in_a_process_of_its_own(
    job: Register, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop() -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return "stopped"

    job("prompt", HOUR, lambda: "ran")
    job("long", HOUR, stop, lane=Lane.LONG)
    call_command("worker", "--pause", "30", "--lane", "long")
    assert "prompt" not in capsys.readouterr().out
