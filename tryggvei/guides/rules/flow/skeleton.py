"""Which row each thing stands in: boxes, the answers on the ways, and where long lines pass.

Boxes stand in the even rows, answers in the odd rows between. A line that passes a row holds a
spot in it, so that no box can be put in its way. All lines to the same box share one: what leads
to the same place may join, and there is no doubt where it leads.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from tryggvei.guides.rules.flow.chart import Chart, Way


class Holds(StrEnum):
    """What a spot holds."""

    BOX = "box"
    ANSWER = "answer"
    LINE = "line"
    MARK = "mark"  # the letter where a line goes on to the next sheet


@dataclass(frozen=True)
class Spot:
    """A place in a row. `key` is that of the box, or of the box that the answer or line leads to.

    way: the number of the way that an answer belongs to.
    """

    holds: Holds
    row: int
    lane: int
    key: str
    way: int = -1


Piece = tuple[Spot, Spot]


@dataclass(frozen=True)
class Skeleton:
    """Rows of spots, the pieces of line from one row to the next, and the spots each way passes."""

    rows: tuple[tuple[Spot, ...], ...]
    pieces: dict[Piece, list[int]] = field(default_factory=dict)
    routes: dict[int, list[Spot]] = field(default_factory=dict)


def skeleton_of(chart: Chart, most: int) -> Skeleton:
    """Return the rows of a chart, with at most `most` boxes of a lane in a row."""
    levels = _levels(chart, most)
    lanes = {box.key: box.lane for box in chart.boxes}
    rows: list[dict[Spot, None]] = [{} for _ in range(2 * max(levels.values()) + 1)]
    boxes = {
        box.key: Spot(Holds.BOX, 2 * levels[box.key], box.lane, box.key) for box in chart.boxes
    }
    for spot in boxes.values():
        rows[spot.row][spot] = None
    found = Skeleton(())
    for number, way in enumerate(chart.ways):
        route = _route(number, way, boxes, lanes[way.target])
        for spot in route:
            rows[spot.row][spot] = None
        for piece in pairwise(route):
            found.pieces.setdefault(piece, []).append(number)
        found.routes[number] = route
    return Skeleton(tuple(tuple(row) for row in rows), found.pieces, found.routes)


def _levels(chart: Chart, most: int) -> dict[str, int]:
    """Return the level of each box: below all that lead to it, as high as there is room."""
    above: dict[str, list[str]] = {box.key: [] for box in chart.boxes}
    for way in chart.ways:
        above[way.target].append(way.source)
    levels: dict[str, int] = {}
    taken: dict[tuple[int, int], int] = {}
    for box in chart.boxes:  # in an order where each comes after all that lead to it
        level = max((levels[key] + 1 for key in above[box.key]), default=0)
        while taken.get((level, box.lane), 0) >= most:
            level += 1
        taken[level, box.lane] = taken.get((level, box.lane), 0) + 1
        levels[box.key] = level
    return levels


def _route(number: int, way: Way, boxes: dict[str, Spot], lane: int) -> list[Spot]:
    source, target = boxes[way.source], boxes[way.target]
    route, row = [source], source.row + 1
    if way.answer:
        route.append(Spot(Holds.ANSWER, row, lane, way.target, number))
        row += 1
    route += [Spot(Holds.LINE, passed, lane, way.target) for passed in range(row, target.row)]
    return [*route, target]
