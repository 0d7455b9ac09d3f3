"""Ending a session, a factor, a password or an account takes effect at the next request."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import add_code_app, code_now, give_password, log_in, send_password
from tryggvei.organisation.api import deactivate_person
from tryggvei.signin.sessions import NO_ADDRESS
from tryggvei.toolbox.clock import today

pytestmark = pytest.mark.django_db


@pytest.mark.promise(21, "a closed account's next request fails and its sessions are gone")
def test_the_next_request_of_a_closed_account_fails(people: StandingPeople, figure: Any) -> None:
    give_password(people.aud)
    client = Client()
    log_in(client, people.aud, add_code_app(people.aud))
    other = sign_in(Client(), people.aud)
    assert client.get("/").status_code == 200
    deactivate_person(actor_id=people.celine.id, person_id=people.aud.id, on=today())
    for session in (client, other):
        assert session.get("/")["Location"].startswith("/konto/inn/")
        assert "_auth_user_id" not in session.session
    assert not UserSession.objects.filter(user_id=people.aud.id).exists()
    figure("2 sessions of a closed account: 0 requests let through afterwards")


def test_a_closed_account_cannot_sign_in_again(people: StandingPeople) -> None:
    give_password(people.aud)
    add_code_app(people.aud)
    deactivate_person(actor_id=None, person_id=people.aud.id, on=today())
    assert send_password(Client(), people.aud)["Location"] == "/konto/stengt/"


def test_a_person_ends_her_session_on_another_device(people: StandingPeople) -> None:
    lost, here = sign_in(Client(), people.aud), sign_in(Client(), people.aud)
    page = here.get("/konto/enheter/")
    assert len(page.context["devices"]) == 2
    other = next(device for device in page.context["devices"] if not device.is_this)
    here.post("/konto/enheter/", {"device": str(other.id)})
    assert lost.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_all_others_end_at_once_but_not_this(people: StandingPeople) -> None:
    clients = [sign_in(Client(), people.aud) for _number in range(3)]
    clients[0].post("/konto/enheter/", {"device": "others"})
    assert [client.get("/").status_code for client in clients] == [200, 302, 302]


@pytest.mark.parametrize("which", ["theirs", "99999", "x", ""])
def test_nobody_ends_somebody_elses_session(people: StandingPeople, which: str) -> None:
    theirs, mine = sign_in(Client(), people.aud), sign_in(Client(), people.celine)
    device = str(UserSession.objects.get(user_id=people.aud.id).pk) if which == "theirs" else which
    assert mine.post("/konto/enheter/", {"device": device}).status_code == 404
    assert theirs.get("/").status_code == 200


def test_the_device_list_keeps_no_address(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client(REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Prøveleser 1")
    log_in(client, people.aud, secret)
    row = UserSession.objects.get(user_id=people.aud.id)
    assert row.ip == NO_ADDRESS
    page = client.get("/konto/enheter/").content.decode()
    assert "Prøveleser 1" in page
    assert "203.0.113" not in page


def test_a_new_password_ends_the_other_sessions(people: StandingPeople) -> None:
    here, lost = sign_in(Client(), people.aud), sign_in(Client(), people.aud)
    new = "regn-over-skedsmo-77"
    here.post("/konto/passord/", {"password": new, "again": new})
    assert here.get("/").status_code == 200
    assert lost.get("/").status_code == 302
    assert len(here.get("/konto/enheter/").context["devices"]) == 1
    add_code_app(people.aud)
    assert send_password(Client(), people.aud, new)["Location"] == "/konto/inn/kode/"


def test_the_last_factor_stays(people: StandingPeople) -> None:
    add_code_app(people.aud)
    client = sign_in(Client(), people.aud)
    client.post("/konto/reservekoder/")
    app = Authenticator.objects.get(user_id=people.aud.id, type="totp")
    answer = client.post(f"/konto/fjern/{app.pk}/")
    assert "Ikke fjernet" in client.get(answer["Location"]).content.decode()
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_nobody_removes_somebody_elses_factor(people: StandingPeople) -> None:
    add_code_app(people.aud)
    add_code_app(people.celine)
    app = Authenticator.objects.get(user_id=people.aud.id)
    assert sign_in(Client(), people.celine).post(f"/konto/fjern/{app.pk}/").status_code == 404


def test_signing_out_asks_first_and_then_ends_it(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    assert client.get("/konto/ut/").status_code == 200
    assert client.get("/").status_code == 200
    answer = client.post("/konto/ut/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/").status_code == 302


def test_the_session_gets_a_new_key_when_somebody_signs_in(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client()
    send_password(client, people.aud)
    planted = client.session.session_key
    client.post("/konto/inn/kode/", {"code": code_now(secret)})
    assert client.session.session_key != planted
