"""Which rows stand on which sheet, and how high on it.

A sheet ends just above a row of boxes, where lines only go
straight down; each line then has a letter on both sheets.
"""

from dataclasses import dataclass

from tryggvei.guides.rules.flow.letters import LINE
from tryggvei.guides.rules.flow.order import Row
from tryggvei.guides.rules.flow.section import Split, blocks_of
from tryggvei.guides.rules.flow.sizes import LANE_NAME, Sizes

MARK = 2.4  # half the width of the ring round a letter
ARROW = 2.2
_BETWEEN_TURNS = 2.0
_ABOVE, _BELOW = 2.2, 1.8  # from a row to the first turn, from the last turn to the next row
_STRAIGHT = 2.6  # between rows where no line turns
_FOOT = 2 * MARK + 1.2  # below the last turn of a sheet that goes on
_HEAD = 2 * MARK + 1.2 + ARROW  # above the first row of a sheet that goes on
_INSIDE = 2.4  # from the names of the lanes to the first row, and from the last to the lanes' end


@dataclass(frozen=True)
class Paper:
    """What a sheet has room for. height: 0 for one endless sheet."""

    width: float
    height: float = 0.0
    heading: float = 8.0
    legend: float = 10.5


@dataclass(frozen=True)
class SheetPlan:
    """The rows of a sheet, each by where it begins, and where the lanes begin and end.

    turns: for each row where the first line below it turns. marks_above and marks_below: the height
    of the letters, 0 where no line comes from another sheet or goes on to one.
    """

    tops: dict[int, float]
    turns: dict[int, float]
    lanes_top: float
    lanes_bottom: float
    height: float
    marks_above: float
    marks_below: float

    def turn(self, row: int, height: int) -> float:
        """Return where a line turns whose height has a number."""
        return self.turns[row] + height * _BETWEEN_TURNS


def lane_head(lines: int) -> float:
    """Return how high the names of the lanes are."""
    return lines * LINE * LANE_NAME + 2.4


class Pager:
    """The rows of a chart, how many heights the lines below each turn at, and how many lines the
    names of the lanes take."""

    def __init__(
        self, rows: list[Row], sizes: Sizes, counts: tuple[int, ...], name_lines: int, paper: Paper
    ) -> None:
        self._paper = paper
        self._head = paper.heading + lane_head(name_lines) + _INSIDE
        self._heights = [max((sizes.of(spot).height for spot in row), default=0.0) for row in rows]
        self._turns = [_turns(count) for count in counts]
        self._last = blocks_of(rows) - 1

    def split(self) -> Split:
        """Return the blocks of each sheet: as few sheets as can be, about equally full."""
        if not self._paper.height:
            return [(0, self._last)]
        best: list[tuple[float, Split]] = [(0.0, [])]
        for end in range(self._last + 1):
            found = [
                (cost + self._cost(begin, end), [*sheets, (begin, end)])
                for begin, (cost, sheets) in enumerate(best)
            ]
            best.append(min(found))
        return best[-1][1]

    def _cost(self, first: int, last: int) -> float:
        """Return how little a sheet pleases: a sheet more is worst but for one that is too full."""
        left = self._paper.height - self.plan(first, last).height
        return 1e6 + left**2 if left >= 0 else 1e9 * (1 - left if first < last else 1)

    def plan(self, first: int, last: int) -> SheetPlan:
        """Return a sheet with these blocks."""
        is_first, is_last = first == 0, last == self._last
        at = self._head
        above = 0.0
        if not is_first:
            above = at + MARK
            at += _HEAD
        tops: dict[int, float] = {}
        turns: dict[int, float] = {}
        below = 0.0
        for row in range(2 * first, 2 * last + (1 if is_last else 2)):
            tops[row] = at
            at += self._heights[row]
            if row == len(self._heights) - 1:
                break
            turns[row] = at + _ABOVE
            at += self._turns[row]
            if row == 2 * last + 1:
                below = at + _FOOT - MARK
                at += _FOOT
            else:
                at += _BELOW if self._turns[row] else _STRAIGHT
                at += ARROW if row % 2 else 0.0
        bottom = at + (_INSIDE if is_last else 0.0)
        height = bottom + (self._paper.legend if is_last else 0.0)
        return SheetPlan(tops, turns, self._paper.heading, bottom, height, above, below)


def _turns(count: int) -> float:
    """Return how far below a row the last turn lies; 0 when no line turns."""
    return _ABOVE + (count - 1) * _BETWEEN_TURNS if count else 0.0
