"""No role gets in with a password alone."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.people import StandingPeople
from tests.signin.steps import add_code_app, code_now, give_password, send_password
from tryggvei.access.api import role_files
from tryggvei.organisation.api import (
    UnitKind,
    create_person,
    create_position,
    create_unit,
    give_position,
)
from tryggvei.toolbox.clock import today

pytestmark = pytest.mark.django_db


@pytest.mark.promise(24, "no role gets in with a password alone")
def test_no_role_gets_in_with_a_password_alone(figure: object) -> None:
    unit = create_unit(actor_id=None, name="Kommunen", kind=UnitKind.MUNICIPALITY)
    roles = sorted(role_files())
    assert roles
    for role in roles:
        person = create_person(actor_id=None, name=role, email=f"{role}@provebygd.example")
        position = create_position(actor_id=None, unit_id=unit.id, title=role, role_id=role)
        give_position(
            actor_id=None, person_id=person.id, position_id=position.id, from_date=today()
        )
        give_password(person)
        for has_factor in (False, True):
            if has_factor:
                add_code_app(person)
            client = Client()
            send_password(client, person)
            answer = client.get("/")
            assert answer.status_code == 302, role
            assert answer["Location"].startswith("/konto/inn/"), role
    figure(f"{len(roles)} roles, with and without a second factor: 0 let in")  # type: ignore[operator]


def test_a_person_without_second_factor_is_told_to_ask_for_a_link(people: StandingPeople) -> None:
    give_password(people.aud)
    answer = send_password(Client(), people.aud)
    assert answer.status_code == 302
    assert answer["Location"] == "/konto/mangler/"


def test_password_and_code_open_the_house(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client()
    answer = send_password(client, people.aud)
    assert answer["Location"] == "/konto/inn/kode/"
    assert client.post("/konto/inn/kode/", {"code": code_now(secret)})["Location"] == "/"
    assert client.get("/konto/enheter/").status_code == 200


def test_the_second_step_alone_opens_nothing(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client()
    answer = client.post("/konto/inn/kode/", {"code": code_now(secret)})
    assert answer.status_code == 302
    assert answer["Location"] == "/konto/inn/"
    assert client.get("/").status_code == 302


def test_a_session_that_never_had_a_second_factor_is_ended(people: StandingPeople) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(pk=people.aud.id))
    answer = client.get("/")
    assert answer["Location"].startswith("/konto/slutt/")
