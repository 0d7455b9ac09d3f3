"""Failed tries leave a trace: a line for the owner, and a row in the log when a limit closes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import PASSWORD, add_code_app, code_now, give_password, send_password
from tryggvei.audit.models import AuditEntry
from tryggvei.signin.models import Tally
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db
CLOSED = "signin:limit:close"


@pytest.fixture
def secret(people: StandingPeople) -> str:
    give_password(people.aud)
    return add_code_app(people.aud)


def _come_in(people: StandingPeople, secret: str, steps: int = 0) -> str:
    """Sign Aud in as she does each day; return her first page."""
    client = Client()
    send_password(client, people.aud)
    done = client.post("/konto/inn/kode/", {"code": code_now(secret, steps)})
    assert done.status_code == 302
    return client.get("/").content.decode()


@pytest.mark.promise(24, "failed tries are told to the owner at the next log-in, and then no more")
def test_the_owner_is_told_how_many_tries_failed_since_the_last_time(
    people: StandingPeople, secret: str
) -> None:
    stranger = Client()
    for number in range(2):
        send_password(stranger, people.aud, f"gjetning-{number}-her")
    send_password(stranger, people.aud)
    stranger.post("/konto/inn/kode/", {"code": "000000"})
    assert "3 mislykkede forsøk på å logge inn" in _come_in(people, secret)
    assert "mislykke" not in _come_in(people, secret, 1)


def test_a_proof_that_fails_on_an_open_screen_is_counted_too(
    people: StandingPeople, secret: str
) -> None:
    client = sign_in(Client(), people.aud, fresh=False)
    client.post("/konto/bekreft/", {"password": "feil-passord-her", "code": "1"})
    client.post("/konto/bekreft/", {"password": PASSWORD, "code": "000000"})
    client.post("/konto/bekreft/", {"credential": '{"id": "a"}'})
    assert "3 mislykkede forsøk" in _come_in(people, secret)


def test_nothing_is_told_when_nothing_failed(people: StandingPeople, secret: str) -> None:
    assert "mislykke" not in _come_in(people, secret)


def _passwords(people: StandingPeople, secret: str) -> None:
    for number in range(8):
        send_password(Client(), people.aud, f"gjetning-{number}-her")


def _codes(people: StandingPeople, secret: str) -> None:
    client = Client()
    send_password(client, people.aud)
    for number in range(8):
        client.post("/konto/inn/kode/", {"code": f"00000{number}"})


def _proofs(people: StandingPeople, secret: str) -> None:
    client = sign_in(Client(), people.aud, fresh=False)
    for number in range(8):
        client.post("/konto/bekreft/", {"password": f"gjetning-{number}-her", "code": "1"})


@pytest.mark.promise(24, "the log has a row when a limit of tries closes, and one only")
@pytest.mark.parametrize("guess", [_passwords, _codes, _proofs])
def test_a_limit_that_closes_leaves_one_row_in_the_log(
    people: StandingPeople, secret: str, guess: Callable[[StandingPeople, str], None]
) -> None:
    guess(people, secret)
    (row,) = AuditEntry.objects.filter(verb=CLOSED)
    assert (row.actor_id, row.thing_kind, row.thing_id) == (None, "person", str(people.aud.id))


def test_the_next_closing_is_another_row(people: StandingPeople, secret: str) -> None:
    _passwords(people, secret)
    Tally.objects.update(expires_at=now() - timedelta(seconds=1))
    _passwords(people, secret)
    assert AuditEntry.objects.filter(verb=CLOSED).count() == 2


def test_guesses_at_addresses_that_nobody_has_are_one_row_without_the_address(
    people: StandingPeople,
) -> None:
    for address in ("ingen@provebygd.example", "heller-ikke@provebygd.example"):
        for number in range(7):
            told = {"login": address, "password": f"gjetning-{number}-her"}
            Client().post("/konto/inn/", told)
    (row,) = AuditEntry.objects.filter(verb=CLOSED)
    assert row.thing_id == "unknown"
