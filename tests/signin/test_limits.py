"""Guessing is slow, and a stranger's guesses do not keep the owner out."""

from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import (
    PASSWORD,
    add_code_app,
    code_now,
    give_password,
    log_in,
    send_password,
)
from tryggvei.signin.models import Tally

pytestmark = pytest.mark.django_db

TOO_MANY = "For mange forsøk"


def _guess(client: Client, people: StandingPeople, times: int) -> str:
    text = ""
    for number in range(times):
        text = send_password(client, people.aud, f"gjetning-{number}-her").content.decode()
    return text


def test_the_sixth_guess_in_five_minutes_is_not_even_tried(people: StandingPeople) -> None:
    give_password(people.aud)
    assert TOO_MANY not in _guess(Client(), people, 5)
    # From another browser too, and with the right password: the counter is on the account.
    assert TOO_MANY in send_password(Client(), people.aud).content.decode()


def test_a_strangers_guesses_do_not_lock_a_browser_the_owner_has_used(
    people: StandingPeople,
) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    owners = Client()
    assert log_in(owners, people.aud, secret).status_code == 302
    owners.post("/konto/ut/")
    assert TOO_MANY in _guess(Client(), people, 6)
    answer = send_password(owners, people.aud)
    assert answer["Location"] == "/konto/inn/kode/"


def test_a_known_browser_has_a_limit_of_its_own_and_only_for_its_owner(
    people: StandingPeople,
) -> None:
    give_password(people.aud)
    give_password(people.bjorn)
    secret = add_code_app(people.aud)
    owners = Client()
    log_in(owners, people.aud, secret)
    owners.post("/konto/ut/")
    assert TOO_MANY in _guess(owners, people, 6)
    for _guess_number in range(5):
        send_password(Client(), people.bjorn, "gjetning-gjetning")
    assert TOO_MANY in send_password(owners, people.bjorn).content.decode()


def test_guessing_the_code_is_limited_too(people: StandingPeople) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client()
    send_password(client, people.aud)
    for number in range(5):
        client.post("/konto/inn/kode/", {"code": f"00000{number}"})
    answer = client.post("/konto/inn/kode/", {"code": code_now(secret)})
    assert TOO_MANY in answer.content.decode()


def test_the_counters_hold_no_address_and_no_e_mail(people: StandingPeople) -> None:
    give_password(people.aud)
    client = Client(REMOTE_ADDR="203.0.113.77")
    _guess(client, people, 2)
    kept = "".join(f"{row.key}{row.value}" for row in Tally.objects.all())
    assert kept
    assert "203.0.113" not in kept
    assert "aud@" not in kept


def test_a_whole_town_hall_may_sign_in_from_one_address(people: StandingPeople) -> None:
    give_password(people.aud)
    for number in range(60):
        client = Client(REMOTE_ADDR="203.0.113.77")
        answer = client.post(
            "/konto/inn/", {"login": f"ansatt{number}@provebygd.example", "password": PASSWORD}
        )
        assert answer.status_code == 200, number
    assert send_password(Client(REMOTE_ADDR="203.0.113.77"), people.aud).status_code == 302


@pytest.mark.promise(35, "staff sign-in hashes once for known and unknown addresses alike")
def test_known_and_unknown_addresses_cost_the_same_hashing(
    people: StandingPeople, monkeypatch: pytest.MonkeyPatch, figure: Any
) -> None:
    give_password(people.aud)
    calls: list[str] = []
    honest = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        calls.append(password)
        return str(honest(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    found = {}
    for email in (people.aud.email, "ingen@provebygd.example"):
        calls.clear()
        answer = Client().post("/konto/inn/", {"login": email, "password": "feil-passord-her"})
        found[email] = (len(calls), "feil" in answer.content.decode())
    assert len(set(found.values())) == 1
    assert found[people.aud.email] == (1, True)
    figure("1 password hashing for a known and 1 for an unknown address; same text")


def test_the_right_password_does_not_give_new_tries_at_the_code(people: StandingPeople) -> None:
    # Whoever sits at a forgotten screen and knows the password must not guess the code at leisure.
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud, fresh=False)
    for number in range(6):
        client.post("/konto/bekreft/", {"password": PASSWORD, "code": f"00000{number}"})
    answer = client.post("/konto/bekreft/", {"password": PASSWORD, "code": code_now(secret)})
    assert answer.status_code == 400
    assert TOO_MANY in answer.content.decode()
