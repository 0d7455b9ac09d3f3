"""Who may make action cards for a unit, and who sees which units have old ones."""

from tryggvei.access.api import Permission, Viewer
from tryggvei.organisation.api import units_below


def units_to_issue_for(viewer: Viewer) -> frozenset[int]:
    """Return the units that the viewer makes cards for: those she leads, and all under them."""
    led = viewer.units_for(Permission.GUIDES_CARD_ISSUE)
    return frozenset(below for unit in led for below in units_below(unit))


def may_issue_for(viewer: Viewer, unit_id: int) -> bool:
    """Return whether the viewer may make and take down cards of this unit."""
    return unit_id in units_to_issue_for(viewer)


def may_list(viewer: Viewer) -> bool:
    """Return whether the viewer may see which units of the municipality have which card."""
    return viewer.may(Permission.GUIDES_CARD_LIST)
