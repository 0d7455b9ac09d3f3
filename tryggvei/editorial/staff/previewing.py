"""A text as readers would see it, drawn by the same hand as the baked pages. Nothing is stored.

The text comes in the body of a form, never in an address. The answer runs no script and may stand
in a frame of our own pages only (faces.staff.middleware).
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from tryggvei.access.api import Permission, needs
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import bokmaal_of, page_of, today_of
from tryggvei.editorial.rules.wording import composed
from tryggvei.editorial.staff import guide_editing
from tryggvei.editorial.staff.forms import PageForm
from tryggvei.guides.api import GUIDES, drawn_flow, guide_of, schema
from tryggvei.guides.api import drawn as drawn_guide
from tryggvei.website.api import preview as drawn
from tryggvei.website.api import preview_guide


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Draw what was typed (POST), or the newest saved text, or the text of today (GET)."""
    try:
        data = today_of(kind, key).data
    except KeyError:
        raise Http404 from None
    if request.method == "POST" and kind == GUIDES:
        written = guide_editing.typed(request, key)
        if written is None:
            return _not_yet(request)
        data = written
    elif request.method == "POST":
        form = PageForm(request.POST, bokmaal=bokmaal_of(key))
        if not form.is_valid():
            return _not_yet(request)
        data = composed(data, form.written())
    elif request.GET.get("vis") != "i-dag" and (draft := open_draft(kind, key)) is not None:
        data = newest(draft).data
    try:
        return HttpResponse(_drawn(request, kind, data))
    except (LookupError, ValidationError):
        return _not_yet(request)


def _drawn(request: HttpRequest, kind: str, data: dict[str, Any]) -> str:
    """Return the HTML; of a guide in the language of ?sprak=, or its flowchart with ?vis=flyt.

    Raises LookupError.
    """
    if kind != GUIDES:
        return drawn(page_of(data))
    wanted = request.GET.get("sprak", "")
    code = wanted if wanted in schema.LANGUAGES else schema.LANGUAGES[0]
    drawing = drawn_flow if request.GET.get("vis") == "flyt" else drawn_guide
    return preview_guide(drawing(guide_of(data), code))


def _not_yet(request: HttpRequest) -> HttpResponse:
    return render(request, "editorial/staff/no_preview.html", status=422)
