"""Giving and ending positions, closing and opening accounts."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tryggvei.access.api import Permission, needs
from tryggvei.organisation import api as organisation
from tryggvei.organisation.api import HoldingInfo, OrganisationError, PersonInfo, positions
from tryggvei.people.staff.forms import EndForm, GiveForm
from tryggvei.people.staff.people import person_or_404
from tryggvei.toolbox.clock import today


def _back(person: PersonInfo) -> HttpResponse:
    return redirect("people:person", public_id=person.public_id)


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def give_position(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person a position from a day."""
    person = person_or_404(public_id)
    form = GiveForm(request.POST if request.method == "POST" else None, today=today())
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            organisation.give_position(
                actor_id=request.user.pk,
                person_id=person.id,
                position_id=data["position"],
                from_date=data["from_date"],
                to_date=data["to_date"],
            )
        except OrganisationError as error:
            form.add_error(None, str(error))
        else:
            return _back(person)
    return render(
        request,
        "people/staff/give_position.html",
        {"form": form, "person": person, "no_positions": not positions()},
        status=400 if form.is_bound else 200,
    )


def _holding_or_404(person: PersonInfo, holding_id: UUID) -> HoldingInfo:
    for holding in organisation.all_holdings_of(person.id):
        if holding.id == holding_id:
            return holding
    raise Http404


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def end_holding(request: HttpRequest, public_id: UUID, holding_id: UUID) -> HttpResponse:
    """End one position of a person from a day on."""
    person = person_or_404(public_id)
    holding = _holding_or_404(person, holding_id)
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, initial={"on": today()})
    if form.is_bound and form.is_valid():
        try:
            organisation.end_holding(
                actor_id=request.user.pk, holding_id=holding_id, on=form.cleaned_data["on"]
            )
        except OrganisationError as error:
            form.add_error("on", str(error))
        else:
            return _back(person)
    return render(
        request,
        "people/staff/end_holding.html",
        {"form": form, "person": person, "holding": holding},
        status=400 if form.is_bound else 200,
    )


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask on GET; on POST close the account, end its positions and its sessions, now."""
    person = person_or_404(public_id)
    refused = ""
    if request.method == "POST":
        try:
            organisation.deactivate_person(
                actor_id=request.user.pk, person_id=person.id, on=today()
            )
        except OrganisationError as error:
            refused = str(error)
        else:
            return _back(person)
    return render(
        request,
        "people/staff/deactivate.html",
        {"person": person, "refused": refused},
        status=400 if refused else 200,
    )


@needs(Permission.ORGANISATION_HOLDER_CHANGE, fresh=True)
@require_POST
def reactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a closed account again; positions must be given anew."""
    person = person_or_404(public_id)
    organisation.reactivate_person(actor_id=request.user.pk, person_id=person.id)
    return _back(person)
