"""What waits for those who make cards for a unit."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from tryggvei.access.api import Permission, Viewer
from tryggvei.guides.queries.issues import own_cards
from tryggvei.ui.api import Todo


def waiting(viewer: Viewer) -> Iterator[Todo]:
    """Yield a line when cards on the wall say something else than today's, or none hangs at all."""
    if not viewer.may(Permission.GUIDES_CARD_ISSUE):
        return
    mine = own_cards(viewer)
    older = sum(len(one.older) for one in mine)
    bare = sum(1 for one in mine if not one.held)
    if older:
        text = ngettext(
            "%(count)s tiltakskort på veggen må byttes",
            "%(count)s tiltakskort på veggen må byttes",
            older,
        )
        yield Todo(text % {"count": older}, reverse("guides:cards"), count=older)
    if bare:
        text = ngettext(
            "%(count)s enhet har ikke tiltakskort ennå",
            "%(count)s enheter har ikke tiltakskort ennå",
            bare,
        )
        yield Todo(text % {"count": bare}, reverse("guides:cards"), count=bare)
