"""The standing people of the suite; every room answers for all of them.

Aud works in the TryggEst team. Bjørn works in another unit of the same municipality. Celine
leads a unit: she sees the plan, never a case. Dag lives in the municipality and has no account.
Eli and Frode work in another TryggEst team, as member and as coordinator: they may do with their
own cases all that Aud may do with hers, and nothing with hers.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.test import Client

from tryggvei.organisation.api import (
    PersonInfo,
    UnitInfo,
    UnitKind,
    create_person,
    create_position,
    create_unit,
    give_position,
    units,
)
from tryggvei.signin.api import mark_session_signed_in
from tryggvei.signin.sessions import NO_ADDRESS

STARTED = date(2020, 1, 1)


@dataclass(frozen=True)
class StandingPeople:
    """All of them, with the units of those who have one. Dag is nobody to the system: a name."""

    aud: PersonInfo
    bjorn: PersonInfo
    celine: PersonInfo
    dag: str
    eli: PersonInfo
    frode: PersonInfo
    tryggest: UnitInfo
    tryggest_south: UnitInfo
    home_care: UnitInfo
    school: UnitInfo


def unit_named(name: str, kind: UnitKind, parent_id: int | None = None) -> UnitInfo:
    """Return the unit of this name under the parent, made when it is not there."""
    for found in units():
        if found.name == name and found.parent_id == parent_id:
            return found
    return create_unit(actor_id=None, name=name, kind=kind, parent_id=parent_id)


def employee(name: str, email: str, unit: UnitInfo, title: str, role_id: str) -> PersonInfo:
    """Return a new person who holds a new position in the unit since 2020."""
    person = create_person(actor_id=None, name=name, email=email)
    position = create_position(actor_id=None, unit_id=unit.id, title=title, role_id=role_id)
    give_position(actor_id=None, person_id=person.id, position_id=position.id, from_date=STARTED)
    return person


def sign_in(client: Client, person: PersonInfo, fresh: bool = True) -> Client:
    """Give the client a session as after a real two-factor log-in; returns the client.

    `fresh=False`: the log-in was so long ago that dangerous steps ask for it again.
    """
    client.force_login(get_user_model().objects.get(pk=person.id))
    session = client.session
    mark_session_signed_in(session, person.id, fresh=fresh)
    session.save()
    UserSession.objects.get_or_create(
        session_key=session.session_key,
        defaults={"user_id": person.id, "ip": NO_ADDRESS, "user_agent": "test"},
    )
    return client


@pytest.fixture
def people(db: None) -> StandingPeople:
    """Return the standing people, in a municipality with four units."""
    top = unit_named("Prøvebygd kommune", UnitKind.MUNICIPALITY)
    tryggest = unit_named("TryggEst-teamet", UnitKind.TRYGGEST_TEAM, top.id)
    home_care = unit_named("Hjemmetjenesten nord", UnitKind.HOME_CARE, top.id)
    school = unit_named("Bakken skole", UnitKind.SCHOOL, top.id)
    south = unit_named("TryggEst-teamet i sør", UnitKind.TRYGGEST_TEAM, top.id)
    return StandingPeople(
        aud=employee("Aud Aas", "aud@provebygd.example", tryggest, "rådgiver", "tryggest_member"),
        bjorn=employee(
            "Bjørn Berg", "bjorn@provebygd.example", home_care, "hjelpepleier", "employee"
        ),
        celine=employee("Celine Cruz", "celine@provebygd.example", school, "rektor", "unit_leader"),
        dag="Dag Dahl",
        eli=employee("Eli Eide", "eli@provebygd.example", south, "rådgiver", "tryggest_member"),
        frode=employee(
            "Frode Foss", "frode@provebygd.example", south, "koordinator", "tryggest_coordinator"
        ),
        tryggest=tryggest,
        tryggest_south=south,
        home_care=home_care,
        school=school,
    )


@pytest.fixture
def aud(people: StandingPeople) -> PersonInfo:
    """Return Aud, who works in the TryggEst team."""
    return people.aud


@pytest.fixture
def bjorn(people: StandingPeople) -> PersonInfo:
    """Return Bjørn, who works in another unit."""
    return people.bjorn


@pytest.fixture
def celine(people: StandingPeople) -> PersonInfo:
    """Return Celine, who leads a unit and has no case permission."""
    return people.celine
