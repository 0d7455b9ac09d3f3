"""How it stands in the whole municipality: which units hold an older card, and which none."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.guides.actions.issuing import note_list_read
from tryggvei.guides.queries.cards import CardShelf
from tryggvei.guides.queries.issues import overview
from tryggvei.guides.staff.words import unit_row


@needs(Permission.GUIDES_CARD_LIST)
@require_GET
def older(request: HttpRequest) -> HttpResponse:
    """Show the units with an older card, what has changed since, and those without any. Logged."""
    viewer = viewer_of(request)
    note_list_read(viewer)
    seen, shelf = overview(viewer), CardShelf()
    context = {
        "seen": seen,
        "older": [unit_row(shelf, one) for one in seen.older],
        "without": [unit_row(shelf, one) for one in seen.without],
    }
    return render(request, "guides/staff/older.html", context)
