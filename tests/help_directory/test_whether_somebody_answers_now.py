"""Open is said only when it is known; summer time, midnight and holidays are minded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.help_directory.services import WORDS, service_with
from tryggvei.help_directory.rules import (
    OpenState,
    Service,
    open_now,
)
from tryggvei.toolbox.calendar import easter_sunday, is_public_holiday
from tryggvei.toolbox.clock import OSLO


def weekly(**days: list[tuple[str, str]]) -> Service:
    spans = {day: [{"start": a, "end": b} for a, b in hours] for day, hours in days.items()}
    return service_with(hours={"words": WORDS, "weekly": spans})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-11-23T08:59:59", OpenState.CLOSED),
        ("2026-11-23T09:00:00", OpenState.OPEN),
        ("2026-11-23T14:59:59", OpenState.OPEN),
        ("2026-11-23T15:00:00", OpenState.CLOSED),
        ("2026-11-24T10:00:00", OpenState.CLOSED),
    ],
)
def test_the_minutes_at_the_ends(when: str, state: OpenState) -> None:
    assert open_now(weekly(mon=[("09:00", "15:00")]), at(when)) is state


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-11-23T15:44:00", OpenState.CLOSED),
        ("2026-11-23T23:59:00", OpenState.OPEN),
        ("2026-11-24T07:59:00", OpenState.OPEN),
        ("2026-11-24T08:00:00", OpenState.CLOSED),
    ],
)
def test_hours_over_midnight(when: str, state: OpenState) -> None:
    assert open_now(weekly(mon=[("15:45", "08:00")]), at(when)) is state


def test_the_clock_is_norwegian_in_summer_and_winter() -> None:
    morning = weekly(mon=[("09:00", "15:00")], wed=[("09:00", "15:00")])
    assert open_now(morning, datetime(2026, 11, 23, 8, 30, tzinfo=UTC)) is OpenState.OPEN
    assert open_now(morning, datetime(2026, 7, 15, 7, 30, tzinfo=UTC)) is OpenState.OPEN
    assert open_now(morning, datetime(2026, 7, 15, 13, 30, tzinfo=UTC)) is OpenState.CLOSED


def test_a_holiday_makes_weekly_hours_unknown_and_leaves_day_and_night_open() -> None:
    assert (
        open_now(weekly(mon=[("09:00", "15:00")]), at("2026-04-06T10:00:00")) is OpenState.UNKNOWN
    )
    always = service_with(hours={"words": WORDS, "always": True})
    assert open_now(always, at("2026-04-06T10:00:00")) is OpenState.OPEN


def test_what_is_not_known_is_never_open() -> None:
    assert open_now(service_with(), at("2026-11-23T10:00:00")) is OpenState.UNKNOWN
    only_words = service_with(hours={"words": WORDS})
    assert open_now(only_words, at("2026-11-23T10:00:00")) is OpenState.UNKNOWN


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_now(service_with(), datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *day)


def test_the_holidays_of_2026() -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [f"{day:%d.%m}" for day in days if is_public_holiday(day)] == [
        "01.01", "02.04", "03.04", "05.04", "06.04", "01.05", "14.05", "17.05", "24.05", "25.05",
        "25.12", "26.12",
    ]  # fmt: skip
