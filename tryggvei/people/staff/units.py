"""Units and positions: the list, and new ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tryggvei.access.api import Permission, needs
from tryggvei.organisation.api import (
    OrganisationError,
    UnitKind,
    create_position,
    create_unit,
    holdings_on,
    note_list_read,
    people,
    positions,
    role_names,
)
from tryggvei.organisation.api import units as all_units
from tryggvei.people.staff.forms import PositionForm, UnitForm
from tryggvei.people.staff.people import asked_day


@needs(Permission.ORGANISATION_PERSON_LIST)
@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """List each unit with its positions and who holds them on the day. Logged."""
    note_list_read(actor_id=request.user.pk)
    form, day = asked_day(request)
    names = {person.id: person for person in people()}
    held: dict[int, list[object]] = {}
    for holding in holdings_on(day):
        held.setdefault(holding.position_id, []).append(names[holding.person_id])
    roles = role_names()
    by_unit: dict[int, list[dict[str, object]]] = {}
    for one in positions():
        row = {
            "position": one,
            "role": roles.get(one.role_id, one.role_id),
            "holders": held.get(one.id, []),
        }
        by_unit.setdefault(one.unit_id, []).append(row)
    listed = [
        {"unit": unit, "kind": UnitKind(unit.kind).label, "positions": by_unit.get(unit.id, [])}
        for unit in all_units()
    ]
    context = {"form": form, "day": day, "listed": listed}
    return render(request, "people/staff/units.html", context)


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def new_unit(request: HttpRequest) -> HttpResponse:
    """Make a unit."""
    form = UnitForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            create_unit(
                actor_id=request.user.pk,
                name=data["name"],
                kind=data["kind"],
                parent_id=data["parent"],
            )
        except OrganisationError as error:
            form.add_error("name", str(error))
        else:
            return redirect("people:units")
    return render(
        request,
        "people/staff/new_unit.html",
        {"form": form},
        status=400 if form.is_bound else 200,
    )


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def new_position(request: HttpRequest) -> HttpResponse:
    """Make a position in a unit."""
    form = PositionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        create_position(
            actor_id=request.user.pk,
            unit_id=data["unit"],
            title=data["title"],
            role_id=data["role"],
        )
        return redirect("people:units")
    return render(
        request,
        "people/staff/new_position.html",
        {"form": form, "no_units": not all_units()},
        status=400 if form.is_bound else 200,
    )
