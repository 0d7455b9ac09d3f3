"""Nobody can work out a small count, even knowing the rules and trying every table."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.disclosure.api import Shown, State, is_small, suppress, with_total

counts_of_a_municipality = st.lists(st.integers(0, 60), min_size=0, max_size=12)


@given(counts_of_a_municipality, st.integers(4, 10))
def test_a_small_count_is_never_shown(counts: list[int], threshold: int) -> None:
    for count, shown in zip(counts, suppress(counts, threshold), strict=True):
        if is_small(count, threshold):
            assert shown == Shown(None, State.SUPPRESSED)
        else:
            assert shown.value == count


def test_zero_is_shown_as_zero_and_not_as_missing() -> None:
    assert suppress([0, 4, 5]) == [
        Shown(0, State.ZERO),
        Shown(None, State.SUPPRESSED),
        Shown(5, State.PRESENT),
    ]


@given(counts_of_a_municipality, st.booleans())
def test_one_hidden_cell_is_never_the_total_less_the_rest(
    counts: list[int], prefer_total: bool
) -> None:
    table = with_total(counts, prefer_total=prefer_total)
    hidden = [cell for cell in table.cells if cell.state is State.SUPPRESSED]
    if table.total.value is not None:
        assert len(hidden) != 1
        assert not is_small(table.total.value)


@pytest.mark.parametrize("threshold", [4, 5, 6])
@pytest.mark.parametrize("prefer_total", [False, True])
@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_every_page_leaves_at_least_two_values_for_every_small_count(
    threshold: int, prefer_total: bool, cells: int
) -> None:
    """The reader knows the rules and collects every table that gives the page she sees."""
    pages: dict[tuple[tuple[Shown, ...], Shown], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(threshold + 5), repeat=cells):
        table = with_total(counts, threshold, prefer_total=prefer_total)
        pages[tuple(table.cells), table.total].append(counts)
    for (shown, _total), tables in pages.items():
        for place in range(cells):
            if shown[place].state is State.SUPPRESSED:
                assert len({table[place] for table in tables}) > 1


def test_the_total_is_shown_when_nothing_is_hidden() -> None:
    assert with_total([7, 0, 12]).total == Shown(19, State.PRESENT)


def test_a_total_is_kept_by_hiding_its_parts() -> None:
    table = with_total([3, 20, 0], prefer_total=True)
    assert [cell.value for cell in table.cells] == [None, None, 0]
    assert table.total.value == 23


def test_six_ones_are_hidden_together_with_their_total() -> None:
    assert with_total([1] * 6, prefer_total=True).total.value is None


@pytest.mark.parametrize(("counts", "threshold"), [([-1], 5), ([5], 3)])
def test_a_negative_count_or_a_toothless_threshold_is_refused(
    counts: list[int], threshold: int
) -> None:
    with pytest.raises(ValueError, match=r"negative|threshold"):
        suppress(counts, threshold)
