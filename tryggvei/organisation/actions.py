"""Every change of people, units and positions, and every look at people: one audit row each."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tryggvei.audit.api import Thing, record
from tryggvei.organisation.hooks import run_on_deactivate
from tryggvei.organisation.kinds import UnitKind
from tryggvei.organisation.models import Holding, Person, Position, Unit, normal_email
from tryggvei.organisation.queries import holding_info, person_info, position_info, unit_info
from tryggvei.organisation.shapes import (
    HoldingInfo,
    OrganisationError,
    PersonInfo,
    PositionInfo,
    UnitInfo,
)


@transaction.atomic
def create_unit(
    *, actor_id: int | None, name: str, kind: UnitKind | str, parent_id: int | None = None
) -> UnitInfo:
    """Make a unit. Raises OrganisationError when the parent already has one of that name."""
    if Unit.objects.filter(parent_id=parent_id, name=name.strip()).exists():
        raise OrganisationError(_("Det finnes allerede en enhet med dette navnet her."))
    made = Unit.objects.create(name=name.strip(), kind=UnitKind(kind), parent_id=parent_id)
    record(
        actor_id=actor_id,
        verb="organisation:unit:create",
        thing=Thing("unit", str(made.pk), made.pk),
    )
    return unit_info(made)


@transaction.atomic
def create_position(
    *, actor_id: int | None, unit_id: int, title: str, role_id: str
) -> PositionInfo:
    """Make a position in a unit. `role_id` must be a role of the content pack (caller checks)."""
    made = Position.objects.create(unit_id=unit_id, title=title.strip(), role_id=role_id)
    record(
        actor_id=actor_id,
        verb="organisation:position:create",
        thing=Thing("position", str(made.pk), unit_id),
    )
    return position_info(made)


@transaction.atomic
def create_person(
    *, actor_id: int | None, name: str, email: str, language: str = "nb"
) -> PersonInfo:
    """Make an account without a usable password: sign-in needs an invitation or OpenID Connect.

    Raises OrganisationError when the e-mail address is taken.
    """
    person = Person(name=name.strip(), email=normal_email(email), language=language)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise OrganisationError(
            _("E-postadressen er allerede i bruk av en annen person.")
        ) from None
    record(
        actor_id=actor_id,
        verb="organisation:person:create",
        thing=Thing("person", str(person.pk)),
    )
    return person_info(person)


@transaction.atomic
def give_position(
    *,
    actor_id: int | None,
    person_id: int,
    position_id: int,
    from_date: date,
    to_date: date | None = None,
) -> HoldingInfo:
    """Give an active person a position from a day; `to_date` is the first day without it.

    Raises OrganisationError when somebody gives herself a position, the dates are turned around,
    the person is closed, or she holds the position already in that time.
    """
    if actor_id is not None and actor_id == person_id:
        # Else one administrator could let herself in to the desk (threat model, 5).
        raise OrganisationError(_("Du kan ikke gi deg selv en stilling. Be en kollega gjøre det."))
    if to_date is not None and to_date < from_date:
        raise OrganisationError(_("Sluttdatoen kan ikke være før startdatoen."))
    person = Person.objects.select_for_update().get(pk=person_id)
    if not person.is_active:
        raise OrganisationError(_("Kontoen er stengt. Åpne den før du gir en stilling."))
    others = Holding.objects.filter(person=person, position_id=position_id)
    if any(_overlap(other, from_date, to_date) for other in others):
        raise OrganisationError(_("Personen har allerede denne stillingen i perioden."))
    made = Holding.objects.create(
        person=person, position_id=position_id, from_date=from_date, to_date=to_date
    )
    record(
        actor_id=actor_id,
        verb="organisation:holding:give",
        thing=Thing("holding", str(made.pk), made.position.unit_id),
    )
    return holding_info(made)


def _overlap(other: Holding, from_date: date, to_date: date | None) -> bool:
    starts_before_end = to_date is None or other.from_date < to_date
    return starts_before_end and (other.to_date is None or other.to_date > from_date)


@transaction.atomic
def end_holding(*, actor_id: int | None, holding_id: UUID, on: date) -> HoldingInfo:
    """End a holding: `on` is the first day without it; today works from this moment.

    A holding that had not begun ends on its first day, so it never counts.
    """
    row = Holding.objects.select_for_update().select_related("position__unit").get(pk=holding_id)
    if row.to_date is not None and row.to_date <= on:
        raise OrganisationError(_("Stillingen er allerede avsluttet."))
    row.to_date = max(on, row.from_date)
    row.save(update_fields=["to_date"])
    record(
        actor_id=actor_id,
        verb="organisation:holding:end",
        thing=Thing("holding", str(row.pk), row.position.unit_id),
    )
    return holding_info(row)


@transaction.atomic
def deactivate_person(*, actor_id: int | None, person_id: int, on: date) -> PersonInfo:
    """Close the account now and end every holding on the day. The name stays for the log.

    Django refuses the next request of a closed account; sign-in also ends its sessions (a
    registered act). Raises OrganisationError when somebody closes her own account.
    """
    if actor_id == person_id:
        raise OrganisationError(_("Du kan ikke stenge din egen konto."))
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = False
    person.save(update_fields=["is_active"])
    for row in Holding.objects.select_for_update().filter(person=person):
        if row.to_date is None or row.to_date > on:
            row.to_date = max(on, row.from_date)
            row.save(update_fields=["to_date"])
    run_on_deactivate(person.pk)
    record(
        actor_id=actor_id,
        verb="organisation:person:deactivate",
        thing=Thing("person", str(person.pk)),
    )
    return person_info(person)


@transaction.atomic
def reactivate_person(*, actor_id: int | None, person_id: int) -> PersonInfo:
    """Open a closed account again, without any position: those must be given anew."""
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(
        actor_id=actor_id,
        verb="organisation:person:reactivate",
        thing=Thing("person", str(person.pk)),
    )
    return person_info(person)


def note_list_read(*, actor_id: int | None) -> None:
    """Log that somebody looks at who works where; called before anything is shown.

    Where somebody works, and as what, is worth knowing to a person who looks for her.
    """
    record(actor_id=actor_id, verb="organisation:person:list", thing=Thing("people", "all"))


def note_person_read(*, actor_id: int | None, person_id: int) -> None:
    """Log that somebody looks at one person's address and positions; before they are shown."""
    record(
        actor_id=actor_id,
        verb="organisation:person:read",
        thing=Thing("person", str(person_id)),
    )
