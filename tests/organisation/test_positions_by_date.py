"""Who holds which position is a question about a day."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people import StandingPeople
from tests.rooms import furnish
from tryggvei.audit.models import AuditEntry
from tryggvei.house.api import Point
from tryggvei.organisation import api
from tryggvei.organisation.models import Holding, Person, Unit

pytestmark = pytest.mark.django_db

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def _position(people: StandingPeople, role: str = "unit_leader") -> api.PositionInfo:
    return api.create_position(actor_id=None, unit_id=people.school.id, title="vikar", role_id=role)


def _titles(person: api.PersonInfo, on: date) -> list[str]:
    return [one.position_title for one in api.holdings_of(person.id, on)]


def test_a_position_counts_from_its_first_day_until_the_day_without_it(
    people: StandingPeople,
) -> None:
    api.give_position(
        actor_id=None,
        person_id=people.bjorn.id,
        position_id=_position(people).id,
        from_date=SPRING,
        to_date=SUMMER,
    )
    assert "vikar" not in _titles(people.bjorn, date(2026, 2, 28))
    assert "vikar" in _titles(people.bjorn, SPRING)
    assert "vikar" in _titles(people.bjorn, date(2026, 5, 31))
    assert "vikar" not in _titles(people.bjorn, SUMMER)


def test_ending_today_works_today_and_never_twice(people: StandingPeople) -> None:
    held = api.holdings_of(people.aud.id, SUMMER)[0]
    assert held.id is not None
    api.end_holding(actor_id=None, holding_id=held.id, on=SUMMER)
    assert api.holdings_of(people.aud.id, SUMMER) == []
    assert len(api.holdings_of(people.aud.id, SPRING)) == 1
    with pytest.raises(api.OrganisationError):
        api.end_holding(actor_id=None, holding_id=held.id, on=AUTUMN)


def test_a_position_that_is_ended_before_it_began_never_counted(people: StandingPeople) -> None:
    given = api.give_position(
        actor_id=None,
        person_id=people.bjorn.id,
        position_id=_position(people).id,
        from_date=AUTUMN,
    )
    assert given.id is not None
    api.end_holding(actor_id=None, holding_id=given.id, on=SUMMER)
    assert "vikar" not in _titles(people.bjorn, AUTUMN)


def test_the_same_position_is_not_held_twice_at_once(people: StandingPeople) -> None:
    position = _position(people)
    give: dict[str, Any] = {
        "actor_id": None,
        "person_id": people.bjorn.id,
        "position_id": position.id,
    }
    api.give_position(**give, from_date=SPRING, to_date=SUMMER)
    with pytest.raises(api.OrganisationError):
        api.give_position(**give, from_date=date(2026, 5, 31))
    api.give_position(**give, from_date=SUMMER)


def test_dates_turned_around_are_refused_by_action_and_database(people: StandingPeople) -> None:
    position = _position(people)
    with pytest.raises(api.OrganisationError):
        api.give_position(
            actor_id=None,
            person_id=people.bjorn.id,
            position_id=position.id,
            from_date=SUMMER,
            to_date=SPRING,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(
            person_id=people.bjorn.id,
            position_id=position.id,
            from_date=SUMMER,
            to_date=SPRING,
        )


def test_the_team_of_a_day_is_by_role_or_by_unit(people: StandingPeople) -> None:
    by_role = api.team_members("tryggest_member", SUMMER)
    both = [("Aud Aas", "rådgiver"), ("Eli Eide", "rådgiver")]  # of two teams
    assert [(one.name, one.title) for one in by_role] == both
    assert api.team_members(people.tryggest.id, SUMMER) == by_role[:1]
    assert api.team_members("tryggest_member", date(2019, 12, 31)) == []
    api.deactivate_person(actor_id=None, person_id=people.aud.id, on=SUMMER)
    assert [one.name for one in api.team_members("tryggest_member", SPRING)] == ["Eli Eide"]
    assert api.team_members(people.tryggest.id, SPRING) == []


def test_units_below_reach_all_levels(people: StandingPeople) -> None:
    top = people.tryggest.parent_id
    assert top is not None
    ward = api.create_unit(
        actor_id=None, name="Sone 1", kind="home_care", parent_id=people.home_care.id
    )
    assert api.units_below(top) >= {top, people.school.id, ward.id}
    assert api.units_below(people.home_care.id) == {people.home_care.id, ward.id}
    assert api.units_below(999_999) == frozenset()


def test_an_address_belongs_to_one_person_whatever_its_capitals(people: StandingPeople) -> None:
    with pytest.raises(api.OrganisationError):
        api.create_person(actor_id=None, name="En annen", email="AUD@provebygd.example ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="En annen", email="Stor@provebygd.example")


def test_two_units_of_one_name_need_two_parents(people: StandingPeople) -> None:
    with pytest.raises(api.OrganisationError):
        api.create_unit(
            actor_id=None,
            name="Bakken skole",
            kind="school",
            parent_id=people.school.parent_id,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name="Prøvebygd kommune", kind="municipality")


def test_nobody_is_all_powerful_and_nobody_has_a_password_at_birth(
    people: StandingPeople,
) -> None:
    row = Person.objects.get(pk=people.aud.id)
    assert not row.has_usable_password()
    for power in ("is_superuser", "is_staff", "has_perm", "has_module_perms"):
        assert not hasattr(row, power)


def test_a_closed_person_loses_positions_and_gets_none(people: StandingPeople) -> None:
    api.deactivate_person(actor_id=None, person_id=people.aud.id, on=SUMMER)
    assert api.holdings_of(people.aud.id, SUMMER) == []
    assert api.display_name(people.aud.id) == "Aud Aas"
    give: dict[str, Any] = {
        "actor_id": None,
        "person_id": people.aud.id,
        "position_id": _position(people).id,
    }
    with pytest.raises(api.OrganisationError):
        api.give_position(**give, from_date=AUTUMN)
    api.reactivate_person(actor_id=None, person_id=people.aud.id)
    assert api.holdings_of(people.aud.id, AUTUMN) == []
    assert api.give_position(**give, from_date=AUTUMN)


def test_nobody_closes_her_own_account(people: StandingPeople) -> None:
    with pytest.raises(api.OrganisationError):
        api.deactivate_person(actor_id=people.aud.id, person_id=people.aud.id, on=SUMMER)
    assert api.person(people.aud.id).is_active


def test_a_failing_registered_act_leaves_the_account_open(
    people: StandingPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(person_id: int) -> None:
        raise RuntimeError

    furnish(monkeypatch, keep=True, offers={Point.ACCOUNT_CLOSED: fail})
    with pytest.raises(RuntimeError):
        api.deactivate_person(actor_id=None, person_id=people.aud.id, on=SUMMER)
    assert api.person(people.aud.id).is_active


def test_every_change_leaves_exactly_one_row_in_the_log(people: StandingPeople) -> None:
    def rows(act: object) -> list[str]:
        before = AuditEntry.objects.count()
        act()  # type: ignore[operator]
        return list(AuditEntry.objects.order_by("seq").values_list("verb", flat=True)[before:])

    by = people.celine.id
    held = api.holdings_of(people.bjorn.id, SUMMER)[0].id
    assert held is not None
    assert rows(lambda: api.end_holding(actor_id=by, holding_id=held, on=SUMMER)) == [
        "organisation:holding:end"
    ]
    assert rows(lambda: api.deactivate_person(actor_id=by, person_id=people.aud.id, on=SUMMER)) == [
        "organisation:person:deactivate"
    ]
    assert AuditEntry.objects.latest("seq").actor_id == by
    assert rows(lambda: api.reactivate_person(actor_id=by, person_id=people.aud.id)) == [
        "organisation:person:reactivate"
    ]
    assert rows(
        lambda: api.create_person(actor_id=by, name="Ny", email="ny@provebygd.example")
    ) == ["organisation:person:create"]
    assert rows(lambda: api.create_unit(actor_id=by, name="Ny", kind="school")) == [
        "organisation:unit:create"
    ]
    assert rows(lambda: _position(people)) == ["organisation:position:create"]
