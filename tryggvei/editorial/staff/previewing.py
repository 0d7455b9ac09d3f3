"""A text as readers would see it, drawn by the same hand as the baked pages. Nothing is stored.

The text comes in the body of a form, never in an address. The answer runs no script and may stand
in a frame of our own pages only (faces.staff.middleware).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from tryggvei.access.api import Permission, needs
from tryggvei.editorial.kinds.base import clean_query
from tryggvei.editorial.queries.drafts import newest
from tryggvei.editorial.rules.wording import composed
from tryggvei.editorial.staff.editing import desk_of, form_of_text


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Draw what was typed (POST), or the newest saved text, or the text of today (GET)."""
    of_kind, desk = desk_of(kind, key)
    data = desk.today.data
    if request.method == "POST":
        form = form_of_text(of_kind, desk, request)
        if not form.is_valid():
            return _not_yet(request)
        data = composed(data, form.written())
    elif request.GET.get("vis") != "i-dag" and desk.draft is not None:
        data = newest(desk.draft).data
    try:
        return HttpResponse(of_kind.preview(data, clean_query(request.GET)))
    except (LookupError, ValidationError):
        return _not_yet(request)


def _not_yet(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/staff/no_preview.html", status=422)
