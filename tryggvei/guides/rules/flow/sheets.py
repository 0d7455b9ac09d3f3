"""The drawing that comes of it: every shape with its place on its sheet."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tryggvei.guides.rules.flow.chart import Chart, Crossing
from tryggvei.guides.rules.flow.drawing import (
    Drawing,
    DrawnAnswer,
    DrawnBox,
    DrawnLane,
    DrawnLine,
    Mark,
    Point,
    Rect,
    Sheet,
)
from tryggvei.guides.rules.flow.paging import MARK, Paper, SheetPlan
from tryggvei.guides.rules.flow.place import Placed
from tryggvei.guides.rules.flow.section import Section
from tryggvei.guides.rules.flow.sizes import Sizes
from tryggvei.guides.rules.flow.skeleton import Holds, Piece, Skeleton, Spot
from tryggvei.guides.rules.flow.tracks import SAME, Tracks

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which look like digits
_STRENGTH = list(Crossing)


@dataclass(frozen=True)
class Arranged:
    """A chart of which everything is decided; lists are by sheet."""

    chart: Chart
    sizes: Sizes
    skeleton: Skeleton
    sections: list[Section]
    placed: list[Placed]
    tracks: list[list[Tracks]]
    plans: list[SheetPlan]


def drawing_of(arranged: Arranged, paper: Paper) -> Drawing:
    """Return the drawing of an arranged chart on paper of a size."""
    marks = [mark for section in arranged.sections for mark in section.goes_on]
    letters = {mark: _letter(at) for at, mark in enumerate(marks)}
    drawers = [_Drawer(arranged, number, letters) for number in range(len(arranged.sections))]
    routes: tuple[tuple[Point, ...], ...] = ()
    if len(drawers) == 1:
        routes = tuple(drawers[0].route(way) for way in range(len(arranged.chart.ways)))
    sheets = tuple(drawer.sheet(paper.width) for drawer in drawers)
    return Drawing(arranged.chart, sheets, routes)


class _Drawer:
    """One sheet of an arranged chart."""

    def __init__(self, arranged: Arranged, number: int, letters: dict[Spot, str]) -> None:
        self._chart = arranged.chart
        self._sizes = arranged.sizes
        self._routes = arranged.skeleton.routes
        self._number = number
        self._section = arranged.sections[number]
        self._placed = arranged.placed[number]
        self._plan = arranged.plans[number]
        self._letters = letters
        before = arranged.sections[number - 1] if number else None
        self._entered = {spot: mark for mark, spot in before.goes_on.items()} if before else {}
        self._tracks = {
            row[0].row: tracks
            for row, tracks in zip(self._section.rows, arranged.tracks[number], strict=False)
        }

    @cached_property
    def _spots(self) -> list[Spot]:
        return [spot for row in self._section.rows for spot in row]

    def sheet(self, width: float) -> Sheet:
        """Return the sheet."""
        plan = self._plan
        spots = self._spots
        return Sheet(
            number=self._number + 1,
            width=width,
            height=_round(plan.height),
            lanes_top=plan.lanes_top,
            lanes_bottom=_round(plan.lanes_bottom),
            lanes=tuple(self._lanes()),
            boxes=tuple(self._box(spot) for spot in spots if spot.holds is Holds.BOX),
            answers=tuple(self._answer(spot) for spot in spots if spot.holds is Holds.ANSWER),
            lines=tuple([*self._entering(), *self._lines()]),
            marks=tuple(self._marks()),
        )

    def route(self, way: int) -> tuple[Point, ...]:
        """Return the points of a way from box to box, where all is on this sheet."""
        points: list[Point] = []
        for piece in pairwise(self._routes[way]):
            points += self._points(piece)
        return _without_needless(points)

    def _lanes(self) -> list[DrawnLane]:
        sides = zip(self._section.lanes, self._placed.lanes, strict=True)
        return [
            DrawnLane(
                lane,
                self._sizes.measure.lane_name(lane, right - left),
                _round(left),
                _round(right),
            )
            for lane, (left, right) in sides
        ]

    def _marks(self) -> list[Mark]:
        above = [
            Mark(self._letters[mark], self._port(spot), self._plan.marks_above)
            for spot, mark in self._entered.items()
        ]
        below = [
            Mark(self._letters[mark], self._port(mark), self._plan.marks_below)
            for mark in self._section.goes_on
        ]
        return [Mark(one.letter, _round(one.x), _round(one.y)) for one in (*above, *below)]

    def _box(self, spot: Spot) -> DrawnBox:
        size = self._sizes.of(spot)
        box = next(box for box in self._chart.boxes if box.key == spot.key)
        return DrawnBox(box, self._rect(spot), size.words, size.note, size.port)

    def _answer(self, spot: Spot) -> DrawnAnswer:
        words = self._sizes.of(spot).words
        return DrawnAnswer(self._chart.ways[spot.way], self._rect(spot), words)

    def _rect(self, spot: Spot) -> Rect:
        size = self._sizes.of(spot)
        left = self._placed.middles[spot] - size.width / 2
        top = self._plan.tops[spot.row]
        return Rect(_round(left), _round(top), _round(size.width), _round(size.height))

    def _end(self, spot: Spot) -> float:
        """Return how far down a line goes to a spot."""
        if spot.holds is Holds.MARK:
            return self._plan.marks_below - MARK
        return self._plan.tops[spot.row]

    def _port(self, spot: Spot) -> float:
        return self._placed.middles[spot] + self._sizes.of(spot).port

    def _points(self, piece: Piece) -> list[Point]:
        """Return the points of a piece. Where a line only passes a row it goes on from its top."""
        upper, lower = piece
        start, end = self._port(upper), self._port(lower)
        first = self._plan.tops[upper.row] + self._sizes.of(upper).height
        last = self._end(lower)
        if abs(start - end) < SAME:
            points = [(end, first), (end, last)]
        else:
            turn = self._plan.turn(upper.row, self._tracks[upper.row].heights[piece])
            points = [(start, first), (start, turn), (end, turn), (end, last)]
        return [(_round(x), _round(y)) for x, y in points]

    def _lines(self) -> list[DrawnLine]:
        return [
            DrawnLine(
                piece[1].key,
                tuple(self._points(piece)),
                self._crossing(ways),
                piece[1].holds is Holds.BOX,
            )
            for piece, ways in self._section.pieces.items()
        ]

    def _entering(self) -> list[DrawnLine]:
        """Return the lines from the letters at the head of the sheet."""
        found: list[DrawnLine] = []
        for spot in self._entered:
            ways = [n for n, route in self._routes.items() if spot in route[1:]]
            x = _round(self._port(spot))
            points = ((x, _round(self._plan.marks_above + MARK)), (x, _round(self._end(spot))))
            is_box = spot.holds is Holds.BOX
            found.append(DrawnLine(spot.key, points, self._crossing(ways), is_box))
        return found

    def _crossing(self, ways: list[int]) -> Crossing:
        crossings = [self._chart.ways[way].crossing for way in ways]
        return max(crossings, key=_STRENGTH.index)


def _without_needless(points: list[Point]) -> tuple[Point, ...]:
    """Return the points without those in the middle of a straight line, and without doubles."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        while len(found) > 1 and found[-2][0] == found[-1][0] == point[0]:
            found.pop()
        found.append(point)
    return tuple(found)


def _letter(at: int) -> str:
    again, place = divmod(at, len(_LETTERS))
    return _LETTERS[place] + (str(again + 1) if again else "")


def _round(length: float) -> float:
    return round(length, 2)
