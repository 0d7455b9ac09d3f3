"""Who may see the inbox, open a seal and answer. Receiving needs nobody's leave."""

from tryggvei.access.api import Permission, Viewer


def may_list(viewer: Viewer) -> bool:
    """Return whether the viewer may see that messages wait."""
    return viewer.may(Permission.INTAKE_INBOX_LIST)


def may_open(viewer: Viewer) -> bool:
    """Return whether the viewer may open a seal, and say what came of the message."""
    return viewer.may(Permission.INTAKE_MESSAGE_OPEN)


def may_register(viewer: Viewer) -> bool:
    """Return whether the viewer may tie a message that she may open to a case."""
    return may_open(viewer) and viewer.may(Permission.CASEWORK_CASE_REGISTER)


def may_reply(viewer: Viewer) -> bool:
    """Return whether the viewer may write to the mailbox of a code."""
    return viewer.may(Permission.CASEWORK_DIALOGUE_REPLY)
