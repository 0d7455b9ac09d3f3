"""A guide as an ordered list of steps and ways, also a broken one: the text of its picture."""

from dataclasses import dataclass

from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.schema import GuideBody, Step, StepType


@dataclass(frozen=True)
class Way:
    """A way on: the answer that leads there ("" from an act), and the step; number 0: no step."""

    label: str
    step: str
    number: int
    title: str


@dataclass(frozen=True)
class OutlinedStep:
    """A step with its number in reading order. `reached` is False where no answer leads to it."""

    id: str
    number: int
    type: StepType
    title: str
    ways: tuple[Way, ...]
    reached: bool


def outline(guide: GuideBody, language: str = "nb") -> tuple[OutlinedStep, ...]:
    """Return the steps in reading order, those that cannot be reached last.

    In: any guide that the schema lets through. Never raises: an editor needs it most when the
    guide is broken. A loop is read in the order of the file.
    """
    graph = Graph(guide)
    order = list(guide.steps) if graph.loop else graph.order
    order = [key for key in order if key in graph.reachable]
    order += [key for key in guide.steps if key not in graph.reachable]
    numbers = {key: number for number, key in enumerate(order, start=1)}

    def titled(key: str) -> str:
        step = guide.steps.get(key)
        return (step.title.get(language, "") if step else "") or key

    def way(label: str, target: str) -> Way:
        return Way(label, target, numbers.get(target, 0), titled(target))

    def ways(step: Step) -> tuple[Way, ...]:
        if step.type is StepType.QUESTION:
            return tuple(way(one.label.get(language, one.id), one.next) for one in step.answers)
        return (way("", step.next),) if step.next else ()

    return tuple(
        OutlinedStep(
            key,
            numbers[key],
            guide.steps[key].type,
            titled(key),
            ways(guide.steps[key]),
            key in graph.reachable,
        )
        for key in order
    )
