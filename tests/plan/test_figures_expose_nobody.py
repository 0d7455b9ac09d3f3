"""Weekly figures: whole weeks only, small ones hidden, never to be worked out from the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.weeks import counted, weeks_from
from tryggvei.disclosure.api import Observation, State
from tryggvei.plan.rules import WEEKS, publish, whole_weeks

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("day", range(7))
def test_the_running_week_is_never_shown(day: int) -> None:
    weeks = whole_weeks(MONDAY + timedelta(days=day))
    assert len(weeks) == WEEKS
    assert weeks[-1].first == MONDAY - timedelta(days=7)
    assert all(week.first.weekday() == 0 for week in weeks)
    assert all((week.last - week.first).days == 6 for week in weeks)


def test_small_weeks_are_hidden_and_zero_is_zero() -> None:
    weeks = whole_weeks(MONDAY, 3)
    shown = publish(counted(weeks, [4, 7, 0])).weeks
    assert [(week.shown.state, week.shown.value) for week in shown] == [
        (State.ZERO, 0),
        (State.PRESENT, 7),
        (State.SUPPRESSED, None),
    ]
    assert shown[2].low is None


def test_the_total_is_hidden_with_any_week() -> None:
    weeks = whole_weeks(MONDAY, 2)
    hidden = publish(counted(weeks, [4, 40]))
    assert hidden.total is None
    assert hidden.hides_small
    assert publish(counted(weeks, [5, 40])).total == 45


@pytest.mark.parametrize("state", [State.MISSING, State.NOT_COLLECTED])
def test_a_week_that_is_missing_is_no_zero_and_makes_no_total(state: State) -> None:
    weeks = whole_weeks(MONDAY, 2)
    lost = Observation(weeks[0], "", None, None, None, state, "a test")
    shown = publish([lost, *counted(weeks[1:], [40])])
    assert (shown.weeks[1].shown.value, shown.weeks[1].shown.state) == (None, state)
    assert shown.total is None
    assert not shown.hides_small


def test_a_share_hides_those_who_are_few_on_the_other_side() -> None:
    week = whole_weeks(MONDAY, 1)[0]
    nine_of_twelve = Observation(week, "", 9, 12, 12, State.PRESENT, "a test")
    assert publish([nine_of_twelve]).weeks[0].shown.state == State.SUPPRESSED


def test_the_interval_of_seven_is_garwoods_rounded_outwards() -> None:
    week = publish(counted(weeks_from(MONDAY, 1), [7])).weeks[0]
    assert (week.low, week.high) == (2, 15)  # exact: 2.81 to 14.42


@given(st.lists(st.integers(0, 30), min_size=WEEKS + 1, max_size=WEEKS + 1))
def test_two_weeks_pages_together_give_no_hidden_week_away(counts: list[int]) -> None:
    answers = counted(weeks_from(MONDAY, WEEKS + 1), counts)
    first, second = publish(answers[:-1]), publish(answers[1:])
    for page, window in ((first, counts[:-1]), (second, counts[1:])):
        if page.total is not None:
            assert not any(0 < count < 5 for count in window)
