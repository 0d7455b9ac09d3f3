"""What a reader expects of a flowchart: the order of lanes, straight ways, even lines."""

import copy
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.guides.flow_pack import IN_PACK, read_guide
from tests.guides.flow_samples import chart_of, like_a_guide
from tests.guides.voksen import guide, raw
from tryggvei.guides.queries.flow import flowchart
from tryggvei.guides.rules.flow.chart import LANES, Crossing, Shape
from tryggvei.guides.rules.flow.layout import A3, A4, laid_out
from tryggvei.guides.rules.flow.letters import POINT, width_of, wrapped
from tryggvei.guides.rules.flow.order import _Lines, ordered
from tryggvei.guides.rules.flow.sizes import LANE_NAME, Style
from tryggvei.guides.rules.flow.skeleton import Holds, skeleton_of
from tryggvei.guides.rules.flow.svg import TITLE, SvgWords, svg_of
from tryggvei.guides.rules.graph import NotWalkable
from tryggvei.guides.rules.schema import Lane
from tryggvei.ui.stylesheet.build import STYLES

WORDS = SvgWords(
    "Ark {number} av {count}", "", "Spørsmål", "Noe", "Slutt", "Haster", "En annen", "BTI", "Videre"
)


def test_bti_and_tryggest_stand_side_by_side_in_every_guide() -> None:
    assert abs(LANES.index(Lane.BTI) - LANES.index(Lane.TRYGGEST)) == 1
    assert set(LANES) == set(Lane)


def test_what_bti_and_tryggest_hand_over_is_drawn_apart_and_explained() -> None:
    chart = chart_of([0, 2, 3, 3], 4, [(0, 1), (0, 2), (1, 3)], 0)
    assert [way.crossing for way in chart.ways] == [
        Crossing.NONE, Crossing.HANDOVER, Crossing.HANDOVER, Crossing.RELAY,
    ]  # fmt: skip
    drawing = laid_out(chart)
    sheet = drawing.sheets[0]
    lanes = [lane.number for lane in sheet.lanes]
    assert lanes.index(2) + 1 == lanes.index(3)
    svg = "".join(svg_of(drawing, WORDS, lambda box: f"#{box.anchor}"))
    assert 'class="flow-line flow-relay"' in svg
    assert svg.count(">BTI</text>") == 1


def test_a_way_to_the_next_step_goes_straight_down() -> None:
    drawing = laid_out(chart_of([0, 0, 0], 1, [(0, 1), (1, 2)], 0))
    assert all(len(line.points) == 2 for sheet in drawing.sheets for line in sheet.lines)
    assert len({box.rect.x + box.rect.width / 2 for box in drawing.sheets[0].boxes}) == 1


def test_each_step_stands_below_all_that_lead_to_it() -> None:
    chart = like_a_guide(24, 4, 2)
    drawing = laid_out(chart)
    at = {
        drawn.box.key: (sheet.number, drawn.rect.y)
        for sheet in drawing.sheets
        for drawn in sheet.boxes
    }
    assert all(at[way.source] < at[way.target] for way in chart.ways)


def test_lines_to_the_same_step_share_one_place_in_a_row() -> None:
    chart = chart_of([0, 0, 0, 0, 0], 1, [(0, 1), (0, 2), (1, 4), (2, 4), (0, 3), (3, 4)], 0)
    skeleton = skeleton_of(chart, 5)
    passing = [spot for row in skeleton.rows for spot in row if spot.holds is Holds.LINE]
    assert len(passing) == len({(spot.row, spot.key) for spot in passing})


@pytest.mark.parametrize("most", [1, 2, 5])
def test_a_lane_has_no_more_boxes_in_a_row_than_it_may(most: int) -> None:
    skeleton = skeleton_of(like_a_guide(35, 3, 4), most)
    for row in skeleton.rows:
        boxes = [spot.lane for spot in row if spot.holds is Holds.BOX]
        assert all(boxes.count(lane) <= most for lane in boxes)


def test_ordering_takes_crossings_away_and_keeps_lanes_together() -> None:
    for seed in range(5):
        skeleton = skeleton_of(like_a_guide(24, 4, seed), 5)
        lines = _Lines(skeleton)
        before = [sorted(row, key=lambda spot: spot.lane) for row in skeleton.rows]
        after = ordered(skeleton)
        assert lines.crossings(after) <= lines.crossings(before)
        assert [sorted(row, key=str) for row in after] == [sorted(r, key=str) for r in before]
        assert all([s.lane for s in row] == sorted(s.lane for s in row) for row in after)


def test_many_lanes_go_to_sheets_of_their_own_and_then_to_a3() -> None:
    few, many = laid_out(like_a_guide(14, 3, 0)), laid_out(like_a_guide(35, 8, 0))
    assert {sheet.width for sheet in few.sheets} == {A4.width}
    assert {sheet.width for sheet in many.sheets} <= {A4.width, A3.width}
    assert all(sheet.height <= A3.height for sheet in many.sheets)


def test_the_same_chart_gives_the_same_drawing_in_every_process() -> None:
    code = (
        "import hashlib; from tests.guides.flow_samples import like_a_guide;"
        "from tryggvei.guides.rules.flow.layout import laid_out;"
        "print(hashlib.sha256(repr([laid_out(like_a_guide(24, 5, s)) for s in range(4)])"
        ".encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    chart = like_a_guide(24, 5, 0)
    kept = [object() for _ in range(1000)]  # so that addresses in memory differ
    assert laid_out(chart) == laid_out(copy.deepcopy(chart))
    assert kept


def test_a_guide_with_a_loop_is_not_drawn(db: None) -> None:
    data = raw()
    data["steps"]["call_112"]["next"] = "acute"
    with pytest.raises(NotWalkable):
        flowchart(guide(data), "nb")


@given(
    st.text(st.sampled_from("abcæm WI-1.,"), max_size=80),
    st.floats(2, 4),
    st.floats(14, 60),
)
def test_lines_of_words_are_no_wider_than_they_may_be(text: str, size: float, limit: float) -> None:
    lines = wrapped(text, size, limit)
    assert all(width_of(line, size) <= limit for line in lines)
    joined = "".join(lines).replace("-", "").replace(" ", "")
    assert joined == text.replace("-", "").replace(" ", "")


def test_lines_are_as_even_as_can_be() -> None:
    assert wrapped("en to tre fire fem seks", 3.0, 28.0) == ("en to tre fire", "fem seks")
    assert wrapped("", 3.0, 40.0) == ()
    assert wrapped("TryggEst-koordinatoren", 3.0, 24.0)[0] == "TryggEst-"


def test_the_style_sheet_has_the_sizes_that_the_layout_reckons_with() -> None:
    css = (STYLES / "flow.css").read_text()
    style = Style()
    wanted = {
        ".flow text": style.answer,
        ".flow .flow-title": TITLE,
        ".flow .flow-name": LANE_NAME,
        ".flow .flow-words,.flow .flow-begin": style.words,
        ".flow .flow-note,.flow .flow-told": style.note,
    }
    found = {
        re.sub(r"\s*,\s*", ",", selector.strip()): float(size)
        for selector, size in re.findall(r"([^{}]+)\{[^{}]*?font-size: ([\d.]+)px", css)
    }
    for selector, size in wanted.items():
        assert found[selector] == pytest.approx(size, abs=0.001), selector
    assert min(found.values()) / POINT >= 7.49
    assert "letter-spacing" not in css


def test_a_question_an_act_and_an_outcome_look_different() -> None:
    chart = chart_of([0, 0, 0], 1, [(0, 1), (0, 2), (1, 2)], 0)
    assert [box.shape for box in chart.boxes] == list(Shape)
    svg = "".join(svg_of(laid_out(chart), WORDS, lambda box: f"#{box.anchor}"))
    for kind in ("flow-question", "flow-act", "flow-outcome", "flow-start"):
        assert kind in svg
    assert "Spørsmål</text>" in svg


def test_the_lines_between_bti_and_tryggest_stand_in_their_guide() -> None:
    (file,) = {file for file, _ in IN_PACK if file.stem == "bti-tryggest"}
    with override_settings(FACE="public"):
        chart = flowchart(read_guide(file), "nb")
    assert chart.has_relay
    assert 'class="flow-line flow-relay"' in "".join(
        svg_of(laid_out(chart), WORDS, lambda box: f"#{box.anchor}")
    )
