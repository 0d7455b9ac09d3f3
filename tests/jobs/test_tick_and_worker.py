"""The two commands: once, and until told to stop."""

import os
import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from tests.jobs.conftest import Register
from tryggvei.jobs.management.commands import worker

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
    looks: list[int] = []

    def away(_now: object) -> list[object]:
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("could not connect to server")
        os.kill(os.getpid(), signal.SIGTERM)
        return []

    monkeypatch.setattr(worker, "run_due", away)
    call_command("worker", "--pause", "0.01")
    assert len(looks) == 2
    assert "did not answer (OperationalError)" in capsys.readouterr().out
