"""Who may do what with a text."""

from collections.abc import Collection

from tryggvei.access.api import Permission, Viewer
from tryggvei.editorial.rules import workflow


def may_write(viewer: Viewer) -> bool:
    """Return whether the viewer may change texts and send them in."""
    return viewer.may(Permission.EDITORIAL_DRAFT_WRITE)


def may_decide(viewer: Viewer) -> bool:
    """Return whether the viewer may read texts of others and approve or return them."""
    return viewer.may(Permission.EDITORIAL_DRAFT_APPROVE)


def may_approve(viewer: Viewer, hands: Collection[int]) -> bool:
    """Return whether the viewer may approve this very text: never one she has written in."""
    return may_decide(viewer) and workflow.may_approve(viewer.person_id, hands)


def may_publish(viewer: Viewer) -> bool:
    """Return whether the viewer may show an approved text to readers, now or later."""
    return viewer.may(Permission.EDITORIAL_PAGE_PUBLISH)


def may_mark_as_read(viewer: Viewer) -> bool:
    """Return whether the viewer's reading against the sources counts as a review mark."""
    return viewer.may(Permission.HELP_DIRECTORY_FACT_CONFIRM)
