"""The action plan as data: areas, desired states, measures, what each measure lacks. Pure."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tryggvei.contentpack.api import Reviewed, Text
from tryggvei.disclosure.api import (
    Observation,
    Period,
    Shown,
    State,
    poisson_interval,
)

WEEKS = 12
MeasureKey = Annotated[str, StringConstraints(pattern=r"^[1-9](\.[1-9]){1,2}$")]

IndicatorKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class Frozen(BaseModel):
    """Values that nobody changes in place."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Measure(Frozen):
    """What the plan says shall be done. `owner` is a position, never a person.

    `indicators` names the figures, offered by rooms, by which the measure is followed.
    """

    key: MeasureKey
    title: Text
    text: Text
    parts: list[Text] = []
    every_unit: bool = False
    owner: Text | None = None
    deadline: date | None = None
    cadence: Text | None = None
    indicators: list[IndicatorKey] = []
    no_indicator_because: Text | None = None


class DesiredState(Frozen):
    """How the municipality wants it to be, and what it does to get there."""

    number: Annotated[int, Field(ge=1, le=9)]
    desired: Text
    measures: Annotated[list[Measure], Field(min_length=1)]


class PriorityArea(Frozen):
    """One of the plan's priority areas."""

    number: Annotated[int, Field(ge=1, le=9)]
    title: Text
    states: Annotated[list[DesiredState], Field(min_length=1)]


class ActionPlan(Reviewed):
    """The plan's structure, retold; `implementation` holds what its last chapter asks for."""

    key: Text
    title: Text
    objective: Text
    areas: Annotated[list[PriorityArea], Field(min_length=1)]
    implementation: list[Measure] = []

    def measures(self) -> Iterator[Measure]:
        """Yield the numbered measures of every area, in the plan's order."""
        for area in self.areas:
            for state in area.states:
                yield from state.measures

    def find(self, key: str) -> tuple[Measure, DesiredState | None] | None:
        """Return a measure with the state it serves; None for an unknown key."""
        for area in self.areas:
            for state in area.states:
                for measure in state.measures:
                    if measure.key == key:
                        return measure, state
        return next(((item, None) for item in self.implementation if item.key == key), None)


def unknown_indicators(plan: ActionPlan, offered: Container[str]) -> Iterator[tuple[str, str]]:
    """Return (measure, indicator) for every indicator that no room offers."""
    for measure in (*plan.measures(), *plan.implementation):
        for key in measure.indicators:
            if key not in offered:
                yield measure.key, key


def numbering_faults(plan: ActionPlan) -> Iterator[str]:
    """Return every measure whose number does not follow from its place, and every double."""
    seen: set[str] = set()
    for area in plan.areas:
        for state in area.states:
            for place, measure in enumerate(state.measures, start=1):
                expected = f"{area.number}.{state.number}.{place}"
                if measure.key != expected:
                    yield f"measure {measure.key!r} stands where {expected!r} belongs"
    for measure in (*plan.measures(), *plan.implementation):
        if measure.key in seen:
            yield f"measure {measure.key!r} stands twice"
        seen.add(measure.key)


class Lack(StrEnum):
    """What a measure needs before anybody can say whether it is carried out."""

    OWNER = "owner"
    DEADLINE = "deadline"
    INDICATOR = "indicator"


def lacks(measure: Measure) -> list[Lack]:
    """Return what is missing: an owner, a deadline or a rhythm, a figure or a reason for none."""
    missing = []
    if measure.owner is None:
        missing.append(Lack.OWNER)
    if measure.deadline is None and measure.cadence is None:
        missing.append(Lack.DEADLINE)
    if not measure.indicators and measure.no_indicator_because is None:
        missing.append(Lack.INDICATOR)
    return missing


@dataclass(frozen=True)
class WeekFigure:
    """One week as it may be shown. `low` and `high` are the 95 % interval, None when hidden."""

    monday: date
    shown: Shown
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Published:
    """What the plan may show of an indicator, newest week first.

    `hides_small`: the total is left out because a week is too small to show, not because one is
    missing.
    """

    weeks: list[WeekFigure]
    total: int | None
    total_low: int | None = None
    total_high: int | None = None
    hides_small: bool = False

    @property
    def highest(self) -> int:
        """Return the highest shown count, for the length of bars; at least 1."""
        return max((week.shown.value or 0 for week in self.weeks), default=0) or 1


def whole_weeks(today: date, number: int = WEEKS) -> list[Period]:
    """Return the last whole weeks, oldest first, Monday to Sunday.

    The running week is left out: who looks every day would see single enquiries come in.
    """
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in range(number, 0, -1)]
    return [Period(monday, monday + timedelta(days=6)) for monday in mondays]


def publish(observed: Sequence[Observation]) -> Published:
    """Return what may be shown of one observation a week, given oldest first.

    The total is shown only when every week is: next week's total minus this week's would
    otherwise give away a hidden week, and a week that is missing makes a total that is too low.
    """
    cells = [_cell(week) for week in observed]
    weeks = [
        WeekFigure(week.period.first, cell, *_interval(cell.value))
        for week, cell in zip(observed, cells, strict=True)
    ]
    weeks.reverse()
    if any(cell.value is None for cell in cells):
        return Published(weeks, None, hides_small=State.SUPPRESSED in {c.state for c in cells})
    total = sum(cell.value or 0 for cell in cells)
    return Published(weeks, total, *_interval(total))


def _cell(observation: Observation) -> Shown:
    shown = observation.for_publication()
    if shown.numerator is None:
        return Shown(None, shown.state)
    return Shown(shown.numerator, shown.state)


def _interval(count: int | None) -> tuple[int | None, int | None]:
    if count is None:
        return None, None
    low, high = poisson_interval(count)
    # Outwards: an interval rounded inwards would claim more than it knows.
    return int(low), int(-(-high // 1))
