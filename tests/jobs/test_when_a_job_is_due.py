"""When to look next: after success, failure, and a process that died."""

from datetime import UTC, datetime, timedelta

import pytest

from tryggvei.jobs.due import LastRun, is_due

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ago(**kwargs: float) -> datetime:
    return NOW - timedelta(**kwargs)


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (LastRun(), True),
        (LastRun(ago(minutes=60), ago(minutes=59), None, True), True),
        (LastRun(ago(minutes=59), ago(minutes=58), None, True), False),
        (LastRun(ago(minutes=6), ago(minutes=6), None, False), True),
        (LastRun(ago(minutes=4), ago(minutes=4), None, False), False),
        (LastRun(ago(minutes=70), None, NOW + timedelta(seconds=1), None), False),
        (LastRun(ago(minutes=20), None, ago(minutes=5), None), True),
        (LastRun(ago(minutes=20), ago(minutes=90), ago(minutes=5), None), True),
        (LastRun(ago(days=-30), ago(days=-30), None, True), True),
        (LastRun(ago(days=-30), None, ago(days=-30, minutes=-15), None), True),
        (LastRun(ago(seconds=-20), ago(seconds=-20), None, True), False),
    ],
    ids=[
        "never ran",
        "an hour since a good run",
        "not yet an hour",
        "five minutes since a failure",
        "just failed",
        "held by another process",
        "first run died",
        "later run died",
        "the clock was ahead",
        "the clock was ahead, and the process died",
        "another machine's clock is a little ahead",
    ],
)
def test_when_an_hourly_job_is_due(last: LastRun, *, due: bool) -> None:
    assert is_due(last, HOUR, NOW) is due


def test_a_frequent_job_that_failed_does_not_wait_five_minutes() -> None:
    last = LastRun(ago(seconds=31), ago(seconds=31), None, False)
    assert is_due(last, timedelta(seconds=30), NOW)
