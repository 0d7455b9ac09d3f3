"""Nobody is contacted unless the person has said that it is safe, how and when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.casework.rules import TERMS_LAST, WEEKDAYS, Refusal, contact_ruling, new_case_number

WRITTEN = date(2026, 11, 2)  # a Monday
TUESDAY_TEN = datetime(2026, 11, 3, 10, 0)  # noqa: DTZ001 - a Norwegian clock on the wall


@dataclass(frozen=True)
class Said:
    wanted: bool = True
    days: tuple[str, ...] = ()
    hours: str = ""
    channels: tuple[str, ...] = ("phone",)

    def open_channels(self) -> tuple[str, ...]:
        return self.channels


@pytest.mark.parametrize(
    ("said", "at", "refusal"),
    [
        (Said(), TUESDAY_TEN, None),
        (Said(wanted=False), TUESDAY_TEN, Refusal.NOT_WANTED),
        (Said(channels=()), TUESDAY_TEN, Refusal.NO_SAFE_WAY),
        (Said(days=("mon",)), TUESDAY_TEN, Refusal.WRONG_DAY),
        (Said(days=("tue",)), TUESDAY_TEN, None),
        (Said(days=("tue",)), TUESDAY_TEN + timedelta(hours=10), Refusal.OFFICE_HOURS_ONLY),
        (Said(days=("sat",)), TUESDAY_TEN + timedelta(days=4), None),
        (Said(days=("tue",), hours="kveld"), TUESDAY_TEN + timedelta(hours=10), None),
        (Said(), TUESDAY_TEN + timedelta(hours=10), Refusal.OFFICE_HOURS_ONLY),
        (Said(), TUESDAY_TEN + timedelta(days=4), Refusal.OFFICE_HOURS_ONLY),
        (Said(hours="etter leggetid"), TUESDAY_TEN + timedelta(hours=10), None),
        (Said(), TUESDAY_TEN + timedelta(days=14), Refusal.EXPIRED),
        (Said(), TUESDAY_TEN - timedelta(days=7), Refusal.EXPIRED),
    ],
)
def test_the_ruling_follows_what_was_said(
    said: Said, at: datetime, refusal: Refusal | None
) -> None:
    ruling = contact_ruling(said, WRITTEN, at)
    assert ruling.refusal is refusal
    assert ruling.allowed is (refusal is None)
    assert bool(ruling.channels) is ruling.allowed


def test_hours_in_own_words_must_be_read_by_a_human() -> None:
    assert contact_ruling(
        Said(hours="bare når han er på jobb"), WRITTEN, TUESDAY_TEN
    ).must_read_hours


@given(
    wanted=st.booleans(),
    days=st.lists(st.sampled_from(WEEKDAYS), unique=True).map(tuple),
    channels=st.lists(st.sampled_from(["phone", "sms"]), unique=True).map(tuple),
    at=st.datetimes(datetime(2026, 10, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
)
def test_contact_is_never_allowed_without_wish_way_day_and_fresh_terms(
    wanted: bool, days: tuple[str, ...], channels: tuple[str, ...], at: datetime
) -> None:
    ruling = contact_ruling(Said(wanted=wanted, days=days, channels=channels), WRITTEN, at)
    if ruling.allowed:
        assert wanted
        assert set(ruling.channels) == set(channels) != set()
        assert WRITTEN <= at.date() <= WRITTEN + TERMS_LAST
        assert WEEKDAYS[at.weekday()] in (days or WEEKDAYS[:5])


# Christmas Day, 17 May (a Monday), Maundy Thursday, Ascension Day; and the two eves.
@pytest.mark.parametrize(
    "day", ["2026-12-25", "2027-05-17", "2027-03-25", "2027-05-06", "2026-12-24", "2026-12-31"]
)
@pytest.mark.parametrize(
    "said",
    [Said(), Said(days=WEEKDAYS), Said(days=WEEKDAYS, hours="når han er på jobb")],
    ids=["nothing named", "days named", "days and hours named"],
)
def test_nobody_is_contacted_on_a_holiday_whatever_was_said_of_ordinary_weeks(
    said: Said, day: str
) -> None:
    at = datetime.fromisoformat(f"{day}T10:00")
    assert contact_ruling(said, at.date(), at).refusal is Refusal.HOLIDAY


def test_in_two_years_contact_without_named_hours_is_allowed_on_working_days_only() -> None:
    closed = {
        *("2026-01-01", "2026-04-02", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14"),
        *("2026-05-25", "2026-12-24", "2026-12-25", "2026-12-31"),
        *("2027-01-01", "2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-17"),
        *("2027-12-24", "2027-12-31"),
    }
    for number in range(730):
        midnight = datetime(2026, 1, 1) + timedelta(days=number)  # noqa: DTZ001
        day = midnight.date()
        open_hours = [
            hour
            for hour in range(24)
            if contact_ruling(Said(), day, midnight + timedelta(hours=hour)).allowed
        ]
        is_working = day.weekday() < 5 and day.isoformat() not in closed
        assert open_hours == (list(range(9, 15)) if is_working else []), day


def test_case_numbers_do_not_repeat_or_count() -> None:
    numbers = {new_case_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert all(len(number) == 11 and number.startswith("T-") for number in numbers)
