"""The front door: the plan and its measures for a viewer.

Rooms offer their figures through `disclosure.api.offer`; the plan's file names them.
"""

from tryggvei.plan.queries import measure_seen_by, plan_seen_by

__all__ = [
    "measure_seen_by",
    "plan_seen_by",
]
