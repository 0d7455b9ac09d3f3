"""Small numbers are not shown, and cannot be worked out from what is shown.

A count from 1 to threshold - 1 may point at a person. Zero points at nobody and is shown as zero,
which is not the same as missing. What is published here is a function of the counts alone, so
the reader is assumed to know these rules and to try every table that could have given the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

THRESHOLD = 5
LOWEST_THRESHOLD = 4  # below it, a hidden total could leave only one table possible


class State(StrEnum):
    """What stands behind a figure, or behind its absence."""

    PRESENT = "present"
    ZERO = "zero"
    MISSING = "missing"
    NOT_COLLECTED = "not_collected"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Shown:
    """One cell as it may be shown: `value` is None when it is suppressed."""

    value: int | None
    state: State


@dataclass(frozen=True)
class ShownTable:
    """Cells and their total as they may be shown together."""

    cells: list[Shown]
    total: Shown


HIDDEN = Shown(None, State.SUPPRESSED)


def _open(count: int) -> Shown:
    return Shown(count, State.PRESENT if count else State.ZERO)


def _checked(counts: Sequence[int], threshold: int) -> None:
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"the threshold must be at least {LOWEST_THRESHOLD}")
    if any(count < 0 for count in counts):
        raise ValueError("a count cannot be negative")


def is_small(count: int, threshold: int = THRESHOLD) -> bool:
    """Return True when a count may point at a person."""
    return 0 < count < threshold


def suppress(counts: Sequence[int], threshold: int = THRESHOLD) -> list[Shown]:
    """Return each count as it may be shown when NO sum of them stands anywhere near.

    Where a total is shown too, use `with_total`. Raises ValueError for a negative count or a
    threshold under four.
    """
    _checked(counts, threshold)
    return [HIDDEN if is_small(count, threshold) else _open(count) for count in counts]


def with_total(
    counts: Sequence[int], threshold: int = THRESHOLD, *, prefer_total: bool = False
) -> ShownTable:
    """Return counts and their total so that no small count follows from them by subtraction.

    Usual: every large count is shown, and the total only when each hidden cell could still hold
    any value from 1 to threshold - 1. `prefer_total`: when some count is small, every count but
    the zeros is hidden instead, so that the total can be shown where that is safe.

    Raises ValueError as `suppress` does.
    """
    cells = suppress(counts, threshold)
    total = sum(counts)
    if HIDDEN not in cells:
        return ShownTable(cells, HIDDEN if is_small(total, threshold) else _open(total))
    if prefer_total:
        cells = [HIDDEN if count else _open(0) for count in counts]
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell == HIDDEN]
    others = len(hidden) - 1
    # The others must be able to take up what is left, whatever value this cell holds.
    enough = sum(hidden) >= others + threshold - 1
    not_too_much = prefer_total or sum(hidden) <= others * (threshold - 1) + 1
    safe = others >= 1 and enough and not_too_much and not is_small(total, threshold)
    return ShownTable(cells, _open(total) if safe else HIDDEN)
