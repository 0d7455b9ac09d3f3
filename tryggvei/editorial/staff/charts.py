"""The flowchart of a guide as a file for a process tool, for whoever reads guides on their way."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, needs
from tryggvei.guides.api import chart_to_fetch


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_GET
def bpmn(request: HttpRequest, guide: str) -> HttpResponse:
    """Return a guide for employees as readers have it, as BPMN 2.0, in the language of ?sprak=."""
    try:
        file = chart_to_fetch(guide, request.GET.get("sprak", ""))
    except LookupError:
        raise Http404 from None
    return HttpResponse(file.content, headers=file.headers)
