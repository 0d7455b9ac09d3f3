"""What a flowchart draws: boxes with words, the ways between them, and the lanes they are in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.schema import GuideBody, Kind, Lane, Step, StepType, Texts, TimeLimit
from tryggvei.guides.rules.words import NUMBERS

# From left to right. The same in every guide, so that a reader finds the lanes where they were.
# BTI and TryggEst stand side by side: what is handed over between them crosses one line only.
LANES = (
    Lane.RESIDENT,
    Lane.EMPLOYEE,
    Lane.LEADER,
    Lane.BTI,
    Lane.TRYGGEST,
    Lane.CHILD_WELFARE,
    Lane.POLICE,
    Lane.HEALTH_EMERGENCY,
    Lane.CRISIS_CENTRE,
    Lane.HELP_LINE,
    Lane.COUNTY_GOVERNOR,
)
_RELAY = {Lane.BTI, Lane.TRYGGEST}
START = "-start"  # no step can be called so


class Shape(StrEnum):
    """How a box looks: where the walk begins, what is asked, what is done, where it ends."""

    START = "-start"  # no step can be called so
    QUESTION = "question"
    ACT = "act"
    OUTCOME = "outcome"


class Crossing(StrEnum):
    """Whether a way leaves its lane: not, to another who acts, or between BTI and TryggEst."""

    NONE = "none"
    HANDOVER = "handover"
    RELAY = "relay"


@dataclass(frozen=True)
class Box:
    """A step. `note` is a short line above its words (duty or right, and how soon).

    number: its place in the guide's order, 0 for the start. anchor: the step on the guide's page.
    told: what the step says, for a file that another tool opens.
    """

    key: str
    shape: Shape
    lane: int
    title: str
    note: str = ""
    urgent: bool = False
    number: int = 0
    anchor: str = ""
    told: str = ""

    @property
    def words(self) -> str:
        """Return what stands in the box: number and title."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True)
class Way:
    """A line from a box to another; `answer` stands on it where the first is a question."""

    source: str
    target: str
    answer: str = ""
    answer_id: str = ""
    crossing: Crossing = Crossing.NONE


@dataclass(frozen=True)
class Chart:
    """A guide in one language as a flowchart; `boxes` are in the guide's order, the start first."""

    key: str
    version: int
    language: str
    title: str
    lanes: tuple[str, ...]
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]

    def as_seen(self) -> "Chart":
        """Return the chart without what only a file tells: two that look alike are then equal, and
        one drawing is both."""
        return replace(self, boxes=tuple(replace(box, told="") for box in self.boxes))

    @property
    def has_handover(self) -> bool:
        """Return whether somebody hands over to somebody else."""
        return any(way.crossing is Crossing.HANDOVER for way in self.ways)

    @property
    def has_relay(self) -> bool:
        """Return whether BTI and TryggEst hand over to each other."""
        return any(way.crossing is Crossing.RELAY for way in self.ways)


@dataclass(frozen=True)
class ChartWords:
    """What a chart needs beside the guide, in its language.

    numbers: key in the help directory -> the number as it is shown, or the name where none is.
    acts: what an act is called by what it rests on; `ends` what an outcome is called.
    """

    language: str
    start: str
    ends: str
    lanes: Mapping[Lane, str]
    limits: Mapping[TimeLimit, str]
    acts: Mapping[Kind, str]
    numbers: Mapping[str, str]


def chart_of(guide: GuideBody, words: ChartWords) -> Chart:
    """Return the flowchart of a guide that has passed the check.

    Raises NotWalkable for a guide with a loop, KeyError for a lane or a number without words,
    BadPlaceholder for one that is not understood.
    """
    graph = Graph(guide)
    used = {step.lane or Lane.EMPLOYEE for step in (graph.steps[key] for key in graph.order)}
    lanes = [lane for lane in LANES if lane in used]
    first = graph.steps[guide.start].lane or Lane.EMPLOYEE
    boxes = [Box(START, Shape.START, lanes.index(first), words.start)]
    ways = [Way(START, guide.start)]
    for number, key in enumerate(graph.order, start=1):
        step = graph.steps[key]
        boxes.append(_box(key, step, number, lanes, words))
        ways += _ways(graph, key, words)
    return Chart(
        key=guide.id,
        version=guide.version,
        language=words.language,
        title=guide.title[words.language],
        lanes=tuple(words.lanes[lane] for lane in lanes),
        boxes=tuple(boxes),
        ways=tuple(ways),
    )


def _box(key: str, step: Step, number: int, lanes: list[Lane], words: ChartWords) -> Box:
    limit = words.limits[TimeLimit(step.time_limit)] if step.time_limit else ""
    called = {StepType.ACT: words.acts[step.kind], StepType.OUTCOME: words.ends}
    note = " · ".join(part for part in (called.get(step.type, ""), limit) if part)
    primary = [act.text for act in step.acts if act.primary]
    return Box(
        key=key,
        shape=Shape(step.type.value),
        lane=lanes.index(step.lane or Lane.EMPLOYEE),
        title=_plain(step.title, words),
        note=note,
        urgent=step.time_limit == TimeLimit.NOW,
        number=number,
        anchor=f"steg-{number}",
        told="\n".join(_plain(text, words) for text in (step.text, *primary) if text),
    )


def _ways(graph: Graph, key: str, words: ChartWords) -> list[Way]:
    step = graph.steps[key]
    found = [
        Way(
            key,
            answer.next,
            _plain(answer.label, words),
            answer.id,
            _crossing(graph, key, answer.next),
        )
        for answer in step.answers
    ]
    if step.next:
        found.append(Way(key, step.next, crossing=_crossing(graph, key, step.next)))
    return found


def _crossing(graph: Graph, source: str, target: str) -> Crossing:
    lanes = {graph.steps[source].lane, graph.steps[target].lane}
    if len(lanes) == 1:
        return Crossing.NONE
    return Crossing.RELAY if lanes == _RELAY else Crossing.HANDOVER


def _plain(texts: Texts, words: ChartWords) -> str:
    """Return a text without markup, its numbers as they are shown."""
    line = pack_texts.line_of(texts[words.language].strip())
    text = pack_texts.plain(line, NUMBERS, lambda number: words.numbers[number.key])
    return re.sub(r"\s*\n\s*", "\n", text)
