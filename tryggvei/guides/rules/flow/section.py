"""What stands on one sheet: its rows, its pieces of line, and the letters where lines go on."""

from dataclasses import dataclass, replace
from itertools import pairwise

from tryggvei.guides.rules.flow.order import Row
from tryggvei.guides.rules.flow.skeleton import Holds, Piece, Skeleton, Spot

Split = list[tuple[int, int]]  # the first and last block of each sheet


@dataclass(frozen=True)
class Section:
    """The rows of a sheet. The last is one of marks when the chart goes on.

    goes_on: mark -> the spot of the next sheet that its line leads to. enters: the spots of the
    first row that lines reach from the sheet before.
    """

    rows: list[Row]
    pieces: dict[Piece, list[int]]
    lanes: tuple[int, ...]
    goes_on: dict[Spot, Spot]
    enters: tuple[Spot, ...]


def blocks_of(rows: list[Row]) -> int:
    """Return how many blocks there are: a row of boxes, with the row of answers below it."""
    return len(rows) // 2 + 1


def sections_of(skeleton: Skeleton, rows: list[Row], split: Split, all_lanes: int) -> list[Section]:
    """Return the sheets' sections. all_lanes: every sheet shows that many; 0 for those it uses."""
    found: list[Section] = []
    enters: tuple[Spot, ...] = ()
    for first, last in split:
        own = rows[2 * first : 2 * last + 2]
        after = 2 * last + 2
        reached = {lower for upper, lower in skeleton.pieces if upper.row == after - 1}
        leads_to = [spot for spot in rows[after] if spot in reached] if after < len(rows) else []
        marks = {spot: replace(spot, holds=Holds.MARK) for spot in leads_to}
        pieces = {
            (upper, marks.get(lower, lower)): ways
            for (upper, lower), ways in skeleton.pieces.items()
            if 2 * first <= upper.row < after
        }
        whole = [*own, list(marks.values())] if marks else own
        used = {spot.lane for row in whole for spot in row}
        lanes = tuple(range(all_lanes)) if all_lanes else tuple(sorted(used))
        goes_on = {mark: spot for spot, mark in marks.items()}
        found.append(Section(whole, pieces, lanes, goes_on, enters))
        enters = tuple(leads_to)
    return found


def neighbours(row: Row) -> list[tuple[Spot, Spot]]:
    """Return what stands side by side in one lane."""
    return [(one, other) for one, other in pairwise(row) if one.lane == other.lane]
