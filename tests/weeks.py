"""Weeks to ask an indicator about, and its answers as a table."""

from collections.abc import Sequence
from datetime import date, timedelta

from tryggvei.disclosure.api import Observation, Period, State


def weeks_from(monday: date, number: int) -> list[Period]:
    """Return whole weeks in a row."""
    mondays = [monday + timedelta(weeks=week) for week in range(number)]
    return [Period(day, day + timedelta(days=6)) for day in mondays]


def counted(weeks: Sequence[Period], numbers: Sequence[int], unit: str = "") -> list[Observation]:
    """Return one count a week, as a room would answer."""
    return [
        Observation(
            week, unit, number, None, None, State.PRESENT if number else State.ZERO, "a test"
        )
        for week, number in zip(weeks, numbers, strict=True)
    ]


def counts(answers: Sequence[Observation]) -> dict[date, int | None]:
    """Return first day -> count."""
    return {answer.period.first: answer.numerator for answer in answers}
