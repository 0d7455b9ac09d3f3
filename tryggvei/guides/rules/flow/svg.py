"""A sheet as SVG for a page: links to the steps, classes instead of colours, no style attribute.

How the classes look stands in ui/styles/flow.css; a test holds its sizes of letters against ours.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tryggvei.guides.rules.flow.chart import Box, Crossing, Shape
from tryggvei.guides.rules.flow.drawing import (
    Drawing,
    DrawnAnswer,
    DrawnBox,
    DrawnLane,
    DrawnLine,
    Mark,
    Rect,
    Sheet,
)
from tryggvei.guides.rules.flow.letters import LINE, POINT, width_of
from tryggvei.guides.rules.flow.paging import ARROW, MARK, lane_head
from tryggvei.guides.rules.flow.sizes import LANE_NAME, Style

TITLE = 10 * POINT
STYLE = Style()
EDGE = 0.5  # beside the lanes
_SIGN = 9  # before a word of the legend
_ROUND = 1.6  # of a line's corner
_TIP = 2.6  # of a question's sides
_BOXES = {
    Shape.START: "flow-box flow-start",
    Shape.QUESTION: "flow-box flow-question",
    Shape.ACT: "flow-box flow-act",
    Shape.OUTCOME: "flow-box flow-outcome",
}
_CORNERS = {Shape.ACT: 0.8, Shape.OUTCOME: 4.0, Shape.START: 4.0}
_LINES = {
    Crossing.NONE: "flow-line",
    Crossing.HANDOVER: "flow-line flow-handover",
    Crossing.RELAY: "flow-line flow-relay",
}
_ARROWS = {
    Crossing.NONE: "flow-arrow",
    Crossing.HANDOVER: "flow-arrow flow-handover-arrow",
    Crossing.RELAY: "flow-arrow flow-relay-arrow",
}
_NOW = " flow-now"


@dataclass(frozen=True)
class SvgWords:
    """The words on a sheet that are not the guide's, in its language.

    sheet: with "{number}" and "{count}" in it. mark: beside the title while nobody has approved
    the guide, else "". The rest explain the signs.
    """

    sheet: str
    mark: str
    question: str
    act: str
    outcome: str
    now: str
    handover: str
    relay: str
    goes_on: str


def svg_of(
    drawing: Drawing, words: SvgWords, link: Callable[[Box], str], here: str = ""
) -> tuple[str, ...]:
    """Return the SVG of each sheet.

    link: gives the address that a box leads to. here: the key of the step that is being written.
    """
    return tuple(_Svg(drawing, words, link, here, sheet).text() for sheet in drawing.sheets)


class _Svg:
    """One sheet."""

    def __init__(
        self,
        drawing: Drawing,
        words: SvgWords,
        link: Callable[[Box], str],
        here: str,
        sheet: Sheet,
    ) -> None:
        self._drawing = drawing
        self._words = words
        self._link = link
        self._here = here
        self._sheet = sheet

    def text(self) -> str:
        """Return the sheet as text that can stand in HTML."""
        sheet = self._sheet
        said = {
            "class": "flow",
            # Half a millimetre on both sides: strokes and rings at the edge are drawn whole.
            "viewBox": f"{_n(-EDGE)} 0 {_n(sheet.width + 2 * EDGE)} {_n(sheet.height)}",
            "role": "group",
            "aria-label": f"{self._drawing.chart.title}. {self._numbered}",
        }
        root = ET.Element("svg", said)
        for lane in sheet.lanes:
            self._lane(root, lane)
        self._heading(root)
        self._all_lines(root)
        for answer in sheet.answers:
            self._answer(root, answer)
        for mark in sheet.marks:
            _mark(root, mark)
        for box in sheet.boxes:
            self._box(root, box)
        if sheet.number == len(self._drawing.sheets):
            _Legend(root, self._drawing, self._words).add()
        return ET.tostring(root, encoding="unicode")

    @property
    def _numbered(self) -> str:
        count = len(self._drawing.sheets)
        return self._words.sheet.format(number=self._sheet.number, count=count)

    def _heading(self, root: ET.Element) -> None:
        y = TITLE * 1.3
        _text(root, "flow-title", 1, y, self._drawing.chart.title)
        said = " · ".join(part for part in (self._words.mark, self._numbered) if part)
        _text(root, "flow-said", self._sheet.width - 1, y, said)

    def _lane(self, root: ET.Element, lane: DrawnLane) -> None:
        top, bottom = self._sheet.lanes_top, self._sheet.lanes_bottom
        head = lane_head(max(len(lane.name) for lane in self._sheet.lanes))
        kind = "flow-lane flow-other-lane" if lane.number % 2 else "flow-lane"
        _rect(root, kind, Rect(lane.left, top, lane.right - lane.left, bottom - top))
        name_top = top + (head - LINE * LANE_NAME * len(lane.name)) / 2
        _lines(root, "flow-name", (lane.left + lane.right) / 2, name_top, LANE_NAME, lane.name)
        rule = f"M{_n(lane.left)} {_n(top + head)}H{_n(lane.right)}"
        ET.SubElement(root, "path", {"class": "flow-rule", "d": rule})

    def _all_lines(self, root: ET.Element) -> None:
        for crossing, kind in _LINES.items():
            lines = [line for line in self._sheet.lines if line.crossing is crossing]
            if lines:
                way = "".join(_path(line) for line in lines)
                ET.SubElement(root, "path", {"class": kind, "d": way})
            tips = dict.fromkeys(line.points[-1] for line in lines if line.arrow)
            if tips:
                heads = "".join(_arrow(x, y) for x, y in tips)
                ET.SubElement(root, "path", {"class": _ARROWS[crossing], "d": heads})

    def _answer(self, root: ET.Element, answer: DrawnAnswer) -> None:
        rect = answer.rect
        _rect(root, "flow-answer", rect, 1.0)
        top = rect.y + (rect.height - LINE * STYLE.answer * len(answer.words)) / 2
        middle = rect.x + rect.width / 2
        _lines(root, "flow-answered", middle, top, STYLE.answer, answer.words)

    def _box(self, root: ET.Element, drawn: DrawnBox) -> None:
        box, rect = drawn.box, drawn.rect
        parent = root
        if box.anchor:
            lane = self._drawing.chart.lanes[box.lane]
            seen = (
                f"{box.note} {box.words}".strip()
            )  # the name begins with what is seen (WCAG 2.5.3)
            link = {"href": self._link(box), "aria-label": f"{seen} ({lane})"}
            if box.key == self._here:
                link["aria-current"] = "step"
            parent = ET.SubElement(root, "a", link)
        _shape(parent, box.shape, rect, now=box.urgent)
        middle, y = rect.x + rect.width / 2, rect.y + STYLE.pad
        _lines(parent, "flow-note", middle, y, STYLE.note, drawn.note)
        y += LINE * STYLE.note * len(drawn.note)
        words = "flow-begin" if box.shape is Shape.START else "flow-words"
        _lines(parent, words, middle, y, STYLE.words, drawn.words)


class _Legend:
    """What the signs mean, at the foot of the last sheet."""

    def __init__(self, root: ET.Element, drawing: Drawing, words: SvgWords) -> None:
        self._root = root
        self._sheet = drawing.sheets[-1]
        self._drawing = drawing
        self._words = words

    def add(self) -> None:
        """Add the signs that the drawing uses, each with its word."""
        rows = self._rows()
        for row, signs in enumerate(rows):
            y = self._sheet.lanes_bottom + (5.0 if len(rows) == 1 else 3.4 + 4.6 * row)
            x = 1.0
            for kind, words in signs:
                self._sign(kind, x, y)
                _text(self._root, "flow-told", x + _SIGN, y + 0.35 * STYLE.note, words)
                x += _with_sign(words)

    def _rows(self) -> list[list[tuple[Shape | Crossing | str, str]]]:
        """Return the signs in one row, or in two of like length where one is too narrow."""
        signs = list(self._signs())
        wide = sum(_with_sign(words) for _, words in signs)
        if wide <= self._sheet.width:
            return [signs]
        half = (len(signs) + 1) // 2
        return [signs[:half], signs[half:]]

    def _signs(self) -> Iterator[tuple[Shape | Crossing | str, str]]:
        chart, words = self._drawing.chart, self._words
        shapes = {box.shape for box in chart.boxes}
        named = {
            Shape.QUESTION: words.question,
            Shape.ACT: words.act,
            Shape.OUTCOME: words.outcome,
        }
        yield from ((shape, name) for shape, name in named.items() if shape in shapes)
        if any(box.urgent for box in chart.boxes):
            yield "now", words.now
        if chart.has_handover:
            yield Crossing.HANDOVER, words.handover
        if chart.has_relay:
            yield Crossing.RELAY, words.relay
        if len(self._drawing.sheets) > 1:
            yield "mark", words.goes_on

    def _sign(self, kind: Shape | Crossing | str, x: float, y: float) -> None:
        rect = Rect(x, y - 1.8, 7, 3.6)
        if isinstance(kind, Shape):
            _shape(self._root, kind, rect)
        elif isinstance(kind, Crossing):
            line = f"M{_n(x)} {_n(y)}H{_n(x + 7)}"
            ET.SubElement(self._root, "path", {"class": _LINES[kind], "d": line})
        elif kind == "now":
            _shape(self._root, Shape.ACT, rect, now=True)
        else:
            _mark(self._root, Mark("A", x + 3.5, y))


def _with_sign(words: str) -> float:
    return _SIGN + width_of(words, STYLE.note) + 5


def _n(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def _shape(parent: ET.Element, shape: Shape, rect: Rect, *, now: bool = False) -> None:
    kind = _BOXES[shape] + (_NOW if now else "")
    if shape is Shape.QUESTION:
        ET.SubElement(parent, "path", {"class": kind, "d": _hexagon(rect)})
    else:
        _rect(parent, kind, rect, min(_CORNERS[shape], rect.height / 2))


def _mark(root: ET.Element, mark: Mark) -> None:
    ring = {"class": "flow-mark", "cx": _n(mark.x), "cy": _n(mark.y), "r": _n(MARK)}
    ET.SubElement(root, "circle", ring)
    _text(root, "flow-letter", mark.x, mark.y + 0.36 * STYLE.answer, mark.letter)


def _rect(parent: ET.Element, kind: str, rect: Rect, corner: float = 0.0) -> None:
    sides = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    sides |= {"rx": corner} if corner else {}
    ET.SubElement(parent, "rect", {"class": kind, **{name: _n(at) for name, at in sides.items()}})


def _text(parent: ET.Element, kind: str, x: float, y: float, said: str) -> None:
    ET.SubElement(parent, "text", {"class": kind, "x": _n(x), "y": _n(y)}).text = said


def _lines(
    parent: ET.Element, kind: str, x: float, top: float, size: float, lines: tuple[str, ...]
) -> None:
    """Add a text of some lines, each centred on x."""
    if not lines:
        return
    text = ET.SubElement(parent, "text", {"class": kind})
    for number, line in enumerate(lines):
        y = top + size * (LINE * number + 0.95)
        span = ET.SubElement(text, "tspan", {"x": _n(x), "y": _n(y)})
        span.text = line
        if number < len(lines) - 1 and not line.endswith("-"):
            span.tail = " "  # for those who hear or copy it
    text.tail = " "


def _hexagon(rect: Rect) -> str:
    tip = min(_TIP, rect.height / 3)
    middle = rect.y + rect.height / 2
    points = (
        (rect.x, middle),
        (rect.x + tip, rect.y),
        (rect.right - tip, rect.y),
        (rect.right, middle),
        (rect.right - tip, rect.bottom),
        (rect.x + tip, rect.bottom),
    )
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def _arrow(x: float, y: float) -> str:
    return f"M{_n(x)} {_n(y)}l-1.1-{_n(ARROW)}h2.2z"


def _path(line: DrawnLine) -> str:
    """Return a line with rounded corners; one with an arrow ends inside its head."""
    points = list(line.points)
    if line.arrow:
        points[-1] = (points[-1][0], points[-1][1] - ARROW / 2)
    (x, y), (end, last) = points[0], points[-1]
    if len(points) == 2:
        return f"M{_n(x)} {_n(y)}V{_n(last)}"
    turn = points[1][1]
    side = min(_ROUND, abs(end - x) / 2, turn - y, last - turn)
    way = side if end > x else -side
    return (
        f"M{_n(x)} {_n(y)}V{_n(turn - side)}Q{_n(x)} {_n(turn)} {_n(x + way)} {_n(turn)}"
        f"H{_n(end - way)}Q{_n(end)} {_n(turn)} {_n(end)} {_n(turn + side)}V{_n(last)}"
    )
