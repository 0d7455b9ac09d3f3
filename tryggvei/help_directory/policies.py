"""Who may do what with the directory's facts."""

from tryggvei.access.api import Permission, Viewer


def may_confirm_facts(viewer: Viewer) -> bool:
    """Return whether the viewer may say that a fact was checked, and correct a number."""
    return viewer.may(Permission.HELP_DIRECTORY_FACT_CONFIRM)
