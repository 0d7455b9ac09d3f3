"""The log as the data protection officer sees it. Their policies are set in the access room."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from tryggvei.audit.reading import REPORT_VERB, actors, entries_page, reads_of_case
from tryggvei.audit.recording import Thing, record
from tryggvei.audit.staff.forms import FilterForm, GroundForm
from tryggvei.toolbox.clock import now, today


def _person_id(request: HttpRequest) -> int:
    # The access room has let this person in: somebody is signed in.
    return int(request.user.pk or 0)


@require_GET
def entry_list(request: HttpRequest) -> HttpResponse:
    """Show the log, newest first; the look itself is logged before anything is shown."""
    record(actor_id=_person_id(request), verb="audit:entry:list", thing=Thing("audit", "log"))
    form = FilterForm(request.GET, people=actors(today()))
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    page = entries_page(
        before=wanted.get("fra"), day=wanted.get("dag"), actor_id=wanted.get("person")
    )
    kept = {name: request.GET[name] for name in ("dag", "person") if request.GET.get(name)}
    older = urlencode({**kept, "fra": page.next_before}) if page.next_before else ""
    context = {"form": form, "page": page, "older": older, "filtered": bool(kept)}
    return render(request, "audit/staff/list.html", context)


@require_http_methods(["GET", "POST"])
def case_access(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask why, then show a person's list of who opened the case; the making of it is logged."""
    form = GroundForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "audit/staff/case_access_ask.html", {"form": form})
    record(
        actor_id=_person_id(request),
        verb=REPORT_VERB,
        thing=Thing("case", str(case_id)),
        ground=form.cleaned_data["ground"],
        case_id=case_id,
    )
    context = {"entries": reads_of_case(case_id), "made_at": now()}
    return render(request, "audit/staff/case_access.html", context)
