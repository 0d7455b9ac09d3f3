"""The exact interval agrees with the published table and with its own definition."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.disclosure.api import poisson_interval


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [  # the 95 % columns of Garwood's table, as reprinted in tables of the Poisson distribution
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
        (100, 81.3640, 121.627),
    ],
)
def test_the_interval_is_that_of_the_published_table(count: int, low: float, high: float) -> None:
    found = poisson_interval(count)
    assert found[0] == pytest.approx(low, abs=5e-4)
    assert found[1] == pytest.approx(high, abs=5e-4)


@given(st.integers(1, 300))
def test_each_tail_holds_two_and_a_half_per_cent(count: int) -> None:
    low, high = poisson_interval(count)
    assert low < count < high

    def below(mean: float, up_to: int) -> float:
        terms = (k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(up_to + 1))
        return math.fsum(math.exp(term) for term in terms)

    assert 1 - below(low, count - 1) == pytest.approx(0.025, rel=1e-6)
    assert below(high, count) == pytest.approx(0.025, rel=1e-6)


def test_a_large_count_is_answered_too() -> None:
    low, high = poisson_interval(1_000_000)
    assert low == pytest.approx(998_041, abs=2)
    assert high == pytest.approx(1_001_962, abs=2)


@pytest.mark.parametrize(("count", "level"), [(-1, 0.95), (3, 1.0), (3, 0.0)])
def test_a_senseless_question_is_refused(count: int, level: float) -> None:
    with pytest.raises(ValueError, match=r"negative|level"):
        poisson_interval(count, level)
