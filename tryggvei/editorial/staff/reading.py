"""The list of pages, one page with what is under way for it, and how two texts differ."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tryggvei.access.api import Permission, Viewer, needs, viewer_of
from tryggvei.contentpack.api import PackError
from tryggvei.editorial import policies
from tryggvei.editorial.models import Draft, Version
from tryggvei.editorial.queries import drafts, guide_texts
from tryggvei.editorial.queries.listing import guide_rows, rows, waiting_for
from tryggvei.editorial.queries.texts import KINDS, Today, needs_two, stops, today_of
from tryggvei.editorial.rules.workflow import Basis, State, Step, may_take, moved
from tryggvei.editorial.staff import wording
from tryggvei.editorial.staff.differences import differences
from tryggvei.editorial.staff.forms import NumberForm, ReadForm, ReturnForm, ScheduleForm
from tryggvei.editorial.staff.guide_wording import structure_in_words
from tryggvei.guides.api import GUIDES, editing, guide_of, outline
from tryggvei.organisation.api import display_name
from tryggvei.toolbox import clock
from tryggvei.toolbox.languages import ALL, BY_CODE, language
from tryggvei.website.api import LANGUAGES, address_of
from tryggvei.website.api import pages as pages_of

TODAY, PACK, DRAFT = "i-dag", "pakken", "utkast"


@needs(Permission.EDITORIAL_PAGE_LIST)
@require_GET
def pages(request: HttpRequest) -> HttpResponse:
    """Show what waits for the viewer, then the pages of a language; ?sprak= chooses it."""
    wanted = request.GET.get("sprak", "")
    code = wanted if wanted in BY_CODE else LANGUAGES[0]
    viewer = viewer_of(request)
    try:
        found, guides = rows(code, clock.today()), guide_rows(clock.today())
        waiting = waiting_for(viewer)
        spoken = [one for one in ALL if one.whole or pages_of(one.code)]
    except PackError as error:
        broken = {"broken": str(error)}
        return render(request, "editorial/staff/pages.html", broken, status=500)
    context = {
        "rows": [_row_words(row) for row in found],
        "guides": [_row_words(row) for row in guides],
        "waiting": [(one, wording.NEEDS[one.need], _sort_of(one.kind, one.key)) for one in waiting],
        "languages": spoken,
        "may_read_feedback": viewer.may(Permission.GUIDES_FEEDBACK_READ),
        "code": code,
        "language_name": language(code).name,
    }
    return render(request, "editorial/staff/pages.html", context)


def _sort_of(kind: str, key: str) -> str:
    """Return what sort of text it is: a page's language, or that it is a guide."""
    return _("Veileder") if kind == GUIDES else language(key.partition("/")[0]).name


def _row_words(row: Any) -> dict[str, Any]:
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
    draft = drafts.open_draft(kind, key)
    context: dict[str, Any] = {
        "today": today,
        "heading": KINDS[kind].heading(today.data),
        "sort": _sort_of(kind, key),
        "address": _address(kind, key),
        "is_guide": kind == GUIDES,
        "needs_two": needs_two(kind, key, today.data),
        "may_write": policies.may_write(viewer),
        "history": [_told(version) for version in drafts.versions(kind, key)],
        "draft": draft,
        "alone": draft is None,
        "put_away": drafts.put_away(kind, key),
    }
    if draft is not None:
        context |= _under_way(viewer, today, draft) | forms
    return render(request, "editorial/staff/page.html", context, status=status)


def _address(kind: str, key: str) -> str:
    """Return where readers find a text."""
    if kind == GUIDES:
        return f"/raad/{key}/"
    code, _slash, page_id = key.partition("/")
    return address_of(page_id, code)


def _of_guide(today: Today, data: dict[str, Any], edit_path: str) -> dict[str, Any]:
    """Return what the one who approves a guide must see besides the words.

    edit_path: where the boxes of its flowchart lead, "" for whoever may not write now.
    """
    titles = {**editing.titles_of(today.data), **editing.titles_of(data)}
    found = guide_texts.structure(today.data, data)
    guide = guide_of(data)
    return {
        "outline": outline(guide),
        "flow": guide_texts.flow(guide, edit_path),
        "structure": [structure_in_words(change, titles) for change in found],
        "has_structure": bool(found),
    }


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
    of_guide = (
        _of_guide(today, data, edit_path if can[Step.SAVE.value] else "")
        if draft.kind == GUIDES
        else {}
    )
    ways = bool(of_guide.get("has_structure"))
    return of_guide | {
        "state": wording.STATES[state],
        "stopped": wording.STOPS.get(draft.stopped_because, ""),  # type: ignore[call-overload]
        "moved": wording.MOVED[what] if what else "",
        "faults": [wording.said(reason) for reason in stops(draft.kind, data, today.data)],
        "draft_needs_two": two,
        "writers": ", ".join(sorted(display_name(person) for person in hands)),
        "changes": differences(draft.kind, today.data, data),
        "saved": [(one, display_name(one.by_id)) for one in saved],
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


def _told(version: Version) -> dict[str, Any]:
    draft = version.draft
    hands = drafts.hands_of(draft) if draft else frozenset()
    return {
        "version": version,
        "writers": ", ".join(sorted(display_name(person) for person in hands)),
        "approver": display_name(draft.approved_by_id) if draft and draft.approved_by_id else "",
        "publisher": display_name(version.published_by_id) if version.published_by_id else "",
        "found": draft is None,
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
        "heading": KINDS[kind].heading(today.data),
        "old": _place(old[0]),
        "new": _place(new[0]),
        "changes": differences(kind, old[1], new[1]),
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
    if name.isdecimal() and (found := drafts.version(today.kind, today.key, int(name))):
        return name, found.data
    raise Http404
