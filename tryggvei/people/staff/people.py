"""The list of people, one person, and a new one."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tryggvei.access.api import Permission, needs
from tryggvei.organisation.api import (
    OrganisationError,
    PersonInfo,
    all_holdings_of,
    create_person,
    holdings_on,
    note_list_read,
    note_person_read,
    person_by_public_id,
    role_names,
)
from tryggvei.organisation.api import people as everybody
from tryggvei.people.staff.forms import DayForm, PersonForm
from tryggvei.toolbox.clock import today


def person_or_404(public_id: UUID) -> PersonInfo:
    """Return the person of a page address. Raises Http404."""
    try:
        return person_by_public_id(public_id)
    except LookupError:
        raise Http404 from None


def asked_day(request: HttpRequest) -> tuple[DayForm, date]:
    """Return the day form, and the day asked about: today when none or a bad one is given."""
    form = DayForm(request.GET) if "dag" in request.GET else DayForm(initial={"dag": today()})
    day = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else None
    return form, day or today()


@needs(Permission.ORGANISATION_PERSON_LIST)
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """List everybody with the positions of the day, by unit; then those without any. Logged."""
    note_list_read(actor_id=request.user.pk)
    form, day = asked_day(request)
    by_id = {person.id: person for person in everybody()}
    by_unit: dict[str, list[dict[str, object]]] = {}
    placed = set()
    for holding in holdings_on(day):
        placed.add(holding.person_id)
        row: dict[str, object] = {"person": by_id[holding.person_id], "holding": holding}
        by_unit.setdefault(holding.unit_name, []).append(row)
    context = {
        "form": form,
        "day": day,
        "units": sorted(by_unit.items()),
        "unplaced": [person for key, person in by_id.items() if key not in placed],
    }
    return render(request, "people/staff/people.html", context)


@needs(Permission.ORGANISATION_PERSON_LIST)
@require_GET
def person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one person with every position, past, present and to come. Logged."""
    found = person_or_404(public_id)
    note_person_read(actor_id=request.user.pk, person_id=found.id)
    names = role_names()
    holdings = [
        {
            "holding": one,
            "role": names.get(one.role_id, one.role_id),
            "over": one.to_date is not None and one.to_date <= today(),
            "to_come": one.from_date is not None and one.from_date > today(),
        }
        for one in all_holdings_of(found.id)
    ]
    context = {
        "person": found,
        "holdings": holdings,
        "is_self": found.id == request.user.pk,
    }
    return render(request, "people/staff/person.html", context)


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Register a person. The account opens nothing before a link is made and a position given."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = create_person(
                actor_id=request.user.pk,
                name=data["name"],
                email=data["email"],
                language=data["language"],
            )
        except OrganisationError as error:
            form.add_error("email", str(error))
        else:
            return redirect("people:person", public_id=made.public_id)
    return render(
        request,
        "people/staff/new_person.html",
        {"form": form},
        status=400 if form.is_bound else 200,
    )
