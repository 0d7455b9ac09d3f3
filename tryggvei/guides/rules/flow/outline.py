"""The flowchart in words: the same steps, lanes and ways, as a list."""

from dataclasses import dataclass

from tryggvei.guides.rules.flow.chart import START, Chart, Crossing


@dataclass(frozen=True)
class WayOn:
    """A way from a step: the answer that leads there ("" from an act), and the step.

    hands_over_to: the name of the lane where another takes over, else "".
    """

    answer: str
    number: int
    title: str
    hands_over_to: str


@dataclass(frozen=True)
class OutlineStep:
    """A step of the outline. `anchor` is its place on the guide's page."""

    number: int
    title: str
    note: str
    lane: str
    anchor: str
    ways: tuple[WayOn, ...]


def outline_of(chart: Chart) -> tuple[OutlineStep, ...]:
    """Return every step in the guide's order, with every way on from it."""
    boxes = {box.key: box for box in chart.boxes}
    found = []
    for box in chart.boxes:
        if box.key == START:
            continue
        ways = tuple(
            WayOn(
                way.answer,
                boxes[way.target].number,
                boxes[way.target].title,
                "" if way.crossing is Crossing.NONE else chart.lanes[boxes[way.target].lane],
            )
            for way in chart.ways
            if way.source == box.key
        )
        lane = chart.lanes[box.lane]
        found.append(OutlineStep(box.number, box.title, box.note, lane, box.anchor, ways))
    return tuple(found)
