"""The plan for a viewer, with the figures that rooms have offered, through disclosure only."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tryggvei.access.api import Viewer
from tryggvei.contentpack.api import Entry, Finding, items
from tryggvei.disclosure.api import WHOLE, Indicator, Period, offered
from tryggvei.plan.policies import may_read_plan
from tryggvei.plan.rules import (
    ActionPlan,
    DesiredState,
    Lack,
    Measure,
    Published,
    lacks,
    numbering_faults,
    publish,
    unknown_indicators,
    whole_weeks,
)
from tryggvei.toolbox import clock

logger = logging.getLogger(__name__)
KIND = "plan"


@dataclass(frozen=True)
class Figure:
    """An indicator with what may be shown of it; `published` is None when it cannot be read."""

    indicator: Indicator
    published: Published | None


@dataclass(frozen=True)
class MeasureView:
    """A measure as a screen shows it."""

    measure: Measure
    state: DesiredState | None
    lacks: list[Lack]
    figures: list[Figure]

    @property
    def is_ready(self) -> bool:
        """True when it has an owner, a deadline or rhythm, and a figure or a reason for none."""
        return not self.lacks


@dataclass(frozen=True)
class PlanView:
    """The plan as a screen shows it: (area title, [(desired state, measures)]) and readiness."""

    plan: ActionPlan
    areas: list[tuple[str, list[tuple[str, list[MeasureView]]]]]
    implementation: list[MeasureView]
    ready: int
    measures: int


def plan_seen_by(viewer: Viewer, today: date | None = None) -> PlanView | None:
    """Return the plan; None when the pack holds none. Raises PermissionDenied."""
    plan = _plan_for(viewer)
    if plan is None:
        return None
    on = today or clock.today()
    areas = [
        (
            f"{area.number} {area.title}",
            [
                (state.desired, [_view(measure, state, on) for measure in state.measures])
                for state in area.states
            ],
        )
        for area in plan.areas
    ]
    every = [view for _, states in areas for _, views in states for view in views]
    return PlanView(
        plan=plan,
        areas=areas,
        implementation=[_view(measure, None, on) for measure in plan.implementation],
        ready=sum(view.is_ready for view in every),
        measures=len(every),
    )


def measure_seen_by(viewer: Viewer, key: str, today: date | None = None) -> MeasureView | None:
    """Return one measure with its figures; None when there is none. Raises PermissionDenied."""
    plan = _plan_for(viewer)
    found = plan.find(key) if plan else None
    return _view(*found, today or clock.today()) if found else None


def _plan_for(viewer: Viewer) -> ActionPlan | None:
    if not may_read_plan(viewer):
        raise PermissionDenied
    for item in items(KIND).values():
        return cast("ActionPlan", item)
    return None


def _view(measure: Measure, state: DesiredState | None, today: date) -> MeasureView:
    known, weeks = offered(), whole_weeks(today)
    # A name that no room offers (yet) shows no figure; `content check` tells who wrote it.
    chosen = [known[key] for key in measure.indicators if key in known]
    figures = [Figure(indicator, _published(indicator, weeks)) for indicator in chosen]
    return MeasureView(measure, state, lacks(measure), figures)


def _published(indicator: Indicator, weeks: Sequence[Period]) -> Published | None:
    try:
        with transaction.atomic():  # a question that fails must not spoil those that follow
            observed = list(indicator.observe(weeks, WHOLE))
        if [observation.period for observation in observed] != list(weeks):
            raise LookupError("an indicator answers one observation a period")
        return publish(observed)
    except Exception as error:  # noqa: BLE001 - whatever a room's figure does, the plan stands
        logger.error("the indicator %s cannot be read: %s", indicator.key, type(error).__name__)
        return None


def check_plan(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Hold the plan's numbering, and that every figure it names is offered by a room."""
    known = offered()
    for entry in entries.values():
        plan = cast("ActionPlan", entry.item)
        for reason in numbering_faults(plan):
            yield entry.finding(reason, "areas")
        for measure, key in unknown_indicators(plan, known):
            names = ", ".join(sorted(known))
            yield entry.finding(
                f"measure {measure} names the indicator {key!r}, which no room offers: {names}",
                "areas",
            )
