"""Write a page: the form, the check beside it, and the save that never overwrites unseen."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.editorial.actions.writing import HasMoved, SavedMeanwhile, Seen, save
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import (
    FIELDS,
    Today,
    bokmaal_of,
    needs_two,
    proof_of,
    today_of,
)
from tryggvei.editorial.rules.wording import changes, composed
from tryggvei.editorial.rules.workflow import Basis, NotNow, State, Step, may_take, moved
from tryggvei.editorial.staff import guide_editing, wording
from tryggvei.editorial.staff.beginning import begin_from
from tryggvei.editorial.staff.forms import LINES, PageForm, initial_of
from tryggvei.guides.api import GUIDES
from tryggvei.toolbox.languages import language
from tryggvei.website.api import Page, Proof, usable


@dataclass
class _Desk:
    """What one visit to the form is about."""

    today: Today
    draft: Draft | None
    bokmaal: Page | None

    def seen(self) -> dict[str, Any]:
        """Return what the form keeps of how things stood when it was opened."""
        basis = self.today.basis
        return {
            "seen_number": self.draft.number if self.draft else 0,
            "seen_shown": basis.shown,
            "seen_pack": basis.pack,
        }


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show the form; or store what was typed as the newest text of the draft."""
    if kind == GUIDES:
        return guide_editing.edit(request, key)
    desk = _desk(kind, key)
    if desk.draft is not None and not may_take(State(desk.draft.state), Step.SAVE):
        if request.method == "GET":
            return redirect("editorial:page", kind=kind, key=key)
        messages.error(request, _("Teksten er hos den som skal godkjenne. Ta den tilbake først."))
        return _show(request, desk, PageForm(request.POST, bokmaal=desk.bokmaal), status=409)
    if request.method == "GET":
        return _open(request, desk)
    form = PageForm(request.POST, bokmaal=desk.bokmaal)
    if not form.is_valid():
        return _show(request, desk, form, status=422)
    return _stored(request, desk, form)


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_POST
def check(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Check what was typed, and show it all again with the findings. Nothing is stored."""
    if kind == GUIDES:
        return guide_editing.check(request, key)
    desk = _desk(kind, key)
    form = PageForm(request.POST, bokmaal=desk.bokmaal)
    proof = None
    if form.is_valid():
        proof = _proof(desk, form)
        for remark in wording.remarks(proof.own if proof else ()):
            form.add_error(remark.field if remark.field in form.fields else None, remark.text)
    return _show(request, desk, form, proof=proof, checked=True)


def _desk(kind: str, key: str) -> _Desk:
    try:
        today = today_of(kind, key)
    except KeyError:
        raise Http404 from None
    return _Desk(today, open_draft(kind, key), bokmaal_of(key))


def _open(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Show the newest saved text, or the text that the address asks to begin from."""
    data, restores = begin_from(desk.today, desk.draft, request.GET.get("fra", ""))
    initial = {**initial_of(data, desk.bokmaal), **desk.seen(), "restores": restores}
    form = PageForm(initial=initial, bokmaal=desk.bokmaal)
    try:
        proof = proof_of(composed(desk.today.data, {n: data[n] for n in FIELDS if n in data}))
    except ValidationError:
        proof = None
    return _show(request, desk, form, proof=proof, restores=restores)


def _stored(request: HttpRequest, desk: _Desk, form: PageForm) -> HttpResponse:
    data = form.cleaned_data
    kind, key = desk.today.kind, desk.today.key
    seen = Seen(data["seen_number"], Basis(data["seen_shown"], data["seen_pack"]))
    written = form.written()
    try:
        draft = save(viewer_of(request), kind, key, written, seen, data["restores"])
    except SavedMeanwhile as conflict:
        return _again(request, desk, written, conflict.theirs, _("Noen andre lagret først"))
    except HasMoved as conflict:
        return _again(request, desk, written, conflict.now.data, str(wording.MOVED[conflict.what]))
    except NotNow:
        messages.error(request, _("Teksten er hos den som skal godkjenne. Ta den tilbake først."))
        return _show(request, desk, form, status=409)
    except ValidationError:
        form.add_error(None, _("Siden kan ikke lagres slik. Trykk Sjekk og se hva som mangler."))
        return _show(request, desk, form, status=422)
    if draft.number == 1:
        messages.success(request, _("Utkastet er lagret. Leserne ser den gamle teksten ennå."))
    else:
        messages.success(request, _("Lagret. Leserne ser den gamle teksten ennå."))
    return redirect("editorial:page", kind=kind, key=key)


def _again(
    request: HttpRequest,
    desk: _Desk,
    written: dict[str, Any],
    theirs: dict[str, Any] | None,
    title: str,
) -> HttpResponse:
    """Give back everything that was typed, beside the text that came first.

    The form now knows the other text: the next save is made by somebody who has had both before
    her. The other text is kept among the saved ones, whatever she chooses.
    """
    fresh = _desk(desk.today.kind, desk.today.key)
    if theirs is None and fresh.draft is not None:
        theirs = newest(fresh.draft).data
    mine = composed(fresh.today.data, written)
    initial = {**initial_of(mine, fresh.bokmaal), **fresh.seen()}
    form = PageForm(initial=initial, bokmaal=fresh.bokmaal)
    conflict = {"conflict": title, "conflict_changes": changes(theirs or {}, mine, FIELDS)}
    return _show(request, fresh, form, status=409, **conflict)


def _proof(desk: _Desk, form: PageForm) -> Proof | None:
    try:
        return proof_of(composed(desk.today.data, form.written()))
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            field = str(fault["loc"][0]) if fault["loc"] else ""
            form.add_error(field if field in form.fields else None, _("Dette kan ikke stå slik."))
        return None


def _show(
    request: HttpRequest, desk: _Desk, form: PageForm, status: int = 200, **more: Any
) -> HttpResponse:
    today, proof = desk.today, more.get("proof")
    code = today.key.partition("/")[0]
    stale = None
    if desk.draft is not None:
        made_from = Basis(desk.draft.shown_digest, desk.draft.pack_digest)
        stale = moved(made_from, today.basis)
    context = {
        "form": form,
        "today": today,
        "draft": desk.draft,
        "bokmaal": desk.bokmaal,
        "language_name": language(code).name,
        "more_open": bool({*LINES, "doors", "doors_heading"} & set(form.errors)),
        "usable": usable(code),
        "needs_two": needs_two(today.kind, today.key, today.data),
        "elsewhere": wording.remarks(proof.elsewhere) if proof else [],
        "own": wording.remarks(proof.own) if proof else [],
        "moved": wording.MOVED[stale] if stale else "",
        "moved_changes": changes(desk.draft.shown, today.data, FIELDS) if desk.draft else [],
        "pack_changes": (
            changes(today.data, today.pack, FIELDS) if today.overtaken and today.pack else []
        ),
        **more,
    }
    return render(request, "editorial/staff/edit.html", context, status=status)
