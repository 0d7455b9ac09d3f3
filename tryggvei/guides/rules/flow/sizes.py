"""How large boxes and answers are: their words decide, and the width that there is for them."""

from collections import Counter
from dataclasses import dataclass
from math import ceil, floor

from tryggvei.guides.rules.flow.chart import Box, Chart, Shape
from tryggvei.guides.rules.flow.letters import LINE, POINT, width_of, wrapped
from tryggvei.guides.rules.flow.skeleton import Holds, Spot

LANE_NAME = 8.5 * POINT
BOLD = 1.12  # how much wider bold letters are
_LANE_PAD = 3.0
BESIDE_LINE = 1.2  # between a line and the answer beside it


@dataclass(frozen=True)
class Style:
    """What a drawing looks like: sizes of letters, room round them, and where lines meet a box.

    sign: the width of a shape with its words beside it; the others have them inside. A style with
    signs draws no notes, and answers beside their lines.
    """

    words: float = 8.5 * POINT
    note: float = 7.5 * POINT
    answer: float = 8 * POINT
    pad: float = 1.2
    sides: tuple[tuple[Shape, float], ...] = (
        (Shape.START, 3.0),
        (Shape.QUESTION, 4.0),
        (Shape.ACT, 2.2),
        (Shape.OUTCOME, 3.0),
    )
    sign: tuple[tuple[Shape, float], ...] = ()


@dataclass(frozen=True)
class Size:
    """Width and height, the lines of words and note, and where lines meet it (from its middle)."""

    width: float
    height: float
    words: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    port: float = 0.0


NOTHING = Size(0.0, 0.0)
Widths = tuple[float, ...]  # of the boxes in each row
# How wide an answer may be by the width of a box, by how many stand side by side in a lane.
_SHARES = {0: 1.0, 1: 1.0, 2: 1.0, 3: 0.85}
_LEAST_SHARE, _NARROWEST_ANSWER = 0.7, 24.0


class Measure:
    """How large a chart's boxes and answers are at any width; each is reckoned once."""

    def __init__(self, chart: Chart, style: Style) -> None:
        self._style = style
        self._boxes = {box.key: box for box in chart.boxes}
        self._ways = chart.ways
        self._names = chart.lanes
        self._known: dict[tuple[str | int, float], Size] = {}

    def box(self, key: str, width: float) -> Size:
        """Return the size of a box of a width."""
        if (key, width) not in self._known:
            self._known[key, width] = self._box(self._boxes[key], width)
        return self._known[key, width]

    def answer(self, way: int, width: float) -> Size:
        """Return the size of an answer that may be so wide."""
        if (way, width) not in self._known:
            self._known[way, width] = self._answer(self._ways[way].answer, width)
        return self._known[way, width]

    def lane(self, lane: int) -> float:
        """Return how wide a lane must be for its name on two lines, without breaking a word."""
        words = self._names[lane].split()
        splits = ((words[:at], words[at:]) for at in range(len(words)))
        size = LANE_NAME * BOLD
        widths = (max(width_of(" ".join(half), size) for half in split) for split in splits)
        return min(widths) + _LANE_PAD + 0.1

    def lane_name(self, lane: int, width: float) -> tuple[str, ...]:
        """Return the lines of a lane's name when the lane has a width."""
        return wrapped(self._names[lane], LANE_NAME * BOLD, width - _LANE_PAD)

    def _box(self, box: Box, width: float) -> Size:
        style = self._style
        sign = dict(style.sign).get(box.shape, 0.0)
        if sign:
            return self._beside(box, sign, width)
        side = dict(style.sides)[box.shape]
        words = wrapped(box.words, style.words, width - 2 * side)
        note = () if style.sign else wrapped(box.note, style.note, width - 2 * side)
        height = LINE * (len(words) * style.words + len(note) * style.note) + 2 * style.pad
        if box.shape is Shape.START:
            width = min(width, _rounded_up(width_of(box.words, style.words) + 2 * side))
        return Size(width, height, words, note)

    def _beside(self, box: Box, sign: float, width: float) -> Size:
        """Return the size of a sign with its words on the right; lines meet the sign."""
        words = wrapped(box.words, self._style.words, width - sign - self._style.pad)
        height = max(sign, LINE * len(words) * self._style.words)
        return Size(width, height, words, (), (sign - width) / 2)

    def _answer(self, answer: str, most: float) -> Size:
        """Return the size of an answer: on its line, or beside it when boxes are signs."""
        style = self._style
        lines = wrapped(answer, style.answer, most - 2)
        widest = max((width_of(line, style.answer) for line in lines), default=0.0)
        width = _rounded_up(widest + 2)
        height = LINE * len(lines) * style.answer + 0.8
        if not style.sign:
            return Size(width, height, lines)
        width += BESIDE_LINE
        return Size(width, height, lines, (), -width / 2)


class Sizes:
    """The sizes of everything when the boxes of each row have a width. Where many answers stand in
    a row each is narrower than a box."""

    def __init__(
        self, measure: Measure, rows: tuple[tuple[Spot, ...], ...], widths: Widths
    ) -> None:
        self.measure = measure
        self._widths = widths
        self._crowds = [_most_answers(row) for row in rows]

    def of(self, spot: Spot) -> Size:
        """Return the size of what a spot holds; a line takes none."""
        if spot.holds is Holds.BOX:
            return self.measure.box(spot.key, self._widths[spot.row])
        if spot.holds is not Holds.ANSWER:
            return NOTHING
        share = _SHARES.get(self._crowds[spot.row], _LEAST_SHARE)
        width = max(_NARROWEST_ANSWER, share * self._widths[spot.row])
        return self.measure.answer(spot.way, width)


def rounded_down(length: float) -> float:
    """Return a length of which the half is a whole number of hundredths."""
    return floor(length * 50) / 50


def _rounded_up(length: float) -> float:
    return ceil(length * 50) / 50


def _most_answers(row: tuple[Spot, ...]) -> int:
    """Return how many answers stand side by side in a lane at most."""
    lanes = Counter(spot.lane for spot in row if spot.holds is Holds.ANSWER)
    return max(lanes.values(), default=0)
