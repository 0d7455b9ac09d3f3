"""What waits for the people who write and approve texts."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from tryggvei.access.api import Permission, Viewer
from tryggvei.editorial.queries.listing import Need, waiting_for
from tryggvei.ui.api import Todo


def waiting(viewer: Viewer) -> Iterator[Todo]:
    """Yield a line for each kind of thing that waits for the viewer; a stopped text is urgent."""
    if not viewer.may(Permission.EDITORIAL_PAGE_LIST):
        return
    counts = Counter(text.need for text in waiting_for(viewer))
    for need in (Need.STOPPED, Need.APPROVE, Need.RETURNED, Need.PUBLISH):
        if counts[need]:
            text = _said(need, counts[need]) % {"count": counts[need]}
            urgent = need is Need.STOPPED
            yield Todo(text, reverse("editorial:pages"), urgent=urgent, count=counts[need])


def _said(need: Need, count: int) -> str:
    if need is Need.STOPPED:
        return ngettext(
            "%(count)s tekst ble stoppet før den skulle vises",
            "%(count)s tekster ble stoppet før de skulle vises",
            count,
        )
    if need is Need.APPROVE:
        return ngettext(
            "%(count)s tekst venter på at du leser og godkjenner",
            "%(count)s tekster venter på at du leser og godkjenner",
            count,
        )
    if need is Need.RETURNED:
        return ngettext(
            "%(count)s tekst er sendt tilbake til deg",
            "%(count)s tekster er sendt tilbake til deg",
            count,
        )
    return ngettext(
        "%(count)s godkjent tekst kan vises for alle",
        "%(count)s godkjente tekster kan vises for alle",
        count,
    )
