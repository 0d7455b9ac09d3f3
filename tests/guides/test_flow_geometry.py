"""No flowchart has anything on top of anything else, and all can be read on paper."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from tests.guides.flow_geometry import (
    A3_WIDTH,
    A4_HEIGHT,
    A4_WIDTH,
    LEAST_POINTS,
    faults,
    smallest_points,
)
from tests.guides.flow_pack import IDS, IN_PACK, bpmn_drawing_of, drawing_of
from tests.guides.flow_samples import like_a_guide, small_charts
from tests.tiers import examples
from tryggvei.guides.rules.flow.bpmn import STYLE as BPMN_STYLE
from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.flow.drawing import Drawing, DrawnBox, DrawnLine, Sheet
from tryggvei.guides.rules.flow.layout import laid_out


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_nothing_lies_on_anything_in_the_guides(
    chart: Chart, figure: Callable[[str], None]
) -> None:
    drawing = drawing_of(chart)
    assert faults(drawing) == []
    figure(
        f"{chart.key} ({chart.language}): {len(chart.boxes)} boxes, {len(drawing.sheets)} sheets"
    )


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_the_guides_can_be_read_on_a4_and_on_a3(chart: Chart) -> None:
    drawing = drawing_of(chart)
    assert smallest_points(drawing, A4_WIDTH) >= LEAST_POINTS - 0.01
    assert all(sheet.height <= A4_HEIGHT for sheet in drawing.sheets)
    # Two sheets below one another are A3 upright, as wide as A4 on its side: the same letters.
    two = [a.height + b.height for a, b in zip(drawing.sheets, drawing.sheets[1:], strict=False)]
    assert all(height <= 404 for height in two)


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_the_places_in_the_file_for_process_tools_are_as_free(chart: Chart) -> None:
    assert faults(bpmn_drawing_of(chart), BPMN_STYLE) == []


@pytest.mark.parametrize("names", [1, 3, 5, 8])
@pytest.mark.parametrize("steps", [8, 14, 24, 35])
def test_larger_guides_than_there_are_can_be_drawn(steps: int, names: int) -> None:
    for seed in range(3):
        drawing = laid_out(like_a_guide(steps, names, seed))
        assert faults(drawing) == []
        paper = A4_WIDTH if drawing.sheets[0].width <= A4_WIDTH else A3_WIDTH
        assert smallest_points(drawing, paper) >= LEAST_POINTS - 0.01


@examples(150)
@given(small_charts())
def test_any_small_chart_can_be_drawn(chart: Chart) -> None:
    assert faults(laid_out(chart)) == []


def planted(drawing: Drawing, **changed: Any) -> Drawing:
    """Return a drawing of which the first sheet is changed."""
    first, *others = drawing.sheets
    return replace(drawing, sheets=(replace(first, **changed), *others))


Spoilt = Callable[[Sheet], dict[str, Any]]
PLANTED: list[tuple[Spoilt, str]] = [
    (lambda sheet: {"boxes": _with_second_moved(sheet, 0, -8)}, "lies on"),
    (lambda sheet: {"boxes": _with_second_moved(sheet, -300, 0)}, "outside its lane"),
    (lambda sheet: {"answers": sheet.answers[1:]}, "answers are not those"),
    (lambda sheet: {"lines": tuple(_moved_line(line) for line in sheet.lines)}, "begins nowhere"),
    (lambda sheet: {"lines": (_through(sheet), *sheet.lines)}, "passes through"),
    (lambda sheet: {"marks": sheet.marks[1:]}, "stands on the sheets"),
    (lambda sheet: {"lines": (_beside(sheet.lines[0]), *sheet.lines)}, "lie on each other"),
    (lambda sheet: {"boxes": (_wordy(sheet.boxes[0]), *sheet.boxes[1:])}, "wider than its box"),
]


@pytest.mark.parametrize(("spoil", "found"), PLANTED)
def test_each_fault_is_found_when_it_is_planted(spoil: Spoilt, found: str) -> None:
    drawing = laid_out(like_a_guide(14, 3, 0))
    assert faults(drawing) == []
    spoilt = planted(drawing, **spoil(drawing.sheets[0]))
    assert any(found in fault for fault in faults(spoilt))


def _with_second_moved(sheet: Sheet, x: float, y: float) -> tuple[DrawnBox, ...]:
    first, second, *others = sheet.boxes
    rect = replace(second.rect, x=second.rect.x + x, y=second.rect.y + y)
    return (first, replace(second, rect=rect), *others)


def _moved_line(line: DrawnLine) -> DrawnLine:
    return replace(line, points=tuple((x + 4, y) for x, y in line.points))


def _through(sheet: Sheet) -> DrawnLine:
    rect = sheet.boxes[1].rect
    middle = rect.x + rect.width / 2
    return replace(sheet.lines[0], points=((middle, rect.y - 1), (middle, rect.bottom + 1)))


def _beside(line: DrawnLine) -> DrawnLine:
    (x, y), *others = line.points
    return replace(line, key="another", points=((x, y + 0.2), *others), arrow=False)


def _wordy(drawn: DrawnBox) -> DrawnBox:
    return replace(drawn, words=("m" * 60,))
