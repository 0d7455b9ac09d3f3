"""Who may read the plan with its figures."""

from tryggvei.access.api import Permission, Viewer


def may_read_plan(viewer: Viewer) -> bool:
    """Return whether the viewer may read the plan."""
    return viewer.may(Permission.PLAN_PLAN_READ)
