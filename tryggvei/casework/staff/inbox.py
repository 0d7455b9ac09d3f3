"""The inbox: what waits, and opening one sealed message."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tryggvei.access.api import Permission, Viewer, get_visible, needs, viewer_of
from tryggvei.casework.actions.registering import (
    REGISTERED,
    HasCaseError,
    add_message,
    register_case,
    registering_units,
)
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.queries import case_numbers
from tryggvei.casework.staff.forms import ClosingForm, OpeningForm, UnitForm
from tryggvei.casework.staff.presenting import contact_lines
from tryggvei.intake.api import (
    AlreadyFinishedError,
    BadLetterError,
    ClosingGround,
    InboxRow,
    MessageNotFoundError,
    Place,
    close_without_action,
    give_guidance,
    inbox_seen_by,
    open_message,
    row_seen_by,
    waiting_count,
    wording,
)
from tryggvei.organisation.api import unit
from tryggvei.sealing.api import SealError

LANES = ("inbox", "quarantine")


def _place(request: HttpRequest) -> Place | None:
    """Return where the next page begins; a broken address begins at the start."""
    day, _sep, message_id = request.GET.get("etter", "").partition("_")
    try:
        return Place(date.fromisoformat(day), UUID(message_id))
    except ValueError:
        return None


@require_GET
@needs(Permission.INTAKE_INBOX_LIST)
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits, oldest first; nothing from inside a seal."""
    viewer = viewer_of(request)
    lane = request.GET.get("ko", "inbox")
    lane = lane if lane in LANES else "inbox"
    page = inbox_seen_by(viewer, lane=lane, after=_place(request))
    context = {
        "page": page,
        "lane": lane,
        "waiting": waiting_count(viewer, lane="inbox"),
        "quarantined": waiting_count(viewer, lane="quarantine"),
    }
    return render(request, "casework/staff/inbox.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.INTAKE_MESSAGE_OPEN, fresh=True)
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show that a message waits and ask why it is opened; open it on a ground."""
    row = _row_or_404(viewer_of(request), message_id)
    form = OpeningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _opened(request, row, form.cleaned_data["ground"])
    status = 422 if form.is_bound else 200
    number = _number_of(viewer_of(request), row.case_id)
    context = {"row": row, "form": form, "case_number": number}
    return render(request, "casework/staff/message.html", context, status=status)


def _row_or_404(viewer: Viewer, message_id: UUID) -> InboxRow:
    """Return the message; Http404 alike for "not there" and "lies in another unit's case"."""
    row = get_visible(row_seen_by(viewer, message_id))
    if row.state == REGISTERED and not _number_of(viewer, row.case_id):
        raise Http404
    return row


def _units_of(viewer: Viewer) -> list[tuple[int, str]]:
    """Return (id, name) of the units in which the viewer registers cases, by name."""
    named = [(unit_id, unit(unit_id).name) for unit_id in registering_units(viewer)]
    return sorted(named, key=lambda pair: pair[1].casefold())


def _number_of(viewer: Viewer, case_id: UUID | None) -> str:
    return case_numbers(viewer, {case_id}).get(case_id, "") if case_id else ""


def _opened(request: HttpRequest, row: InboxRow, ground: str) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, object] = {"row": row, "case_number": _number_of(viewer, row.case_id)}
    try:
        opened = open_message(viewer, row.id, ground)
    except MessageNotFoundError:
        raise Http404 from None
    except (SealError, BadLetterError):
        # Logged as opened; it could not be read. Nothing of it can be shown.
        return render(request, "casework/staff/unreadable.html", context, status=422)
    case_id = opened.case_id
    units = _units_of(viewer)
    context |= {
        "opened": opened,
        "about": wording.ABOUT.get(opened.letter.about, ""),
        "contact": contact_lines(opened.letter.contact),
        "closing": ClosingForm(),
        "unit_form": UnitForm(units=units) if len(units) > 1 else None,
        "may_register": viewer.may(Permission.CASEWORK_CASE_REGISTER),
        "case_id": case_id,
        "case_number": _number_of(viewer, case_id),
    }
    return render(request, "casework/staff/opened.html", context)


@require_POST
@needs(Permission.CASEWORK_CASE_REGISTER, fresh=True)
def register(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Make a case of an opened message, with the one who registers as responsible.

    Who registers in several units says which one has the case: it decides who can read it.
    """
    viewer = viewer_of(request)
    _row_or_404(viewer, message_id)
    units = _units_of(viewer)
    form = UnitForm(request.POST if "unit" in request.POST else None, units=units)
    if len(units) > 1 and not form.is_valid():
        context = {"form": form, "message_id": message_id}
        return render(request, "casework/staff/unit.html", context, status=422)
    unit_id = form.cleaned_data["unit"] if len(units) > 1 else None
    try:
        case_id = register_case(viewer, message_id, unit_id)
    except MessageNotFoundError:
        raise Http404 from None
    except AlreadyFinishedError:
        return _already_finished(request)
    except HasCaseError:
        messages.warning(
            request, _("Meldingen hører til en dialog som allerede har en sak. Legg den i den.")
        )
        return redirect("casework:message", message_id)
    messages.success(request, _("Saken er registrert, og du har ansvar for den."))
    return redirect("casework:case", case_id)


@require_POST
@needs(Permission.CASEWORK_CASE_REGISTER, fresh=True)
def add(request: HttpRequest, message_id: UUID, case_id: UUID) -> HttpResponse:
    """Put a later message into the case of its dialogue."""
    _row_or_404(viewer_of(request), message_id)
    try:
        add_message(viewer_of(request), message_id, case_id)
    except (MessageNotFoundError, CaseNotFoundError):
        raise Http404 from None
    except AlreadyFinishedError:
        return _already_finished(request)
    messages.success(request, _("Meldingen ligger nå i saken."))
    return redirect("casework:case", case_id)


@require_POST
@needs(Permission.INTAKE_MESSAGE_OPEN)
def guidance(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that guidance was given and no case is made."""
    _row_or_404(viewer_of(request), message_id)
    try:
        give_guidance(viewer_of(request), message_id)
    except MessageNotFoundError:
        raise Http404 from None
    except AlreadyFinishedError:
        return _already_finished(request)
    messages.success(request, _("Henvendelsen er avsluttet med veiledning."))
    return redirect("casework:inbox")


@require_POST
@needs(Permission.INTAKE_MESSAGE_OPEN)
def close(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Say that nothing more is to be done with a message, and why."""
    _row_or_404(viewer_of(request), message_id)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "message_id": message_id}
        return render(request, "casework/staff/close.html", context, status=422)
    try:
        close_without_action(
            viewer_of(request), message_id, ClosingGround(form.cleaned_data["ground"])
        )
    except MessageNotFoundError:
        raise Http404 from None
    except AlreadyFinishedError:
        return _already_finished(request)
    messages.success(request, _("Henvendelsen er avsluttet."))
    return redirect("casework:inbox")


def _already_finished(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request, _("Noen har allerede gjort ferdig denne meldingen, eller den er ikke åpnet ennå.")
    )
    return redirect("casework:inbox")
