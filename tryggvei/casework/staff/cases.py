"""The list of cases, and one case."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tryggvei.access.api import Permission, get_visible, needs, viewer_of
from tryggvei.casework.actions.contacting import NoDialogueError, reply
from tryggvei.casework.actions.reading import GroundNeededError, OpenCase, read_case
from tryggvei.casework.actions.registering import assign, write_note
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.models import Case
from tryggvei.casework.policies import may_in_unit, must_give_ground
from tryggvei.casework.queries import Place, case_seen_by, cases_listed_for
from tryggvei.casework.rules import GROUND_LASTS
from tryggvei.casework.staff.forms import AssignForm, GroundForm, NoteForm, ReplyForm
from tryggvei.casework.staff.presenting import contact_lines
from tryggvei.casework.staff.words import ENTRY, OUTCOME, REFUSAL, STATE
from tryggvei.intake.api import ReplyTextError, wording
from tryggvei.organisation.api import display_name, team_members
from tryggvei.sealing.api import SealError
from tryggvei.toolbox.clock import now, today

_GROUNDS = "case_grounds"


def ground_of(request: HttpRequest, case_id: UUID) -> str:
    """Return the ground that this session gave for the case within the last half hour, or ""."""
    given = request.session.get(_GROUNDS, {}).get(str(case_id))
    if not given:
        return ""
    ground, moment = given
    return str(ground) if now() - datetime.fromisoformat(moment) < GROUND_LASTS else ""


def remember_ground(request: HttpRequest, case_id: UUID, ground: str) -> None:
    """Keep the ground for half an hour, so that a note does not ask for it again."""
    grounds = request.session.get(_GROUNDS, {})
    grounds[str(case_id)] = [ground, now().isoformat()]
    request.session[_GROUNDS] = grounds


def _place(request: HttpRequest) -> Place | None:
    """Return where the next page begins; a broken address begins at the start."""
    moment, _sep, case_id = request.GET.get("for", "").partition("_")
    try:
        place = Place(datetime.fromisoformat(moment), UUID(case_id))
    except ValueError:
        return None
    # The first and last year do not exist in every time zone.
    at = place.touched_at
    return place if at.tzinfo is not None and 1 < at.year < 9999 else None


@require_GET
@needs(Permission.CASEWORK_CASE_LIST)
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases of the viewer's desk: numbers and days, nothing told."""
    mine = request.GET.get("vis") == "mine"
    page = cases_listed_for(viewer_of(request), mine=mine, after=_place(request))
    after = page.next_place
    context = {
        "rows": [(row, STATE.get(row.state, "")) for row in page.rows],
        "mine": mine,
        "next": f"{after.touched_at.isoformat()}_{after.id}" if after else "",
    }
    return render(request, "casework/staff/cases.html", context)


@require_http_methods(["GET", "POST"])
@needs(Permission.CASEWORK_CASE_READ, fresh=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show one case; ask for the ground first when it is not the viewer's own."""
    viewer = viewer_of(request)
    found = get_visible(case_seen_by(viewer, case_id))
    form = GroundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        remember_ground(request, case_id, form.cleaned_data["ground"])
        return redirect("casework:case", case_id)
    if must_give_ground(viewer, found.assigned_to_id) and not ground_of(request, case_id):
        context = {"number": found.number, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "casework/staff/ground.html", context, status=status)
    return show(request, case_id)


def show(request: HttpRequest, case_id: UUID, **forms: object) -> HttpResponse:
    """Read the case (logged) and draw it; a form that must be mended comes in by name."""
    viewer = viewer_of(request)
    try:
        opened = read_case(viewer, case_id, ground_of(request, case_id))
    except CaseNotFoundError:
        raise Http404 from None
    except GroundNeededError:
        return redirect("casework:case", case_id)
    except SealError:
        return render(request, "casework/staff/unreadable.html", {"case_id": case_id}, status=422)
    unit_id = opened.case.unit_id
    members = team_members(unit_id, today())
    context: dict[str, object] = {
        "opened": opened,
        "state": STATE.get(opened.case.state, ""),
        "about": wording.ABOUT.get(opened.about, ""),  # type: ignore[call-overload]
        "contact": contact_lines(opened.contact),
        "refusal": REFUSAL.get(opened.ruling.refusal, "") if opened.ruling.refusal else "",
        "line": _line(opened),
        "note_form": NoteForm(),
        "reply_form": ReplyForm() if opened.mailboxes else None,
        "assign_form": AssignForm(members=members),
        "may_assign": may_in_unit(viewer, Permission.CASEWORK_CASE_ASSIGN, unit_id),
        "may_contact": may_in_unit(viewer, Permission.CASEWORK_CONTACT_ATTEMPT, unit_id),
        "may_reply": may_in_unit(viewer, Permission.CASEWORK_DIALOGUE_REPLY, unit_id),
        "may_report": viewer.may(Permission.AUDIT_ACCESS_REPORT_MAKE),
    }
    context |= forms
    return render(request, "casework/staff/case.html", context, status=422 if forms else 200)


def _line(opened: OpenCase) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for row in opened.line:
        told = row.told
        text = told.get("text", "")
        if "to" in told:
            text = display_name(int(told["to"]))
        if told.get("terms") == "renewed":
            text = _("Personen sa på nytt hva som er trygg kontakt.")
        outcome = OUTCOME.get(told.get("outcome", ""), "")
        rows.append(
            {"row": row, "title": ENTRY.get(row.kind, ""), "text": text, "outcome": outcome}
        )
    return rows


@require_POST
@needs(Permission.CASEWORK_CASE_ASSIGN, fresh=True)
def hand_to(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Give the case to another member of the desk."""
    viewer = viewer_of(request)
    found = get_visible(case_seen_by(viewer, case_id))
    form = AssignForm(request.POST, members=team_members(found.unit_id, today()))
    if not form.is_valid():
        return show(request, case_id, assign_form=form)
    try:
        assign(viewer, case_id, form.cleaned_data["person"], ground_of(request, case_id))
    except GroundNeededError:
        return redirect("casework:case", case_id)
    messages.success(request, _("Saken har fått ny ansvarlig."))
    return redirect("casework:case", case_id)


def _asked_why(request: HttpRequest, found: Case, url_name: str) -> HttpResponse | None:
    """Return the question why, with what was typed kept in it; None when a ground is known."""
    if not must_give_ground(viewer_of(request), found.assigned_to_id):
        return None
    if ground_of(request, found.id):
        return None
    why = GroundForm(request.POST if "ground" in request.POST else None)
    if why.is_valid():
        remember_ground(request, found.id, why.cleaned_data["ground"])
        return None
    context = {
        "number": found.number,
        "form": why,
        "kept": request.POST.get("text", ""),
        "action": reverse(url_name, args=[found.id]),
    }
    return render(request, "casework/staff/ground.html", context, status=422)


@require_POST
@needs(Permission.CASEWORK_CASE_READ, fresh=True)
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write a note. Who is not responsible says why first; what she wrote is kept meanwhile."""
    viewer = viewer_of(request)
    found = get_visible(case_seen_by(viewer, case_id))
    form = NoteForm(request.POST)
    asked = _asked_why(request, found, "casework:note")
    if asked is not None:
        return asked
    if not form.is_valid():
        return show(request, case_id, note_form=form)
    write_note(viewer, case_id, form.cleaned_data["text"], ground_of(request, case_id))
    messages.success(request, _("Notatet er lagret."))
    return redirect("casework:case", case_id)


@require_POST
@needs(Permission.CASEWORK_DIALOGUE_REPLY, fresh=True)
def answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer in the dialogue. Who is not responsible says why first, as for a note."""
    found = get_visible(case_seen_by(viewer_of(request), case_id))
    form = ReplyForm(request.POST)
    asked = _asked_why(request, found, "casework:reply")
    if asked is not None:
        return asked
    if not form.is_valid():
        return show(request, case_id, reply_form=form)
    try:
        reply(viewer_of(request), case_id, form.cleaned_data["text"], ground_of(request, case_id))
    except ReplyTextError:
        form.add_error("text", _("Svaret er tomt eller for langt."))
        return show(request, case_id, reply_form=form)
    except NoDialogueError:
        messages.error(request, _("Den som skrev, har ikke bedt om svar på nettsiden."))
        return redirect("casework:case", case_id)
    messages.success(request, _("Svaret ligger klart. Det kan bare leses med koden."))
    return redirect("casework:case", case_id)
