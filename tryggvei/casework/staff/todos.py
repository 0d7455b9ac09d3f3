"""What waits for a member of the desk."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tryggvei.access.api import Permission, Viewer
from tryggvei.casework.queries import counts_for
from tryggvei.intake.api import waiting_count
from tryggvei.ui.api import Todo


def waiting(viewer: Viewer) -> Iterator[Todo]:
    """Yield the inbox when something waits in it, and the viewer's own cases."""
    if viewer.may(Permission.INTAKE_INBOX_LIST):
        count = waiting_count(viewer)
        if count:
            text = ngettext(
                "%(count)s henvendelse venter i innboksen",
                "%(count)s henvendelser venter i innboksen",
                count,
            ) % {"count": count}
            yield Todo(text, reverse("casework:inbox"), urgent=True, count=count)
        held = waiting_count(viewer, lane="quarantine")
        if held:
            text = _("%(count)s venter i køen for uvanlig stor pågang") % {"count": held}
            yield Todo(text, reverse("casework:inbox") + "?ko=quarantine", count=held)
    if viewer.may(Permission.CASEWORK_CASE_LIST):
        mine = counts_for(viewer)["mine"]
        if mine:
            text = ngettext(
                "Du har ansvar for %(count)s sak", "Du har ansvar for %(count)s saker", mine
            ) % {"count": mine}
            yield Todo(text, reverse("casework:cases") + "?vis=mine", count=mine)
