"""The action plan: structure, readiness, figures."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tryggvei.house.api import Area, Grant, Kind, Line, Room


class PlanConfig(AppConfig):
    """The action plan: structure, readiness, figures."""

    name = "tryggvei.plan"
    room = Room(
        title=_("Handlingsplanen"),
        about="areas, desired states, measures, indicators",
        address="plan/",
        menu=(Line(Area.PLAN, _("Plan"), "plan:overview"),),
        grants=(Grant("plan:plan:read", _("se handlingsplanen og tallene"), reaches_people=False),),
        kinds=(
            Kind(
                "plan",
                _("Handlingsplanen"),
                "plan/*.yaml",
                "rules.ActionPlan",
                "queries.check_plan",
            ),
        ),
        help="handlingsplanen.md",
        no_scene="The plan is the municipality's own; its figures come from the simulated year.",
    )
