"""The flowchart as BPMN 2.0 with diagram interchange, so that another tool can open it.

A question is an exclusive gateway and its answers are named flows; what somebody does is a task,
of the employee's a user task; where the walk ends is an end event. The places are those of our own
layout, with signs of BPMN's usual sizes: a unit of the diagram is a quarter of a millimetre.
Source: OMG, Business Process Model and Notation 2.0.2; element order as in its Semantic.xsd.
"""

from xml.etree import ElementTree as ET

from tryggvei.guides.rules.flow.chart import START, Box, Chart, Shape, Way
from tryggvei.guides.rules.flow.drawing import Drawing, DrawnBox, Point, Rect
from tryggvei.guides.rules.flow.layout import on_one_sheet
from tryggvei.guides.rules.flow.letters import POINT
from tryggvei.guides.rules.flow.sizes import BESIDE_LINE, Style

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
BOUNDS = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"
_PREFIXES = {"": MODEL, "bpmndi": DIAGRAM, "dc": BOUNDS, "di": EDGES}
_SCALE = 4.0  # units in a millimetre
_HEAD = 30.0  # units: the band with the name of the pool, and that of a lane
_SIGNS = {Shape.START: 9.0, Shape.QUESTION: 12.5, Shape.OUTCOME: 9.0}  # millimetres
STYLE = Style(words=8.5 * POINT, answer=7.8 * POINT, pad=3.5, sign=tuple(_SIGNS.items()))


def bpmn_of(chart: Chart) -> bytes:
    """Return the chart as a BPMN file (UTF-8). The same chart gives the same bytes."""
    return written(on_one_sheet(chart, STYLE))


def written(drawing: Drawing) -> bytes:
    """Return the file of a drawing in this module's style."""
    return _Bpmn(drawing).file()


class _Bpmn:
    """One drawing as a tree of BPMN."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._chart = drawing.chart
        self._sheet = drawing.sheets[0]
        self._boxes = {drawn.box.key: drawn for drawn in self._sheet.boxes}

    def file(self) -> bytes:
        """Return the whole file."""
        root = ET.Element(
            _in(MODEL, "definitions"),
            {
                "id": "definitions",
                "name": self._chart.title,
                "targetNamespace": f"urn:tryggvei:guide:{self._chart.key}",
                "exporter": "Tryggvei",
            },
        )
        pool = ET.SubElement(root, _in(MODEL, "collaboration"), {"id": "collaboration"})
        named = {"id": "pool", "name": self._chart.title, "processRef": "process"}
        ET.SubElement(pool, _in(MODEL, "participant"), named)
        self._process(root)
        self._diagram(root)
        ET.indent(root)
        return _with_prefixes(root)

    def _process(self, root: ET.Element) -> None:
        named = {"id": "process", "name": self._chart.title, "isExecutable": "false"}
        process = ET.SubElement(root, _in(MODEL, "process"), named)
        lanes = ET.SubElement(process, _in(MODEL, "laneSet"), {"id": "lanes"})
        for number, name in enumerate(self._chart.lanes):
            lane = ET.SubElement(lanes, _in(MODEL, "lane"), {"id": f"lane_{number}", "name": name})
            for box in self._chart.boxes:
                if box.lane == number:
                    ET.SubElement(lane, _in(MODEL, "flowNodeRef")).text = _id(box.key)
        for box in self._chart.boxes:
            self._node(process, box)
        for number, way in enumerate(self._chart.ways):
            self._flow(process, number, way)

    def _node(self, process: ET.Element, box: Box) -> None:
        task = "userTask" if box.lane == self._chart.boxes[0].lane else "task"
        kind = {
            Shape.START: "startEvent",
            Shape.QUESTION: "exclusiveGateway",
            Shape.ACT: task,
            Shape.OUTCOME: "endEvent",
        }[box.shape]
        node = ET.SubElement(process, _in(MODEL, kind), {"id": _id(box.key), "name": box.words})
        said = "\n".join(part for part in (box.note, box.told) if part)
        if said:
            ET.SubElement(node, _in(MODEL, "documentation")).text = said
        for number, way in enumerate(self._chart.ways):
            if way.target == box.key:
                ET.SubElement(node, _in(MODEL, "incoming")).text = _flow_id(number)
        for number, way in enumerate(self._chart.ways):
            if way.source == box.key:
                ET.SubElement(node, _in(MODEL, "outgoing")).text = _flow_id(number)

    def _flow(self, process: ET.Element, number: int, way: Way) -> None:
        ends = {"sourceRef": _id(way.source), "targetRef": _id(way.target)}
        named = {"name": way.answer} if way.answer else {}
        ET.SubElement(
            process, _in(MODEL, "sequenceFlow"), {"id": _flow_id(number), **named, **ends}
        )

    def _diagram(self, root: ET.Element) -> None:
        diagram = ET.SubElement(root, _in(DIAGRAM, "BPMNDiagram"), {"id": "diagram"})
        of_pool = {"id": "plane", "bpmnElement": "collaboration"}
        plane = ET.SubElement(diagram, _in(DIAGRAM, "BPMNPlane"), of_pool)
        width = self._sheet.width * _SCALE
        height = (self._sheet.lanes_bottom - self._sheet.lanes_top) * _SCALE + 2 * _HEAD
        self._band(plane, "pool", 0.0, 0.0, width, height)
        for lane in self._sheet.lanes:
            left, right = lane.left * _SCALE, lane.right * _SCALE
            self._band(plane, f"lane_{lane.number}", left, _HEAD, right - left, height - _HEAD)
        for drawn in self._sheet.boxes:
            self._shape(plane, drawn)
        for number, points in enumerate(self._drawing.routes):
            self._edge(plane, number, points)

    def _band(
        self, plane: ET.Element, element: str, x: float, y: float, width: float, height: float
    ) -> None:
        upright = {"id": f"{element}_di", "bpmnElement": element, "isHorizontal": "false"}
        shape = ET.SubElement(plane, _in(DIAGRAM, "BPMNShape"), upright)
        _bounds(shape, Rect(x, y, width, height))

    def _shape(self, plane: ET.Element, drawn: DrawnBox) -> None:
        element = _id(drawn.box.key)
        named = {"id": f"{element}_di", "bpmnElement": element}
        if drawn.box.shape is Shape.QUESTION:
            named["isMarkerVisible"] = "true"
        shape = ET.SubElement(plane, _in(DIAGRAM, "BPMNShape"), named)
        sign = self._sign(drawn)
        _bounds(shape, self._units(sign))
        if drawn.box.shape in _SIGNS:
            beside = _without_left(drawn.rect, sign.width + 1)
            _bounds(ET.SubElement(shape, _in(DIAGRAM, "BPMNLabel")), self._units(beside))

    def _sign(self, drawn: DrawnBox) -> Rect:
        """Return where the sign itself stands: at the left of its words, or round them."""
        size = _SIGNS.get(drawn.box.shape)
        if size is None:
            return drawn.rect
        top = drawn.rect.y + (drawn.rect.height - size) / 2
        return Rect(drawn.rect.x, top, size, size)

    def _edge(self, plane: ET.Element, number: int, points: tuple[Point, ...]) -> None:
        way = self._chart.ways[number]
        element = _flow_id(number)
        named = {"id": f"{element}_di", "bpmnElement": element}
        edge = ET.SubElement(plane, _in(DIAGRAM, "BPMNEdge"), named)
        first, last = self._sign(self._boxes[way.source]), self._sign(self._boxes[way.target])
        ends = ((points[0][0], first.bottom), *points[1:-1], (points[-1][0], last.y))
        for point in ends:
            at = self._units(Rect(*point, 0, 0))
            ET.SubElement(edge, _in(EDGES, "waypoint"), {"x": _n(at.x), "y": _n(at.y)})
        drawn = next((one for one in self._sheet.answers if one.way is way), None)
        if drawn:
            label = ET.SubElement(edge, _in(DIAGRAM, "BPMNLabel"))
            _bounds(label, self._units(_without_left(drawn.rect, BESIDE_LINE)))

    def _units(self, rect: Rect) -> Rect:
        """Return a place in the diagram's units, below the names of the pool and the lanes."""
        y = (rect.y - self._sheet.lanes_top) * _SCALE + 2 * _HEAD
        return Rect(rect.x * _SCALE, y, rect.width * _SCALE, rect.height * _SCALE)


def _in(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _without_left(rect: Rect, width: float) -> Rect:
    return Rect(rect.x + width, rect.y, rect.width - width, rect.height)


def _id(key: str) -> str:
    """Return an XML id: a step may begin with a digit, an id may not."""
    return "start" if key == START else f"step_{key}"


def _flow_id(number: int) -> str:
    return f"flow_{number}"


def _n(length: float) -> str:
    return f"{round(length, 1):g}"


def _bounds(parent: ET.Element, rect: Rect) -> None:
    sides = {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}
    ET.SubElement(parent, _in(BOUNDS, "Bounds"), {name: _n(at) for name, at in sides.items()})


def _with_prefixes(root: ET.Element) -> bytes:
    """Return the file with the prefixes that other tools write, not ns0, ns1."""
    for element in root.iter():
        namespace, _, name = element.tag[1:].partition("}")
        prefix = next(prefix for prefix, known in _PREFIXES.items() if known == namespace)
        element.tag = f"{prefix}:{name}" if prefix else name
    for prefix, namespace in _PREFIXES.items():
        root.set(f"xmlns:{prefix}" if prefix else "xmlns", namespace)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
