"""Every path through a guide, from the start to an end."""

from collections.abc import Iterator
from dataclasses import dataclass

from tryggvei.guides.rules.graph import Graph, NotWalkable
from tryggvei.guides.rules.schema import Answer, Fact, Step, StepType

MAX_PATHS = 100_000


@dataclass(frozen=True)
class Path:
    """The steps of one path in order, and the answers (question id, answer) that lead along it."""

    steps: tuple[tuple[str, Step], ...]
    answers: tuple[tuple[str, Answer], ...]

    @property
    def facts(self) -> frozenset[Fact]:
        """Return what the answers of this path tell."""
        return frozenset(fact for _, answer in self.answers for fact in answer.facts)

    @property
    def questions(self) -> list[tuple[str, Step]]:
        """Return the questions of the path, in order."""
        return [(key, step) for key, step in self.steps if step.type is StepType.QUESTION]

    def after(self, fact: Fact) -> list[tuple[str, Step]]:
        """Return the steps after the first answer that tells `fact`; empty if none does."""
        for question, answer in self.answers:
            if fact in answer.facts:
                keys = [key for key, _ in self.steps]
                return list(self.steps[keys.index(question) + 1 :])
        return []

    def __str__(self) -> str:
        """Return the path as answers: `acute=no, children=yes`."""
        return ", ".join(f"{question}={answer.id}" for question, answer in self.answers)


def count_paths(graph: Graph) -> int:
    """Return how many paths there are, without walking them. Raises NotWalkable for a loop."""
    counts: dict[str, int] = {}
    for step_id in reversed(graph.order):
        ways = [way for way in graph.steps[step_id].ways_on if way in graph.steps]
        counts[step_id] = sum(counts[way] for way in ways) if ways else 1
    return counts.get(graph.guide.start, 0)


def every_path(graph: Graph) -> Iterator[Path]:
    """Yield every path. Raises NotWalkable for a loop, a missing step or more than MAX_PATHS."""
    if count_paths(graph) > MAX_PATHS:
        raise NotWalkable(f"more than {MAX_PATHS:,} paths")
    waiting: list[Path] = [Path(((graph.guide.start, graph.steps[graph.guide.start]),), ())]
    while waiting:
        path = waiting.pop()
        step_id, step = path.steps[-1]
        onward: list[Path] = []
        for answer in step.answers if step.type is StepType.QUESTION else []:
            if answer.next in graph.steps:
                there = (answer.next, graph.steps[answer.next])
                onward.append(Path((*path.steps, there), (*path.answers, (step_id, answer))))
        if step.type is not StepType.QUESTION and step.next in graph.steps and step.next:
            onward.append(Path((*path.steps, (step.next, graph.steps[step.next])), path.answers))
        if onward:
            waiting.extend(reversed(onward))
        else:
            yield path
