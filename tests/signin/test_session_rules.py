"""Sessions end by themselves, and dangerous steps ask again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import PASSWORD, add_code_app, code_now, give_password
from tryggvei.signin.rules import ABSOLUTE, IDLE, is_over
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db


def _age(client: Client, **seconds: float) -> None:
    """Make the session older: opened=..., seen=..., fresh=... seconds ago."""
    keys = {"opened": "tryggvei_opened_at", "seen": "tryggvei_seen_at", "fresh": "fresh_at"}
    session = client.session
    for name, ago in seconds.items():
        session[keys[name]] = now().timestamp() - ago
    session.save()


def _is_out(client: Client) -> bool:
    return "_auth_user_id" not in client.session


def test_a_quarter_of_an_hour_without_use_ends_it(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, seen=IDLE.total_seconds() - 5)
    assert client.get("/").status_code == 200
    _age(client, seen=IDLE.total_seconds())
    answer = client.get("/folk/?dag=2026-01-01")
    assert answer["Location"] == ("/konto/slutt/?grunn=tid&next=%2Ffolk%2F%3Fdag%3D2026-01-01")
    assert _is_out(client)


def test_the_end_page_says_why_and_leads_back(people: StandingPeople) -> None:
    page = Client().get("/konto/slutt/?grunn=tid&next=/folk/").content.decode()
    assert "15 minutter" in page
    assert "/konto/inn/?next=/folk/" in page


def test_use_keeps_it_alive_but_never_past_ten_hours(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, opened=ABSOLUTE.total_seconds() - 5, seen=60)
    assert client.get("/").status_code == 200
    _age(client, opened=ABSOLUTE.total_seconds(), seen=1)
    assert client.get("/")["Location"].startswith("/konto/slutt/")
    assert _is_out(client)


def test_use_moves_the_idle_clock(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, seen=600)
    client.get("/")
    assert now().timestamp() - client.session["tryggvei_seen_at"] < 60


def test_a_form_that_comes_too_late_says_that_nothing_was_saved(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, seen=IDLE.total_seconds())
    answer = client.post("/konto/enheter/", {"device": "others"})
    assert answer.status_code == 403
    assert "ikke lagret" in answer.content.decode()


@pytest.mark.parametrize("clock", ["tryggvei_opened_at", "tryggvei_seen_at"])
def test_a_session_without_clocks_is_ended(people: StandingPeople, clock: str) -> None:
    client = sign_in(Client(), people.aud)
    session = client.session
    del session[clock]
    session.save()
    assert client.get("/")["Location"].startswith("/konto/slutt/?grunn=ukjent")


def test_a_clock_in_the_future_counts_as_over() -> None:
    at = 1_000_000.0
    late = at + timedelta(hours=1).total_seconds()
    assert is_over(opened_at=late, seen_at=at, now=at)
    assert is_over(opened_at=at, seen_at=late, now=at)
    assert not is_over(opened_at=at, seen_at=at, now=at)


def _prove(client: Client, **fields: str) -> Any:
    return client.post("/konto/bekreft/", fields | {"next": "/konto/passord/"})


def test_a_dangerous_step_asks_for_password_and_code_again(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud, fresh=False)
    asked = client.get("/konto/passord/")
    assert asked["Location"] == "/konto/bekreft/?next=%2Fkonto%2Fpassord%2F"
    code = code_now(secret)
    assert _prove(client, password="feil-passord-her", code=code).status_code == 400
    assert _prove(client, password=PASSWORD, code="000000").status_code == 400
    assert client.get("/konto/passord/").status_code == 302
    assert _prove(client, password=PASSWORD, code=code)["Location"] == "/konto/passord/"
    assert client.get("/konto/passord/").status_code == 200


def test_a_wrong_password_does_not_use_up_the_code(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud, fresh=False)
    code = code_now(secret)
    _prove(client, password="feil-passord-her", code=code)
    assert _prove(client, password=PASSWORD, code=code).status_code == 302


def test_proof_lasts_ten_minutes(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, fresh=599)
    assert client.get("/konto/passord/").status_code == 200
    _age(client, fresh=601)
    assert client.get("/konto/passord/").status_code == 302


@pytest.mark.parametrize(
    "bad", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_out_of_the_house(people: StandingPeople, bad: str) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud, fresh=False)
    answer = client.post(
        "/konto/bekreft/", {"password": PASSWORD, "code": code_now(secret), "next": bad}
    )
    assert answer["Location"] == "/"
