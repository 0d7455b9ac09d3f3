"""The front door: other rooms offer their figures to the plan's measures here."""

from tryggvei.plan.queries import measure_seen_by, plan_seen_by, register_indicator
from tryggvei.plan.rules import Indicator, Weekly

__all__ = [
    "Indicator",
    "Weekly",
    "measure_seen_by",
    "plan_seen_by",
    "register_indicator",
]
