"""The shape of a guide: order, ways in, and the step that every reader has surely passed."""

from collections.abc import Mapping
from functools import cached_property

from tryggvei.guides.rules.schema import GuideBody, Step, StepType


class NotWalkable(Exception):
    """The guide has a loop or a way to nowhere; the shape rules name it."""


class Graph:
    """Questions about the shape of one guide. Ways to unknown steps are left out."""

    def __init__(self, guide: GuideBody) -> None:
        self.guide = guide
        self.steps: Mapping[str, Step] = guide.steps

    def ways_on(self, step_id: str) -> list[str]:
        """Return the known steps that may follow, without doubles, in the file's order."""
        ways = self.steps[step_id].ways_on
        return [way for way in dict.fromkeys(ways) if way in self.steps]

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Return the steps that can be reached from the start."""
        if self.guide.start not in self.steps:
            return frozenset()
        return self._reached_from(self.guide.start)

    def _reached_from(self, start: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            step_id = waiting.pop()
            if step_id not in seen:
                seen.add(step_id)
                waiting.extend(self.ways_on(step_id))
        return frozenset(seen)

    def leads_to(self, step_id: str) -> frozenset[str]:
        """Return the steps that can come after a step."""
        return self._reached_from(step_id) - {step_id}

    @cached_property
    def loop(self) -> list[str]:
        """Return the steps of one loop, first step repeated last; empty when there is none."""
        left = set(self.steps)
        ends = {one for one in left if not self.ways_on(one)}
        while ends:  # what can be peeled off from the ends is free of loops
            left -= ends
            ends = {one for one in left if not left & set(self.ways_on(one))}
        if not left:
            return []
        trail = [next(one for one in self.steps if one in left)]
        while trail[-1] not in trail[:-1]:
            trail.append(next(way for way in self.ways_on(trail[-1]) if way in left))
        return trail[trail.index(trail[-1]) :]

    @cached_property
    def order(self) -> list[str]:
        """Return the reachable steps, each after every step that leads to it.

        Among steps that are free at the same time the file's order decides, so that the page reads
        as the author wrote it. Raises NotWalkable for a loop.
        """
        if self.loop:
            raise NotWalkable(" -> ".join(self.loop))
        left = [step_id for step_id in self.steps if step_id in self.reachable]
        ordered: list[str] = []
        while left:
            free = next(one for one in left if not set(self.ways_in[one]) & set(left))
            ordered.append(free)
            left.remove(free)
        return ordered

    @cached_property
    def ways_in(self) -> dict[str, list[str]]:
        """Return, for each reachable step, the reachable steps that lead to it."""
        ways: dict[str, list[str]] = {step_id: [] for step_id in self.reachable}
        for step_id in self.steps:
            if step_id in self.reachable:
                for way in self.ways_on(step_id):
                    ways[way].append(step_id)
        return ways

    @cached_property
    def surely_before(self) -> dict[str, str]:
        """Return, for each step but the first, the nearest earlier question that every path passes.

        This is where "back" leads: a page without script cannot know which way the reader came,
        but this question she has seen. (The immediate dominator, narrowed to questions.)
        """
        passed: dict[str, list[str]] = {}
        back: dict[str, str] = {}
        for step_id in self.order:
            before = [[*passed[one], one] for one in self.ways_in[step_id]]
            shared = (
                [one for one in before[0] if all(one in way for way in before)] if before else []
            )
            passed[step_id] = shared
            questions = [one for one in shared if self.steps[one].type is StepType.QUESTION]
            if questions:
                back[step_id] = questions[-1]
        return back

    @cached_property
    def question_number(self) -> dict[str, int]:
        """Return the number of each question: the most questions on any way to it, itself too."""
        most: dict[str, int] = {}
        for step_id in self.order:
            before = max((most[one] for one in self.ways_in[step_id]), default=0)
            most[step_id] = before + (self.steps[step_id].type is StepType.QUESTION)
        return {
            step_id: number
            for step_id, number in most.items()
            if self.steps[step_id].type is StepType.QUESTION
        }
