"""What may be wrong with a drawing, found by geometry alone: nothing of the layout is asked."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from tryggvei.guides.rules.flow.chart import Shape
from tryggvei.guides.rules.flow.drawing import Drawing, DrawnBox, DrawnLine, Point, Rect, Sheet
from tryggvei.guides.rules.flow.letters import LINE, POINT, width_of
from tryggvei.guides.rules.flow.paging import MARK
from tryggvei.guides.rules.flow.sizes import BOLD, LANE_NAME, Style

LEAST_POINTS = 7.5
STYLE = Style()
A4_WIDTH, A4_HEIGHT, A3_WIDTH = 281.0, 194.0, 404.0  # on its side, less 8 mm all round
_TOUCH = 0.03  # what rounding may do
_APART = 0.6  # two lines nearer than this look like one
Named = tuple[str, Rect]


def faults(drawing: Drawing, style: Style = STYLE) -> list[str]:
    """Return everything that is wrong with a drawing, in words."""
    return [
        f"sheet {sheet.number}: {fault}"
        for sheet in drawing.sheets
        for fault in (
            *_overlaps(sheet),
            *_lines_through(sheet),
            *_lines_on_lines(sheet),
            *_outside(sheet),
            *_words_that_do_not_fit(sheet, style),
            *_in_the_wrong_lane(sheet),
            *_loose_ends(sheet),
        )
    ] + list(_missing(drawing))


def smallest_points(drawing: Drawing, paper_width: float, style: Style = STYLE) -> float:
    """Return the size of the smallest letters in points when a sheet fills paper of a width."""
    smallest = min(style.words, style.note, style.answer, LANE_NAME) / POINT
    return min(smallest * paper_width / sheet.width for sheet in drawing.sheets)


def _things(sheet: Sheet) -> list[Named]:
    boxes = [(f"box {drawn.box.key}", drawn.rect) for drawn in sheet.boxes]
    answers = [
        (f"answer {one.way.source} {one.way.answer[:20]!r}", one.rect) for one in sheet.answers
    ]
    marks = [
        (f"mark {mark.letter}", Rect(mark.x - MARK, mark.y - MARK, 2 * MARK, 2 * MARK))
        for mark in sheet.marks
    ]
    return [*boxes, *answers, *marks]


def _overlaps(sheet: Sheet) -> Iterator[str]:
    for (name, one), (other_name, other) in combinations(_things(sheet), 2):
        beside = one.right <= other.x + _TOUCH or other.right <= one.x + _TOUCH
        above = one.bottom <= other.y + _TOUCH or other.bottom <= one.y + _TOUCH
        if not (beside or above):
            yield f"{name} lies on {other_name}"


def _lines_through(sheet: Sheet) -> Iterator[str]:
    """A line may touch a thing's edge, where it begins or ends, and never pass inside one."""
    for line in sheet.lines:
        for one, other in pairwise(line.points):
            for name, rect in _things(sheet):
                left, right = sorted((one[0], other[0]))
                top, bottom = sorted((one[1], other[1]))
                across = left < rect.right - _TOUCH and right > rect.x + _TOUCH
                along = top < rect.bottom - _TOUCH and bottom > rect.y + _TOUCH
                if across and along:
                    yield f"a line to {line.key} passes through {name}"


def _lines_on_lines(sheet: Sheet) -> Iterator[str]:
    """Lines may share a stretch when they come from the same place or lead to the same."""
    for one, other in combinations(sheet.lines, 2):
        if one.key == other.key or one.points[0] == other.points[0]:
            continue
        if any(
            _lie_on_each_other(a, b) for a in pairwise(one.points) for b in pairwise(other.points)
        ):
            yield f"lines to {one.key} and to {other.key} lie on each other"


def _lie_on_each_other(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    for axis in (0, 1):
        along = 1 - axis
        straight = abs(one[0][axis] - one[1][axis]) < _TOUCH
        straight = straight and abs(other[0][axis] - other[1][axis]) < _TOUCH
        if not straight or abs(one[0][axis] - other[0][axis]) >= _APART:
            continue
        low, high = sorted((one[0][along], one[1][along]))
        other_low, other_high = sorted((other[0][along], other[1][along]))
        if min(high, other_high) - max(low, other_low) > _TOUCH:
            return True
    return False


def _outside(sheet: Sheet) -> Iterator[str]:
    for name, rect in _things(sheet):
        wide = rect.x >= -_TOUCH and rect.right <= sheet.width + _TOUCH
        if not wide or rect.y < sheet.lanes_top or rect.bottom > sheet.lanes_bottom + _TOUCH:
            yield f"{name} is outside the lanes"
    for line in sheet.lines:
        for x, y in line.points:
            if not (0 <= x <= sheet.width and 0 <= y <= sheet.height):
                yield f"a line to {line.key} is outside"
    if sheet.lanes_bottom > sheet.height:
        yield "the lanes are outside"


def _words_that_do_not_fit(sheet: Sheet, style: Style) -> Iterator[str]:
    for drawn in sheet.boxes:
        if drawn.box.shape not in dict(style.sign):  # else the tool that opens it breaks lines
            yield from _box_words(drawn, style)
    for answer in sheet.answers:
        if max(width_of(line, style.answer) for line in answer.words) > answer.rect.width:
            yield f"the answer {answer.way.answer!r} is wider than its place"
        if LINE * len(answer.words) * style.answer > answer.rect.height:
            yield f"the answer {answer.way.answer!r} is higher than its place"
    for lane in sheet.lanes:
        if max(width_of(name, LANE_NAME * BOLD) for name in lane.name) > lane.right - lane.left:
            yield f"the name of lane {lane.number} does not fit"


def _box_words(drawn: DrawnBox, style: Style) -> Iterator[str]:
    key, rect = drawn.box.key, drawn.rect
    words = max((width_of(line, style.words) for line in drawn.words), default=0)
    note = max((width_of(line, style.note) for line in drawn.note), default=0)
    edge = 3.0 if drawn.box.shape is Shape.QUESTION else 1.0
    if max(words, note) > rect.width - 2 * edge + _TOUCH:
        yield f"the words of {key} are wider than its box"
    if LINE * (len(drawn.words) * style.words + len(drawn.note) * style.note) > rect.height:
        yield f"the words of {key} are higher than its box"
    if _letters("".join(drawn.words)) != _letters(drawn.box.words):
        yield f"the words of {key} are not whole"


def _letters(words: str) -> str:
    return words.replace("-", "").replace(" ", "")


def _in_the_wrong_lane(sheet: Sheet) -> Iterator[str]:
    for one, other in pairwise(sheet.lanes):
        if abs(one.right - other.left) > _TOUCH:
            yield f"lanes {one.number} and {other.number} do not meet"
    lanes = {lane.number: lane for lane in sheet.lanes}
    for drawn in sheet.boxes:
        lane = lanes[drawn.box.lane]
        if drawn.rect.x < lane.left or drawn.rect.right > lane.right:
            yield f"box {drawn.box.key} is outside its lane"


def _loose_ends(sheet: Sheet) -> Iterator[str]:
    """Every line begins where something is, and an arrow ends on top of its box."""
    boxes = {drawn.box.key: drawn.rect for drawn in sheet.boxes}
    begins = [(rect.x, rect.right, rect.bottom) for _name, rect in _things(sheet)]
    ends = [line.points[-1] for line in sheet.lines]
    for line in sheet.lines:
        x, y = line.points[0]
        known = any(
            left - _TOUCH <= x <= right + _TOUCH and abs(y - low) < 2 * _TOUCH
            for left, right, low in begins
        )
        if not known and not _near((x, y), ends):
            yield f"a line to {line.key} begins nowhere"
        if line.arrow and not _on_top(line, boxes[line.key]):
            yield f"the arrow to {line.key} does not meet it"


def _near(point: Point, others: list[Point]) -> bool:
    x, y = point
    return any(abs(x - a) < 2 * _TOUCH and abs(y - b) < 2 * _TOUCH for a, b in others)


def _on_top(line: DrawnLine, rect: Rect) -> bool:
    x, y = line.points[-1]
    return rect.x <= x <= rect.right and abs(y - rect.y) < 2 * _TOUCH


def _missing(drawing: Drawing) -> Iterator[str]:
    """Every step and every answer is drawn once; a letter stands on two sheets that follow."""
    boxes = [drawn.box.key for sheet in drawing.sheets for drawn in sheet.boxes]
    if sorted(boxes) != sorted(box.key for box in drawing.chart.boxes):
        yield "the boxes are not those of the chart"
    answers = [one.way for sheet in drawing.sheets for one in sheet.answers]
    if sorted(map(str, answers)) != sorted(str(way) for way in drawing.chart.ways if way.answer):
        yield "the answers are not those of the chart"
    on: dict[str, list[int]] = {}
    for sheet in drawing.sheets:
        for mark in sheet.marks:
            on.setdefault(mark.letter, []).append(sheet.number)
    for letter, sheets in on.items():
        if len(sheets) != 2 or sheets[1] != sheets[0] + 1:
            yield f"the letter {letter} stands on the sheets {sheets}"
    arrived = {line.key for sheet in drawing.sheets for line in sheet.lines if line.arrow}
    if arrived != {way.target for way in drawing.chart.ways}:
        yield "not every step is reached by an arrow"
