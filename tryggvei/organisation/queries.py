"""Reads of people, units and positions. Each takes the day that the answer is about."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tryggvei.organisation.models import Holding, Person, Position, Unit, normal_email
from tryggvei.organisation.shapes import HoldingInfo, PersonInfo, PositionInfo, UnitInfo


def held_on(on: date) -> Q:
    """Return the condition that a holding counts on the day: from_date <= day < to_date."""
    return Q(from_date__lte=on) & (Q(to_date__isnull=True) | Q(to_date__gt=on))


def holding_info(holding: Holding) -> HoldingInfo:
    """Return the facts of a holding fetched with its position and unit."""
    position = holding.position
    return HoldingInfo(
        position_title=position.title,
        unit_id=position.unit_id,
        unit_name=position.unit.name,
        role_id=position.role_id,
        id=holding.id,
        person_id=holding.person_id,
        position_id=position.pk,
        from_date=holding.from_date,
        to_date=holding.to_date,
    )


def person_info(person: Person, title: str = "") -> PersonInfo:
    """Return the facts of a person."""
    return PersonInfo(
        id=person.pk,
        name=person.name,
        title=title,
        public_id=person.public_id,
        email=person.email,
        is_active=person.is_active,
        language=person.language,
    )


def unit_info(unit: Unit) -> UnitInfo:
    """Return the facts of a unit."""
    return UnitInfo(
        id=unit.pk,
        public_id=unit.public_id,
        name=unit.name,
        kind=unit.kind,
        parent_id=unit.parent_id,
    )


def position_info(position: Position) -> PositionInfo:
    """Return the facts of a position fetched with its unit."""
    return PositionInfo(
        id=position.pk,
        public_id=position.public_id,
        title=position.title,
        unit_id=position.unit_id,
        unit_name=position.unit.name,
        role_id=position.role_id,
    )


def holdings_of(person_id: int, on: date) -> list[HoldingInfo]:
    """Return the positions that the person holds on the day, oldest first."""
    rows = Holding.objects.filter(held_on(on), person_id=person_id)
    return [holding_info(row) for row in _with_unit(rows)]


def all_holdings_of(person_id: int) -> list[HoldingInfo]:
    """Return every position the person has held, holds or shall hold, newest first."""
    rows = Holding.objects.filter(person_id=person_id)
    return [holding_info(row) for row in reversed(list(_with_unit(rows)))]


def holdings_on(on: date) -> list[HoldingInfo]:
    """Return every holding that counts on the day."""
    return [holding_info(row) for row in _with_unit(Holding.objects.filter(held_on(on)))]


def _with_unit(rows: QuerySet[Holding]) -> QuerySet[Holding]:
    return rows.select_related("position__unit").order_by("from_date", "id")


def units() -> list[UnitInfo]:
    """Return every unit, by name."""
    return [unit_info(unit) for unit in Unit.objects.order_by("name", "id")]


def unit(unit_id: int) -> UnitInfo:
    """Return one unit. Raises LookupError when there is none."""
    found = Unit.objects.filter(pk=unit_id).first()
    if found is None:
        raise LookupError(f"no unit {unit_id}")
    return unit_info(found)


def units_below(unit_id: int) -> frozenset[int]:
    """Return the unit's id and those of all units under it; empty when there is no such unit.

    One query and a walk in memory: a municipality has some hundred units, not millions.
    """
    children: dict[int | None, list[int]] = defaultdict(list)
    known: set[int] = set()
    for pk, parent_id in Unit.objects.values_list("pk", "parent_id"):
        children[parent_id].append(pk)
        known.add(pk)
    found: set[int] = set()
    waiting = [unit_id] if unit_id in known else []
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(children[current])
    return frozenset(found)


def positions() -> list[PositionInfo]:
    """Return every position, by unit and title."""
    rows = Position.objects.select_related("unit").order_by("unit__name", "title", "id")
    return [position_info(row) for row in rows]


def team_members(team: str | int, on: date) -> list[PersonInfo]:
    """Return the active people who on the day hold the role (text) or sit in the unit (number).

    Each person comes once, with the title of one such position; by name.
    """
    where = Q(position__role_id=team) if isinstance(team, str) else Q(position__unit_id=team)
    rows = Holding.objects.filter(held_on(on), where, person__is_active=True)
    rows = rows.select_related("person", "position").order_by("person__name", "person_id")
    found = {row.person_id: person_info(row.person, row.position.title) for row in rows}
    return list(found.values())


def display_name(person_id: int) -> str:
    """Return the person's name, or an empty text when there is no such person."""
    return Person.objects.filter(pk=person_id).values_list("name", flat=True).first() or ""


def person(person_id: int) -> PersonInfo:
    """Return one person. Raises LookupError when there is none."""
    return _one(Q(pk=person_id))


def person_by_public_id(public_id: UUID) -> PersonInfo:
    """Return the person of a page address. Raises LookupError when there is none."""
    return _one(Q(public_id=public_id))


def person_by_email(address: str) -> PersonInfo:
    """Return the person with this e-mail address. Raises LookupError when there is none."""
    return _one(Q(email=normal_email(address)))


def people() -> list[PersonInfo]:
    """Return everybody with an account, active or not, by name."""
    return [person_info(row) for row in Person.objects.order_by("name", "id")]


def _one(where: Q) -> PersonInfo:
    found = Person.objects.filter(where).first()
    if found is None:
        raise LookupError("no such person")
    return person_info(found)
