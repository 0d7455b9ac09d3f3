"""The log as the data protection officer sees it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.audit.api import actors
from tryggvei.oversight.actions import look_into_log, report_of_case
from tryggvei.oversight.staff.forms import FilterForm, GroundForm
from tryggvei.toolbox.clock import now, today


@needs(Permission.AUDIT_ENTRY_LIST)
@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    """Show the log, newest first; the look itself is logged before anything is shown."""
    form = FilterForm(request.GET, people=actors(today()))
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    page = look_into_log(
        viewer_of(request), wanted.get("fra"), wanted.get("dag"), wanted.get("person")
    )
    kept = {name: request.GET[name] for name in ("dag", "person") if request.GET.get(name)}
    older = urlencode({**kept, "fra": page.next_before}) if page.next_before else ""
    context = {"form": form, "page": page, "older": older, "filtered": bool(kept)}
    return render(request, "oversight/staff/list.html", context)


@needs(Permission.AUDIT_ACCESS_REPORT_MAKE, fresh=True)
@require_http_methods(["GET", "POST"])
def case_access(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask why, then show a person's list of who opened the case; the making of it is logged."""
    form = GroundForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "oversight/staff/case_access_ask.html", {"form": form})
    entries = report_of_case(viewer_of(request), case_id, form.cleaned_data["ground"])
    context = {"entries": entries, "made_at": now()}
    return render(request, "oversight/staff/case_access.html", context)
