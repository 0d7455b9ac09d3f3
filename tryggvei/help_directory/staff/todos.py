"""What waits for somebody who checks facts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from tryggvei.access.api import Viewer
from tryggvei.help_directory.policies import may_confirm_facts
from tryggvei.help_directory.queries.proposals import waiting_not_by
from tryggvei.ui.api import Todo


def waiting(viewer: Viewer) -> Iterator[Todo]:
    """Yield a line when changes of others wait for a second person: a number may be wrong now."""
    if not may_confirm_facts(viewer):
        return
    count = waiting_not_by(viewer.person_id)
    if count:
        text = ngettext(
            "%(count)s endring av et nummer venter på at du ringer og godkjenner",
            "%(count)s endringer av numre venter på at du ringer og godkjenner",
            count,
        ) % {"count": count}
        address = reverse("help_directory:review") + "?vis=venter"
        yield Todo(text, address, urgent=True, count=count)
