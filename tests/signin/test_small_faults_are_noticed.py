"""Promises of sign-in that a small fault could break unnoticed (see tests/planted)."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from fido2.webauthn import AuthenticatorData

from tests.people import StandingPeople, sign_in
from tests.signin.acts import passkey_of
from tests.signin.steps import (
    PASSWORD,
    add_code_app,
    code_now,
    give_password,
    log_in,
    send_password,
)
from tryggvei.signin import invitations
from tryggvei.signin.invitations import InvitationGone, accept_with_password, invitation_of, invite
from tryggvei.signin.models import Invitation
from tryggvei.signin.rules import is_over
from tryggvei.signin.sessions import METHODS
from tryggvei.toolbox.clock import now, standing_at

pytestmark = pytest.mark.django_db

ENROLLING = "tryggvei_enrolling"  # as it stands in sessions that live while we are upgraded
MINUTE, HOUR = 60.0, 3600.0


def use_link(client: Client, person_id: int) -> Any:
    token = invite(actor_id=None, person_id=person_id)
    words = {"password": PASSWORD, "again": PASSWORD}
    return client.post(f"/konto/lenke/{token}/", words)


def enrol(client: Client) -> str:
    """Add a code app as the page says; return its secret."""
    page = client.get("/konto/kodeapp/").content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    secret = found.group(1).replace(" ", "")
    assert client.post("/konto/kodeapp/", {"code": code_now(secret)}).status_code == 200
    return secret


def methods(client: Client) -> list[str]:
    return [record["method"] for record in client.session[METHODS]]


# Literal figures: a bound that is read from the code it bounds cannot be broken.
@pytest.mark.promise(24, "15 minutes idle, 10 hours in all: a session ends by itself")
def test_a_session_ends_after_a_quarter_of_an_hour_idle_and_ten_hours_in_all() -> None:
    at = 100 * HOUR
    assert not is_over(opened_at=at - HOUR, seen_at=at - 15 * MINUTE + 1, now=at)
    assert is_over(opened_at=at - HOUR, seen_at=at - 15 * MINUTE, now=at)
    assert not is_over(opened_at=at - 10 * HOUR + 1, seen_at=at, now=at)
    assert is_over(opened_at=at - 10 * HOUR, seen_at=at, now=at)


@pytest.mark.promise(24, "a one-time link is dead after a day")
def test_a_link_is_dead_after_a_day(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    made = Invitation.objects.get().made_at
    with standing_at(made + timedelta(hours=23, minutes=59)):
        assert invitation_of(token).person_id == people.bjorn.id
    with standing_at(made + timedelta(hours=24, seconds=1)), pytest.raises(InvitationGone):
        invitation_of(token)


@pytest.mark.promise(24, "of two who use one link in the same moment one gets in")
def test_of_two_who_use_one_link_in_the_same_moment_one_gets_in(
    people: StandingPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    asked: list[datetime] = []

    def meanwhile() -> datetime:
        """Tell the time; the second time, after somebody else has used the link up."""
        asked.append(now())
        if len(asked) == 2:
            Invitation.objects.update(used_at=now())
        return now()

    monkeypatch.setattr(invitations, "now", meanwhile)
    with pytest.raises(InvitationGone):
        accept_with_password(token, PASSWORD)
    assert len(asked) == 2


@pytest.mark.promise(24, "using a link ends the person's old sessions, row and all")
def test_using_a_link_leaves_no_row_of_an_old_session(people: StandingPeople) -> None:
    old = sign_in(Client(), people.aud).session.session_key
    assert Session.objects.filter(session_key=old).exists()
    use_link(Client(), people.aud.id)
    assert not Session.objects.filter(session_key=old).exists()


@pytest.mark.promise(24, "a new password leaves no row of another session")
def test_a_new_password_leaves_no_row_of_another_session(people: StandingPeople) -> None:
    give_password(people.aud)
    here, elsewhere = Client(), Client()
    other = sign_in(elsewhere, people.aud).session.session_key
    sign_in(here, people.aud)
    changed = {"password": "regn-over-skedsmo-77", "again": "regn-over-skedsmo-77"}
    assert here.post("/konto/passord/", changed).status_code == 302
    assert here.get("/").status_code == 200
    assert not Session.objects.filter(session_key=other).exists()


@pytest.mark.promise(24, "a link used in a browser that is signed in begins anew")
def test_her_own_link_used_where_she_is_signed_in_asks_for_a_second_factor_all_the_same(
    people: StandingPeople,
) -> None:
    client = sign_in(Client(), people.aud)
    assert "mfa" in methods(client)
    use_link(client, people.aud.id)
    assert methods(client) == ["password"]
    assert client.get("/")["Location"] == "/konto/velg/"


@pytest.mark.promise(24, "after enrolment the session has a new key and no half mark")
def test_after_enrolment_the_session_has_a_new_key_and_no_half_mark(
    people: StandingPeople,
) -> None:
    client = Client()
    use_link(client, people.bjorn.id)
    half = client.session.session_key
    assert client.session[ENROLLING]
    enrol(client)
    assert client.session.session_key != half
    assert not Session.objects.filter(session_key=half).exists()
    assert ENROLLING not in client.session


@pytest.mark.parametrize("begun", [False, True])
def test_signing_in_leaves_no_half_mark_also_where_somebody_had_begun_to_enrol(
    people: StandingPeople, *, begun: bool
) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = Client()
    if begun:
        use_link(client, people.bjorn.id)
        client.post("/konto/ut/")
    log_in(client, people.aud, secret)
    assert int(client.session["_auth_user_id"]) == people.aud.id
    assert ENROLLING not in client.session


@pytest.mark.promise(24, "a session with a password alone is ended")
def test_a_session_with_a_password_alone_is_ended(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    session = client.session
    session[METHODS] = [one for one in session[METHODS] if one["method"] == "password"]
    session.save()
    assert client.get("/")["Location"].startswith("/konto/slutt/?grunn=ukjent")
    assert "_auth_user_id" not in client.session


@pytest.fixture
def not_unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every passkey be held, and unlocked by nobody."""
    made = AuthenticatorData.create

    def held(host: bytes, _flags: object, uses: int, data: bytes) -> Any:
        return made(host, AuthenticatorData.FLAG.UP, uses, data)

    monkeypatch.setattr(AuthenticatorData, "create", held)


@pytest.mark.promise(24, "a passkey that is not unlocked is no log-in, whatever the browser says")
def test_a_passkey_that_is_not_unlocked_is_no_log_in(
    people: StandingPeople, request: pytest.FixtureRequest
) -> None:
    key, client = passkey_of(people.aud), Client()
    client.get(reverse("mfa_login_webauthn"))
    request.getfixturevalue("not_unlocked")
    credential = key.assertion(client, people.aud.id)
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


@pytest.mark.promise(24, "a passkey that is not unlocked proves nothing, and is no second factor")
def test_a_passkey_that_is_not_unlocked_proves_nothing_and_is_no_second_factor(
    people: StandingPeople, request: pytest.FixtureRequest
) -> None:
    give_password(people.aud)
    key, client = passkey_of(people.aud), Client()
    send_password(client, people.aud)
    client.get(reverse("mfa_authenticate"))
    stale = sign_in(Client(), people.aud, fresh=False)
    stale.get(reverse("signin:reauthenticate"))
    request.getfixturevalue("not_unlocked")
    for browser, door in ((client, "mfa_authenticate"), (stale, "signin:reauthenticate")):
        credential = key.assertion(browser, people.aud.id)
        assert browser.post(reverse(door), {"credential": credential}).status_code != 302, door
    assert "_auth_user_id" not in client.session
    assert "fresh_at" not in stale.session


@pytest.mark.promise(24, "the password is limited also where one proves who one is")
def test_guessing_the_password_where_one_proves_who_one_is_is_limited(
    people: StandingPeople,
) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    client = sign_in(Client(), people.aud, fresh=False)
    for number in range(6):
        words = {"password": f"gjetning-{number}-her", "code": code_now(secret)}
        client.post("/konto/bekreft/", words)
    answer = client.post("/konto/bekreft/", {"password": PASSWORD, "code": code_now(secret)})
    assert answer.status_code == 400
    assert "For mange forsøk" in answer.content.decode()


@pytest.mark.promise(24, "who signs in at the provider gets no local factor")
@pytest.mark.parametrize("page", ["kodeapp", "passnokkel", "passord"])
def test_who_signs_in_at_the_provider_gets_no_local_factor(
    people: StandingPeople, page: str
) -> None:
    client = sign_in(Client(), people.aud)
    session = client.session
    session[METHODS] = [{"method": "oidc", "at": now().timestamp()}]
    session.save()
    assert client.get("/konto/").status_code == 200
    assert client.get(f"/konto/{page}/").status_code == 403


def test_every_change_of_ones_own_ways_in_asks_again_who_sits_there(
    people: StandingPeople,
) -> None:
    add_code_app(people.aud)
    passkey_of(people.aud)
    before = set(Authenticator.objects.values_list("pk", flat=True))
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    client = sign_in(Client(), people.aud, fresh=False)
    for page in ("kodeapp", "passnokkel", "passord"):
        answer = client.get(f"/konto/{page}/")
        assert answer["Location"] == f"/konto/bekreft/?next=%2Fkonto%2F{page}%2F"
    for page in ("kodeapp", "passnokkel", "passord", "reservekoder", f"fjern/{app.pk}"):
        assert client.post(f"/konto/{page}/").status_code == 403, page
    assert set(Authenticator.objects.values_list("pk", flat=True)) == before
