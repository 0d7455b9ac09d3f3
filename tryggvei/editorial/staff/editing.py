"""Write a text: the form, the check beside it, and the save that never overwrites unseen.

The same for every kind; what its forms are, and what stands beside them, is the kind's own.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from tryggvei.access.api import Permission, needs, viewer_of
from tryggvei.editorial.actions.writing import HasMoved, SavedMeanwhile, Seen, save
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.kinds.base import CannotBeWritten, Desk, Kind, NoSuchForm, clean_query
from tryggvei.editorial.kinds.forms import SeenForm, Sent
from tryggvei.editorial.queries.drafts import newest, open_draft
from tryggvei.editorial.queries.texts import today_of
from tryggvei.editorial.rules.workflow import Basis, NotNow, moved
from tryggvei.editorial.staff import wording
from tryggvei.editorial.staff.beginning import begin_from


def desk_of(kind: str, key: str) -> tuple[Kind, Desk]:
    """Return the kind of a text, and what a visit to its form is about. Raises Http404."""
    try:
        today = today_of(kind, key)
    except KeyError:
        raise Http404 from None
    of_kind, draft = kind_named(kind), open_draft(kind, key)
    has_moved = saved = None
    if draft is not None:
        saved = newest(draft).data
        has_moved = moved(Basis(draft.shown_digest, draft.pack_digest), today.basis)
    return of_kind, of_kind.desk(today, draft, saved, has_moved, partial(begin_from, today, draft))


def form_of_text(of_kind: Kind, desk: Desk, request: HttpRequest) -> SeenForm:
    """Return the form of texts that was sent, bound. Raises Http404."""
    try:
        return of_kind.text_form(desk, request.POST)
    except NoSuchForm:
        raise Http404 from None


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show the form; or store what was typed as the newest text of the draft."""
    of_kind, desk = desk_of(kind, key)
    if not desk.is_writable and request.method == "GET":
        return redirect("editorial:page", kind=kind, key=key)
    try:
        if request.method == "GET":
            form, more = of_kind.opened(desk, clean_query(request.GET))
            return _show(request, of_kind, desk, form, **more)
        sent = of_kind.form(desk, request.POST)
    except NoSuchForm:
        raise Http404 from None
    if not desk.is_writable:
        return _in_other_hands(request, of_kind, desk, sent)
    if not sent.is_valid():
        return _show(request, of_kind, desk, sent, status=422)
    return _stored(request, of_kind, desk, sent)


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_POST
def check(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Check what was typed, and show it all again with the findings. Nothing is stored."""
    of_kind, desk = desk_of(kind, key)
    form = form_of_text(of_kind, desk, request)
    if not form.is_valid():
        return _show(request, of_kind, desk, form)
    return _show(request, of_kind, desk, form, checked=True, **of_kind.checked(desk, form))


def _stored(request: HttpRequest, of_kind: Kind, desk: Desk, form: SeenForm) -> HttpResponse:
    data, kind, key = form.cleaned_data, desk.today.kind, desk.today.key
    seen = Seen(data["seen_number"], Basis(data["seen_shown"], data["seen_pack"]))
    try:
        whole = form.written()
        draft = save(viewer_of(request), kind, key, whole, seen, form.goes_back_to)
    except SavedMeanwhile as conflict:
        return _again(request, of_kind, desk, conflict.theirs, _("Noen andre lagret først"))
    except HasMoved as conflict:
        title = str(wording.MOVED[conflict.what])
        return _again(request, of_kind, desk, conflict.now.data, title)
    except NotNow:
        return _in_other_hands(request, of_kind, desk, form)
    except (CannotBeWritten, ValidationError) as error:
        words = _("Teksten kan ikke lagres slik. Trykk Sjekk og se hva som mangler.")
        form.add_error(None, str(error) if isinstance(error, CannotBeWritten) else words)
        return _show(request, of_kind, desk, form, status=422)
    if draft.number == 1:
        messages.success(request, _("Utkastet er lagret. Leserne ser den gamle teksten ennå."))
    else:
        messages.success(request, _("Lagret. Leserne ser den gamle teksten ennå."))
    query = of_kind.after(desk, form, whole)
    if query is None:
        return redirect("editorial:page", kind=kind, key=key)
    return redirect(f"{reverse('editorial:edit', args=[kind, key])}{f'?{query}' if query else ''}")


def _in_other_hands(
    request: HttpRequest, of_kind: Kind, desk: Desk, form: SeenForm
) -> HttpResponse:
    messages.error(request, _("Teksten er hos den som skal godkjenne. Ta den tilbake først."))
    return _show(request, of_kind, desk, form, status=409)


def _again(
    request: HttpRequest,
    of_kind: Kind,
    before: Desk,
    theirs: Mapping[str, Any] | None,
    title: str,
) -> HttpResponse:
    """Give back everything that was typed, beside the text that came first.

    The form now knows the other text: the next save is made by somebody who has had both before
    her. The other text is kept among the saved ones, whatever she chooses.
    """
    _same, desk = desk_of(before.today.kind, before.today.key)
    typed = {name: values[0] if len(values) == 1 else values for name, values in _lists(request)}
    try:
        form: SeenForm | None = of_kind.form(desk, Sent({**typed, **desk.seen}))
    except NoSuchForm:  # the part is gone in the other text
        form = None
    more = of_kind.conflict(before, desk, theirs if theirs is not None else desk.data, form)
    return _show(request, of_kind, desk, form, status=409, conflict=title, **more)


def _lists(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [(name, [str(value) for value in values]) for name, values in request.POST.lists()]


def _show(
    request: HttpRequest,
    of_kind: Kind,
    desk: Desk,
    form: SeenForm | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    today, draft = desk.today, desk.draft
    overtaken = today.pack if today.overtaken else None
    context = {
        "form": form,
        "today": today,
        "draft": draft,
        "of_kind": of_kind,
        "heading": of_kind.heading(desk.data),
        "needs_two": of_kind.needs_two(today.key, today.data),
        "moved": wording.MOVED[desk.moved] if desk.moved else "",
        "moved_changes": of_kind.differences(draft.shown, today.data) if draft else [],
        "pack_changes": of_kind.differences(today.data, overtaken) if overtaken else [],
        **of_kind.screen(desk, form, more),
        **more,
    }
    return render(request, of_kind.edit_template, context, status=status)
