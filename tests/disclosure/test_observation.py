"""An observation cannot contradict itself, and loses what may point at a person."""

from datetime import date

import pytest

from tryggvei.disclosure.api import Observation, Period, State

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def observed(numerator: int | None, denominator: int | None, state: State) -> Observation:
    return Observation(YEAR, "unit", numerator, denominator, denominator, state, "the register")


def test_a_large_figure_is_published_as_it_is() -> None:
    figure = observed(20, 40, State.PRESENT)
    assert figure.for_publication() is figure


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 40), (38, 40), (4, 4)])
def test_a_figure_that_points_at_a_few_is_hidden(numerator: int, denominator: int) -> None:
    published = observed(numerator, denominator, State.PRESENT).for_publication()
    assert published.state is State.SUPPRESSED
    assert (published.numerator, published.denominator, published.n) == (None, None, None)


@pytest.mark.parametrize(
    ("numerator", "state"),
    [(None, State.PRESENT), (3, State.MISSING), (0, State.PRESENT), (3, State.ZERO)],
)
def test_a_figure_that_contradicts_its_state_is_refused(
    numerator: int | None, state: State
) -> None:
    with pytest.raises(ValueError, match="state"):
        observed(numerator, 10, state)


def test_a_figure_without_source_is_refused() -> None:
    with pytest.raises(ValueError, match="source"):
        Observation(YEAR, "unit", 9, None, 9, State.PRESENT, " ")


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="period"):
        Period(date(2026, 2, 1), date(2026, 1, 1))
