"""Weekly figures: whole weeks only, small ones hidden, never to be worked out from the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.disclosure.api import State
from tryggvei.plan.rules import WEEKS, publish, whole_weeks

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", range(7))
def test_the_running_week_is_never_shown(day: int) -> None:
    weeks = whole_weeks(MONDAY + timedelta(days=day))
    assert len(weeks) == WEEKS
    assert weeks[-1] == MONDAY - timedelta(days=7)
    assert all(monday.weekday() == 0 for monday in weeks)


def test_small_weeks_are_hidden_and_zero_is_zero() -> None:
    weeks = whole_weeks(MONDAY, 3)
    shown = publish({weeks[0]: 4, weeks[1]: 7}, weeks).weeks
    assert [(week.shown.state, week.shown.value) for week in shown] == [
        (State.ZERO, 0),
        (State.PRESENT, 7),
        (State.SUPPRESSED, None),
    ]
    assert shown[2].low is None


def test_the_total_is_hidden_with_any_week() -> None:
    weeks = whole_weeks(MONDAY, 2)
    assert publish({weeks[0]: 4, weeks[1]: 40}, weeks).total is None
    whole = publish({weeks[0]: 5, weeks[1]: 40}, weeks)
    assert whole.total == 45


def test_the_interval_of_seven_is_garwoods_rounded_outwards() -> None:
    week = publish({MONDAY: 7}, [MONDAY]).weeks[0]
    assert (week.low, week.high) == (2, 15)  # exact: 2.81 to 14.42


@given(st.lists(st.integers(0, 30), min_size=WEEKS + 1, max_size=WEEKS + 1))
def test_two_weeks_pages_together_give_no_hidden_week_away(counts: list[int]) -> None:
    mondays = [MONDAY + timedelta(weeks=number) for number in range(WEEKS + 1)]
    by_week = dict(zip(mondays, counts, strict=True))
    first, second = publish(by_week, mondays[:-1]), publish(by_week, mondays[1:])
    for page, window in ((first, counts[:-1]), (second, counts[1:])):
        if page.total is not None:
            assert not any(0 < count < 5 for count in window)
