"""What happens to a draft: sent in, approved, sent back, shown. Each is a form of one button."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.contentpack.api import EditConflict
from tryggvei.editorial import policies
from tryggvei.editorial.actions import deciding, publishing, writing
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import draft_of_id, newest
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotByYou, NotNow
from tryggvei.editorial.staff import wording
from tryggvei.editorial.staff.forms import NumberForm, ReadForm, ReturnForm, ScheduleForm
from tryggvei.editorial.staff.reading import show_page


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_POST
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send the text to a second reader, or make it ready where one person is enough."""
    draft, viewer = _draft(draft_id), viewer_of(request)
    two = needs_two(draft.kind, draft.key, newest(draft).data)
    may_mark = policies.may_mark_as_read(viewer)
    form = NumberForm(request.POST) if two else ReadForm(request.POST, may_mark=may_mark)
    if not form.is_valid():
        return show_page(request, draft.kind, draft.key, status=422, submit_form=form)
    read_as = form.read_as() if isinstance(form, ReadForm) else ""
    return _done(
        request,
        draft,
        lambda: writing.submit(viewer, draft_id, form.cleaned_data["number"], read_as),
        _("Teksten er sendt til godkjenning.") if two else _("Teksten er klar til å vises."),
    )


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_POST
def take_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the text back to write on it."""
    draft = _draft(draft_id)
    act = lambda: writing.take_back(viewer_of(request), draft_id)  # noqa: E731 - one line, one use
    return _done(request, draft, act, _("Teksten er et utkast igjen. Nå kan du endre den."))


@needs(Permission.EDITORIAL_DRAFT_WRITE)
@require_POST
def withdraw(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Put the draft away."""
    draft = _draft(draft_id)
    act = lambda: writing.withdraw(viewer_of(request), draft_id)  # noqa: E731
    return _done(request, draft, act, _("Utkastet er lagt bort. Siden er som før."))


@needs(Permission.EDITORIAL_DRAFT_APPROVE, fresh=True)
@require_POST
def approve(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Approve the text that was read."""
    draft, viewer = _draft(draft_id), viewer_of(request)
    ways = changes_structure(draft)
    may_mark = policies.may_mark_as_read(viewer)
    form = ReadForm(request.POST, may_mark=may_mark, ways=ways, prefix="ok")
    if not form.is_valid():
        return show_page(request, draft.kind, draft.key, status=422, approve_form=form)
    number, read_as = form.cleaned_data["number"], form.read_as()
    return _done(
        request,
        draft,
        lambda: deciding.approve(viewer, draft_id, number, read_as),
        _("Teksten er godkjent. Den er ikke vist ennå."),
    )


@needs(Permission.EDITORIAL_DRAFT_APPROVE)
@require_POST
def send_back(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send the text back with a word to the writer."""
    draft = _draft(draft_id)
    form = ReturnForm(request.POST, prefix="back")
    if not form.is_valid():
        return show_page(request, draft.kind, draft.key, status=422, return_form=form)
    why = form.cleaned_data["why"]
    act = lambda: deciding.send_back(viewer_of(request), draft_id, why)  # noqa: E731
    return _done(request, draft, act, _("Teksten er sendt tilbake."))


@needs(Permission.EDITORIAL_PAGE_PUBLISH, fresh=True)
@require_POST
def schedule(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Set when the text is to be shown."""
    draft, viewer = _draft(draft_id), viewer_of(request)
    form = ScheduleForm(request.POST, prefix="later")
    if form.is_valid():
        number, when = form.cleaned_data["number"], form.when()
        try:
            return _done(
                request,
                draft,
                lambda: publishing.schedule(viewer, draft_id, number, when),
                _("Tidspunktet er lagret."),
            )
        except publishing.NoSuchTime:
            form.add_error("day", _("Velg et tidspunkt som ikke er passert, innen ett år."))
    return show_page(request, draft.kind, draft.key, status=422, schedule_form=form)


@needs(Permission.EDITORIAL_PAGE_PUBLISH)
@require_POST
def unschedule(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the time away."""
    draft = _draft(draft_id)
    act = lambda: publishing.unschedule(viewer_of(request), draft_id)  # noqa: E731
    return _done(request, draft, act, _("Tidspunktet er tatt bort. Teksten er fortsatt godkjent."))


@needs(Permission.EDITORIAL_PAGE_PUBLISH, fresh=True)
@require_POST
def publish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show the text to readers."""
    draft = _draft(draft_id)
    form = NumberForm(request.POST, prefix="now")
    if not form.is_valid():
        return show_page(request, draft.kind, draft.key, status=422)
    number = form.cleaned_data["number"]
    act = lambda: publishing.publish(viewer_of(request), draft_id, number)  # noqa: E731
    return _done(request, draft, act, _("Publisert. Leserne ser teksten om ett til to minutter."))


def changes_structure(draft: Draft) -> bool:
    """Return whether a draft changes more than words: where a guide leads, what it rests on."""
    shown = today_of(draft.kind, draft.key).data
    return kind_named(draft.kind).changes_structure(shown, newest(draft).data)


def _draft(draft_id: UUID) -> Draft:
    return get_visible(draft_of_id(draft_id))


def _done(request: HttpRequest, draft: Draft, act: Callable[[], Any], success: str) -> HttpResponse:
    """Do it, and lead back to the page with what happened. A refusal changes nothing."""
    try:
        act()
    except Exception as error:
        refusal = _refusal(error, draft.kind)
        if not refusal:
            raise
        messages.error(request, refusal)
    else:
        messages.success(request, success)
    return redirect("editorial:page", kind=draft.kind, key=draft.key)


def _refusal(error: Exception, kind: str) -> str:
    """Return why nothing was done, in words; "" for what nobody expected."""
    if isinstance(error, writing.HasMoved):
        return str(wording.MOVED[error.what])
    if isinstance(error, writing.NotReady):
        first = kind_named(kind).said(error.reasons[0])
        return _("Sjekken finner feil: %(what)s") % {"what": first}
    if isinstance(error, publishing.Stopped):
        return str(wording.STOPS[error.why])
    return str(next((words for kind, words in _REFUSALS if isinstance(error, kind)), ""))


_REFUSALS = (
    (
        writing.SavedMeanwhile,
        gettext_lazy("Noen lagret en nyere tekst mens du leste. Les den først."),
    ),
    (NotByYou, gettext_lazy("Du har skrevet i teksten. En annen må godkjenne den.")),
    (NotNow, gettext_lazy("Teksten er flyttet videre mens du leste. Se hvordan den står nå.")),
    (EditConflict, wording.STOPS[publishing.Stop.TEXT]),
)
