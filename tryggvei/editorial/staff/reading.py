"""The list of texts, one text with what is under way for it, and how two versions differ."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, Viewer, needs, viewer_of
from tryggvei.contentpack.api import PackError
from tryggvei.editorial import policies
from tryggvei.editorial.kinds import kind_named, kinds
from tryggvei.editorial.kinds.base import Today
from tryggvei.editorial.models import Draft, Version
from tryggvei.editorial.queries import drafts
from tryggvei.editorial.queries.listing import Row, rows, waiting_for
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import Basis, State, Step, may_take, moved
from tryggvei.editorial.staff import wording
from tryggvei.editorial.staff.forms import NumberForm, ReadForm, ReturnForm, ScheduleForm
from tryggvei.organisation.api import display_name
from tryggvei.toolbox import clock
from tryggvei.toolbox.languages import ALL, BY_CODE, language
from tryggvei.website.api import LANGUAGES
from tryggvei.website.api import pages as pages_of

TODAY, PACK, DRAFT = "i-dag", "pakken", "utkast"


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, then the texts of each kind; ?sprak= chooses the language of
    those that have a text for each."""
    wanted = request.GET.get("sprak", "")
    code = wanted if wanted in BY_CODE else LANGUAGES[0]
    viewer = viewer_of(request)
    try:
        lists = [(kind, rows(kind, code, clock.today())) for kind in kinds()]
        waiting = waiting_for(viewer)
        spoken = [spoken for spoken in ALL if spoken.whole or pages_of(spoken.code)]
    except PackError as error:
        broken = {"broken": str(error)}
        return render(request, "editorial/staff/pages.html", broken, status=500)
    context = {
        "lists": [(kind, [_row_words(row) for row in listed]) for kind, listed in lists],
        "waiting": [
            (text, wording.NEEDS[text.need], kind_named(text.kind).sort(text.key))
            for text in waiting
        ],
        "languages": spoken,
        "may_read_feedback": viewer.may(Permission.GUIDES_FEEDBACK_READ),
        "code": code,
        "language_name": language(code).name,
    }
    return render(request, "editorial/staff/pages.html", context)


def _row_words(row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "state": wording.STATES[row.state] if row.state else None,
        "mark": wording.MARKS[row.mark],
    }


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_GET
def page(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show a page: what readers see, what is under way, what the viewer may do, the history."""
    return show_page(request, kind, key)


def show_page(
    request: HttpRequest, kind: str, key: str, status: int = 200, **forms: Any
) -> HttpResponse:
    """Draw the screen of a page; `forms` are bound ones to show again with their errors."""
    viewer = viewer_of(request)
    try:
        today = today_of(kind, key)
    except KeyError:
        raise Http404 from None
    of_kind, draft = kind_named(kind), drafts.open_draft(kind, key)
    context: dict[str, Any] = {
        "today": today,
        "of_kind": of_kind,
        "heading": of_kind.heading(today.data),
        "sort": of_kind.sort(key),
        "address": of_kind.address(key),
        "who_reads": of_kind.who_reads(two=of_kind.needs_two(key, today.data)),
        "may_write": policies.may_write(viewer),
        "history": [_in_history(version) for version in drafts.versions(kind, key)],
        "draft": draft,
        "alone": draft is None,
        "put_away": drafts.put_away(kind, key),
    }
    if draft is not None:
        context |= _under_way(viewer, today, draft) | forms
    return render(request, "editorial/staff/page.html", context, status=status)


def _under_way(viewer: Viewer, today: Today, draft: Draft) -> dict[str, Any]:
    state, hands = State(draft.state), drafts.hands_of(draft)
    saved = drafts.revisions(draft)
    data = saved[0].data
    two = needs_two(draft.kind, draft.key, data)
    what = moved(Basis(draft.shown_digest, draft.pack_digest), today.basis)
    may_decide = policies.may_decide(viewer)
    number = {"number": draft.number}
    may_mark = policies.may_mark_as_read(viewer)
    can = {
        step.value: may_take(state, step) and _may(viewer, step, may_decide)
        for step in Step
        if step is not Step.STOP
    }
    edit_path = reverse("editorial:edit", kwargs={"kind": today.kind, "key": today.key})
    of_kind = kind_named(draft.kind)
    ways = of_kind.changes_structure(today.data, data)
    return of_kind.beside(today, data, edit_path if can[Step.SAVE.value] else "") | {
        "state": wording.STATES[state],
        "stopped": wording.STOPS.get(draft.stopped_because, ""),  # type: ignore[call-overload]
        "moved": wording.MOVED[what] if what else "",
        "faults": [of_kind.said(fault) for fault in of_kind.stops(data, today.data)],
        "draft_needs_two": two,
        "writers": ", ".join(sorted(display_name(person) for person in hands)),
        "changes": of_kind.differences(today.data, data),
        "saved": [(revision, display_name(revision.by_id)) for revision in saved],
        "approver": display_name(draft.approved_by_id) if draft.approved_by_id else "",
        "may_mark": may_mark,
        "own_text": viewer.person_id in hands,
        "can": can,
        "may_approve": policies.may_approve(viewer, hands) and may_take(state, Step.APPROVE),
        "submit_form": (
            NumberForm(initial=number) if two else ReadForm(initial=number, may_mark=may_mark)
        ),
        "approve_form": ReadForm(initial=number, may_mark=may_mark, ways=ways, prefix="ok"),
        "return_form": ReturnForm(prefix="back"),
        "schedule_form": ScheduleForm(initial=number, prefix="later"),
        "publish_form": NumberForm(initial=number, prefix="now"),
    }


def _may(viewer: Viewer, step: Step, may_decide: bool) -> bool:
    if step in (Step.APPROVE, Step.RETURN):
        return may_decide
    if step in (Step.SCHEDULE, Step.UNSCHEDULE, Step.PUBLISH):
        return policies.may_publish(viewer)
    return policies.may_write(viewer)


def _in_history(version: Version) -> dict[str, Any]:
    draft = version.draft
    hands = drafts.hands_of(draft) if draft else frozenset()
    return {
        "version": version,
        "writers": ", ".join(sorted(display_name(person) for person in hands)),
        "approver": display_name(draft.approved_by_id) if draft and draft.approved_by_id else "",
        "publisher": display_name(version.published_by_id) if version.published_by_id else "",
        "from_before": draft is None,
        "before": version.number - 1,
        "restores": draft.restores if draft else None,
    }


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_GET
def difference(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show how ?til= differs from ?fra=: a version's number, i-dag, pakken or utkast."""
    try:
        today = today_of(kind, key)
    except KeyError:
        raise Http404 from None
    old = _named(today, request.GET.get("fra", TODAY))
    new = _named(today, request.GET.get("til", TODAY))
    context = {
        "today": today,
        "heading": kind_named(kind).heading(today.data),
        "old": _place(old[0]),
        "new": _place(new[0]),
        "changes": kind_named(kind).differences(old[1], new[1]),
    }
    return render(request, "editorial/staff/difference.html", context)


def _place(name: str) -> str:
    """Return what a text is called in a sentence."""
    if name.isdecimal():
        return _("versjon %(number)s") % {"number": name}
    return {TODAY: _("siden i dag"), PACK: _("innholdspakken"), DRAFT: _("utkastet")}[name]


def _named(today: Today, name: str) -> tuple[str, dict[str, Any]]:
    if name == TODAY:
        return name, today.data
    if name == PACK and today.pack is not None:
        return name, today.pack
    if name == DRAFT and (draft := drafts.open_draft(today.kind, today.key)):
        return name, drafts.newest(draft).data
    if name.isdecimal() and (version := drafts.version(today.kind, today.key, int(name))):
        return name, version.data
    raise Http404
