"""The flowchart as BPMN 2.0: by the standard's own schema, and whole."""

import copy
import hashlib
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import lru_cache
from io import BytesIO, StringIO
from itertools import pairwise
from pathlib import Path

import pytest
import xmlschema
from django.core.management import CommandError, call_command
from hypothesis import given

from tests.guides.flow_pack import CONTENT, IDS, IN_PACK, bpmn_of, chart_in_pack
from tests.guides.flow_samples import like_a_guide, small_charts
from tests.guides.voksen import guide
from tests.tiers import examples
from tryggvei.guides.rules.flow import bpmn
from tryggvei.guides.rules.flow.bpmn import BOUNDS, DIAGRAM, EDGES, MODEL
from tryggvei.guides.rules.flow.chart import Chart, Shape

VENDOR = Path(__file__).parents[1] / "vendor" / "bpmn"
M, D, B, E = (f"{{{name}}}" for name in (MODEL, DIAGRAM, BOUNDS, EDGES))
Box = tuple[float, float, float, float]


@lru_cache(maxsize=1)
def standard() -> xmlschema.XMLSchema:
    """Return the schema of the standard; nothing is fetched for it."""
    return xmlschema.XMLSchema(str(VENDOR / "BPMN20.xsd"), allow="local")


def faults(file: bytes) -> list[str]:
    """Return what the standard's schema says against a file."""
    return [str(error.reason) for error in standard().iter_errors(BytesIO(file))]


def tree(file: bytes) -> ET.Element:
    """Return the file's root."""
    return ET.fromstring(file)  # noqa: S314 - our own


def test_the_schemas_are_those_of_the_manifest() -> None:
    listed = json.loads((VENDOR / "manifest.json").read_text())["files"]
    assert {"BPMN20.xsd", "Semantic.xsd", "BPMNDI.xsd", "DI.xsd", "DC.xsd"} <= {
        one["file"] for one in listed
    }
    for one in listed:
        content = (VENDOR / one["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"], one["file"]


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_the_standard_takes_every_guide(chart: Chart) -> None:
    assert faults(bpmn_of(chart)) == []


@examples(40)
@given(small_charts())
def test_the_standard_takes_any_chart(chart: Chart) -> None:
    assert faults(bpmn_of(chart)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"laneSet", b"laneSett"),
        (b'sourceRef="', b'from="'),
        (b"dc:Bounds", b"dc:Frame"),
        (b'isExecutable="false"', b'isExecutable="no"'),
    ],
)
def test_the_standard_refuses_a_planted_fault(old: bytes, new: bytes) -> None:
    file = bpmn_of(like_a_guide(8, 3, 0))
    assert old in file
    assert faults(file.replace(old, new)) != []


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_every_step_and_answer_of_a_guide_is_in_the_file(chart: Chart) -> None:
    root = tree(bpmn_of(chart))
    kinds = {
        Shape.START: ("startEvent",),
        Shape.QUESTION: ("exclusiveGateway",),
        Shape.ACT: ("userTask", "task"),
        Shape.OUTCOME: ("endEvent",),
    }
    for shape, elements in kinds.items():
        named = [node.get("name") for kind in elements for node in root.iter(f"{M}{kind}")]
        assert sorted(named, key=str) == sorted(b.words for b in chart.boxes if b.shape is shape)
    flows = [flow.get("name", "") for flow in root.iter(f"{M}sequenceFlow")]
    assert flows == [way.answer for way in chart.ways]
    lanes = {lane.get("name"): len(list(lane)) for lane in root.iter(f"{M}lane")}
    assert lanes == {
        name: sum(box.lane == number for box in chart.boxes)
        for number, name in enumerate(chart.lanes)
    }
    assert [one.get("name") for one in root.iter(f"{M}participant")] == [chart.title]


@pytest.mark.parametrize("chart", IN_PACK, ids=IDS, indirect=True)
def test_the_diagram_shows_everything_in_its_lane_and_lines_meet_their_shapes(chart: Chart) -> None:
    root = tree(bpmn_of(chart))
    places = {shape.get("bpmnElement", ""): bounds(shape) for shape in root.iter(f"{D}BPMNShape")}
    nodes = [node for node in root.iter() if node.find(f"{M}outgoing") is not None]
    nodes += list(root.iter(f"{M}endEvent"))
    assert {node.get("id") for node in nodes} <= set(places)
    for lane in root.iter(f"{M}lane"):
        for ref in lane:
            assert inside(places[str(ref.text)], places[lane.get("id", "")])
        assert inside(places[lane.get("id", "")], places["pool"])
    flows = {flow.get("id"): flow for flow in root.iter(f"{M}sequenceFlow")}
    for edge in root.iter(f"{D}BPMNEdge"):
        flow = flows.pop(edge.get("bpmnElement"))
        points = [(float(p.get("x", "")), float(p.get("y", ""))) for p in edge.iter(f"{E}waypoint")]
        left, top, width, height = places[flow.get("sourceRef", "")]
        assert points[0] == pytest.approx((left + width / 2, top + height), abs=0.3)
        left, top, width, height = places[flow.get("targetRef", "")]
        assert points[-1] == pytest.approx((left + width / 2, top), abs=0.3)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
    assert flows == {}


def bounds(shape: ET.Element) -> Box:
    """Return where a shape stands."""
    found = shape.find(f"{B}Bounds")
    assert found is not None
    x, y, width, height = (float(found.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def inside(one: Box, other: Box) -> bool:
    """Return whether a place lies in another."""
    right, low = one[0] + one[2], one[1] + one[3]
    across = other[0] - 0.2 <= one[0] and right <= other[0] + other[2] + 0.2
    return across and other[1] - 0.2 <= one[1] and low <= other[1] + other[3] + 0.2


def test_the_same_chart_gives_the_same_bytes() -> None:
    chart = like_a_guide(24, 5, 1)
    assert bpmn.bpmn_of(chart) == bpmn.bpmn_of(copy.deepcopy(chart)) == bpmn_of(chart)


@pytest.mark.django_db
def test_the_command_writes_a_guide_whose_title_says_that_nobody_has_approved_it(
    tmp_path: Path,
) -> None:
    out = StringIO()
    file = tmp_path / "voksen.bpmn"
    call_command("guides", "bpmn", "voksen", "--language", "nn", "--out", str(file), stdout=out)
    assert str(file) in out.getvalue()
    chart = chart_in_pack(CONTENT / "felles" / "guides" / "voksen.yaml", "nn")
    marked = replace(chart, title=f"{chart.title} (Ikkje godkjend av jurist enno)")
    assert file.read_bytes() == bpmn_of(marked)
    printed = StringIO()
    call_command("guides", "bpmn", "voksen", stdout=printed)
    assert "Ring 112 selv, nå" in printed.getvalue()
    assert "(Ikke godkjent av jurist ennå)" in printed.getvalue()


@pytest.mark.django_db
def test_the_command_names_the_guides_that_there_are() -> None:
    with pytest.raises(CommandError, match=r"no guide 'vaksen'.*voksen"):
        call_command("guides", "bpmn", "vaksen")


def test_no_step_can_take_the_place_of_the_start() -> None:
    data = guide().model_dump()
    data["steps"]["start"] = data["steps"].pop("acute")
    data["start"] = "start"
    assert "-start" not in guide(data).steps
