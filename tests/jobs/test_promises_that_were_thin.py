"""Promises of the jobs that a small fault could break unnoticed (see tests/planted)."""

from datetime import UTC, datetime, timedelta

from tryggvei.jobs.due import LastRun, is_due

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_job_that_died_is_due_as_soon_as_nobody_holds_it() -> None:
    """Not after five minutes, as one that failed and said so: what it left is not known."""
    two_minutes_ago, an_hour_ago = NOW - timedelta(minutes=2), NOW - timedelta(hours=1)
    died = LastRun(two_minutes_ago, an_hour_ago, lease_until=NOW, ok=None)
    assert is_due(died, timedelta(hours=1), NOW)
    held = LastRun(two_minutes_ago, an_hour_ago, lease_until=NOW + timedelta(seconds=1), ok=None)
    assert not is_due(held, timedelta(hours=1), NOW)
