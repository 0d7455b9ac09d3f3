"""Where in its row each thing stands: a layout by constraints, solved by Cassowary (kiwisolver).

What must hold: the order of each row, room between neighbours, each thing inside its lane, the
lanes side by side and the whole on the paper. What is wished: lines without bends, the long ones
most; the solver minds the sum of all bends.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from kiwisolver import Expression, Solver, UnsatisfiableConstraint, Variable, strength

from tryggvei.guides.rules.flow.section import Section, neighbours
from tryggvei.guides.rules.flow.sizes import Sizes, rounded_down
from tryggvei.guides.rules.flow.skeleton import Holds, Spot

BETWEEN_BOXES = 5.0
BETWEEN = 3.0  # an answer and what stands beside it
BETWEEN_LINES = 5.6  # room for the letter where a line goes on
BESIDE_LANE = 2.5
APART = 2.0  # two lines that would lie on each other
# How much a bend displeases. Where several lines join or part, most of them bend anyway.
_LONG = {
    (Holds.LINE, Holds.LINE): 80,
    (Holds.LINE, Holds.MARK): 80,
    (Holds.ANSWER, Holds.LINE): 80,
    (Holds.ANSWER, Holds.MARK): 80,
    (Holds.LINE, Holds.BOX): 30,
}
_ALONE, _AMONG_OTHERS, _ACROSS = 60, 8, 4
_OVERLEAF = 80  # a line goes on on the next sheet where it left this one
_NARROW_LANES = 1  # how much a lane wider than it must be displeases
_PASSING = {Holds.LINE, Holds.MARK}
_UNITS = 100  # in a millimetre. The solver is given whole numbers, so that its sums are exact and
# no difference in a last digit can decide between two places that are equally good.


class TooNarrow(Exception):
    """The paper has no room for the rows as they are."""


@dataclass(frozen=True)
class Placed:
    """The middle of each spot of a sheet, and the sides of its lanes."""

    middles: dict[Spot, float]
    lanes: tuple[tuple[float, float], ...]


def between(left: Spot, right: Spot) -> float:
    """Return the room that two neighbours keep."""
    holds = {left.holds, right.holds}
    if holds == {Holds.BOX}:
        return BETWEEN_BOXES
    return BETWEEN_LINES if holds <= _PASSING else BETWEEN


def least_widths(section: Section, sizes: Sizes) -> dict[int, float]:
    """Return how wide each lane of a sheet must be at least."""
    widest = {lane: sizes.measure.lane(lane) for lane in section.lanes}
    for row in section.rows:
        room = {
            spot.lane: 2 * BESIDE_LANE
            + sum(sizes.of(other).width for other in row if other.lane == spot.lane)
            for spot in row
        }
        for one, other in neighbours(row):
            room[one.lane] += between(one, other)
        widest.update({lane: max(widest[lane], width) for lane, width in room.items()})
    return widest


class Placer:
    """All sheets of a chart; may be told to keep lines apart, and asked anew."""

    def __init__(self, sections: list[Section], sizes: Sizes, width: float) -> None:
        """Sections with the same lanes have them in the same place if they are given together.

        Raises TooNarrow.
        """
        self._sections = sections
        self._sizes = sizes
        self._width = width
        self._solver = Solver()
        self._at = [{spot: Variable() for row in one.rows for spot in row} for one in sections]
        self._sides = [[Variable() for _ in range(len(one.lanes) + 1)] for one in sections]
        if len({section.lanes for section in sections}) == 1:
            self._sides = [self._sides[0]] * len(sections)
        self._in_order()
        try:
            for number in range(len(sections)):
                self._must_hold(number)
        except UnsatisfiableConstraint as error:
            raise TooNarrow from error
        for number in range(len(sections)):
            self._wish(number)

    def placed(self) -> list[Placed]:
        """Return where everything stands; what the paper has left is shared out to the lanes."""
        self._solver.updateVariables()
        return [self._spread(number) for number in range(len(self._sections))]

    def _spread(self, number: int) -> Placed:
        sides = [side.value() / _UNITS for side in self._sides[number]]
        share = rounded_down((self._width - sides[-1]) / (len(sides) - 1))
        lanes = self._sections[number].lanes
        middles = {
            spot: at.value() / _UNITS + share * (lanes.index(spot.lane) + 0.5)
            for spot, at in self._at[number].items()
        }
        moved = [side + share * at for at, side in enumerate(sides)]
        return Placed(middles, tuple(pairwise([*moved[:-1], self._width])))

    def keep_apart(self, number: int, upper: Spot, lower: Spot) -> None:
        """Keep the lines out of `upper` and into `lower` from lying on each other.

        Raises TooNarrow when there is no room.
        """
        apart = self._port(number, upper) - self._port(number, lower)
        sides = (apart >= _units(APART), apart <= -_units(APART))
        for side in sides if apart.value() >= 0 else reversed(sides):
            try:
                self._solver.addConstraint(side)
            except UnsatisfiableConstraint:
                continue
            return
        raise TooNarrow

    def _port(self, number: int, spot: Spot) -> Expression:
        return self._at[number][spot] + _units(self._sizes.of(spot).port)

    def _in_order(self) -> None:
        """Tell the solver of each variable once, in our order, so that the same chart always gets
        the same places: among equally good ones it takes what it heard of first, and it would
        otherwise hear of the variables of a constraint in the order of their addresses."""
        for sides in self._sides:
            for side in sides:
                self._solver.addConstraint(side >= 0)
        for places in self._at:
            for place in places.values():
                self._solver.addConstraint(place >= 0)

    def _must_hold(self, number: int) -> None:
        section, sides, at = self._sections[number], self._sides[number], self._at[number]
        add = self._solver.addConstraint
        add(sides[0] == 0)
        add(sides[-1] <= int(self._width * _UNITS))
        for (left, right), lane in zip(pairwise(sides), section.lanes, strict=True):
            add(right - left >= _units(self._sizes.measure.lane(lane)))
            self._straight(left, right, _NARROW_LANES)
        for row in section.rows:
            for spot in row:
                half = _units(self._sizes.of(spot).width / 2 + BESIDE_LANE)
                place = section.lanes.index(spot.lane)
                add(at[spot] - half >= sides[place])
                add(at[spot] + half <= sides[place + 1])
            for one, other in neighbours(row):
                room = (self._sizes.of(one).width + self._sizes.of(other).width) / 2
                add(at[other] - at[one] >= _units(room + between(one, other)))

    def _wish(self, number: int) -> None:
        section = self._sections[number]
        begin = Counter(upper for upper, _ in section.pieces)
        end = Counter(lower for _, lower in section.pieces)
        for upper, lower in section.pieces:
            alone = begin[upper] == end[lower] == 1
            weight = _LONG.get((upper.holds, lower.holds), _ALONE if alone else _AMONG_OTHERS)
            weight = weight if upper.lane == lower.lane else _ACROSS
            self._straight(self._port(number, upper), self._port(number, lower), weight)
        alone = number == len(self._sections) - 1  # the next sheet is not among these
        for mark, spot in () if alone else section.goes_on.items():
            self._straight(self._port(number, mark), self._port(number + 1, spot), _OVERLEAF)

    def _straight(
        self, one: Expression | Variable, other: Expression | Variable, weight: int
    ) -> None:
        wish = one - other == 0
        self._solver.addConstraint(wish | strength.create(0, 0, 1, weight))


def _units(length: float) -> int:
    return round(length * _UNITS)
