"""A text as readers would see it, drawn by the same hand as the baked pages. Nothing is stored.

The text comes in the body of a form, never in an address. The answer runs no script and may stand
in a frame of our own pages only (faces.staff.middleware).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from tryggvei.access.api import Permission, needs
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import bokmaal_of, page_of, today_of
from tryggvei.editorial.rules.wording import composed
from tryggvei.editorial.staff.forms import PageForm
from tryggvei.website.api import preview as drawn


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Draw what was typed (POST), or the newest saved text, or the text of today (GET)."""
    try:
        data = today_of(kind, key).data
    except KeyError:
        raise Http404 from None
    if request.method == "POST":
        form = PageForm(request.POST, bokmaal=bokmaal_of(key))
        if not form.is_valid():
            return _not_yet(request)
        data = composed(data, form.written())
    elif request.GET.get("vis") != "i-dag" and (draft := open_draft(kind, key)) is not None:
        data = newest(draft).data
    try:
        return HttpResponse(drawn(page_of(data)))
    except (LookupError, ValidationError):
        return _not_yet(request)


def _not_yet(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/staff/no_preview.html", status=422)
