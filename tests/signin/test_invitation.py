"""A one-time link leads to password and second factor, and to nothing else before that."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import PASSWORD, add_code_app, code_now, give_password, log_in
from tryggvei.organisation.api import OrganisationError, deactivate_person
from tryggvei.signin.invitations import InvitationGone, accept_with_password, invite
from tryggvei.signin.models import Invitation
from tryggvei.toolbox.clock import now, today

pytestmark = pytest.mark.django_db


def _use(client: Client, token: str, password: str = PASSWORD) -> Any:
    return client.post(f"/konto/lenke/{token}/", {"password": password, "again": password})


def _enrol(client: Client) -> tuple[str, Any]:
    """Add a code app as the page says; return the secret and the last answer."""
    page = client.get("/konto/kodeapp/").content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    secret = found.group(1).replace(" ", "")
    return secret, client.post("/konto/kodeapp/", {"code": code_now(secret)})


def test_from_link_to_whole_session_without_script(people: StandingPeople) -> None:
    client = Client()
    token = invite(actor_id=None, person_id=people.bjorn.id)
    assert people.bjorn.name in client.get(f"/konto/lenke/{token}/").content.decode()
    assert _use(client, token)["Location"] == "/konto/velg/"
    for path in ("/", "/folk/", "/konto/enheter/", "/konto/passord/", "/konto/reservekoder/"):
        assert client.get(path)["Location"] == "/konto/velg/", path
    secret, answer = _enrol(client)
    assert len(re.findall(r"<code>[\d ]+</code>", answer.content.decode())) == 10
    assert client.get("/").status_code == 200
    fresh = Client()
    assert log_in(fresh, people.bjorn, secret).status_code == 200  # the code was just used
    fresh.post("/konto/inn/kode/", {"code": code_now(secret, 1)})
    assert fresh.get("/").status_code == 200


def test_a_wrong_first_code_adds_nothing(people: StandingPeople) -> None:
    client = Client()
    _use(client, invite(actor_id=None, person_id=people.bjorn.id))
    client.get("/konto/kodeapp/")
    assert client.post("/konto/kodeapp/", {"code": "000000"}).status_code == 400
    assert not Authenticator.objects.exists()
    assert client.get("/")["Location"] == "/konto/velg/"


def test_a_link_works_once_and_for_a_day(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    _use(Client(), token)
    assert _use(Client(), token).status_code == 410
    old = invite(actor_id=None, person_id=people.bjorn.id)
    ago = now() - timedelta(hours=25)
    Invitation.objects.filter(used_at=None).update(
        made_at=ago, expires_at=ago + timedelta(hours=24)
    )
    assert Client().get(f"/konto/lenke/{old}/").status_code == 410


def test_a_new_link_makes_the_old_one_useless(people: StandingPeople) -> None:
    first = invite(actor_id=None, person_id=people.bjorn.id)
    invite(actor_id=None, person_id=people.bjorn.id)
    assert Client().get(f"/konto/lenke/{first}/").status_code == 410


def test_a_link_that_is_opened_but_not_used_stays(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    for _look in range(3):
        assert Client().get(f"/konto/lenke/{token}/").status_code == 200
    assert _use(Client(), token).status_code == 302


@pytest.mark.parametrize("password", ["kort", "password1234", "bjorn@provebygd.example"])
def test_a_weak_password_is_refused_and_the_link_stays(
    people: StandingPeople, password: str
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    assert _use(Client(), token, password).status_code == 400
    assert _use(Client(), token).status_code == 302


def test_two_different_passwords_are_refused(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    answer = Client().post(
        f"/konto/lenke/{token}/", {"password": PASSWORD, "again": PASSWORD + "x"}
    )
    assert "ikke like" in answer.content.decode()


def test_using_a_link_drops_old_factors_and_old_sessions(people: StandingPeople) -> None:
    give_password(people.aud)
    add_code_app(people.aud)
    lost = sign_in(Client(), people.aud)
    assert lost.get("/").status_code == 200
    _use(Client(), invite(actor_id=None, person_id=people.aud.id), PASSWORD + "-ny")
    assert not Authenticator.objects.filter(user_id=people.aud.id).exists()
    assert lost.get("/").status_code == 302


def test_a_closed_account_gets_no_link_and_its_old_one_dies(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.aud.id)
    deactivate_person(actor_id=None, person_id=people.aud.id, on=today())
    assert Client().get(f"/konto/lenke/{token}/").status_code == 410
    with pytest.raises(OrganisationError):
        invite(actor_id=None, person_id=people.aud.id)


def test_the_table_does_not_hold_the_link(people: StandingPeople) -> None:
    token = invite(actor_id=None, person_id=people.aud.id)
    row = Invitation.objects.get()
    assert token not in "".join(str(value) for value in vars(row).values())


def test_using_a_link_signs_out_whoever_sat_there(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    _use(client, invite(actor_id=None, person_id=people.bjorn.id))
    assert int(client.session["_auth_user_id"]) == people.bjorn.id
    assert client.get("/")["Location"] == "/konto/velg/"


def test_the_administrator_makes_the_link_on_screen(people: StandingPeople) -> None:
    from tests.people import employee

    admin = employee(
        "Eva Eng", "eva@provebygd.example", people.school, "sekretær", "people_administrator"
    )
    client = sign_in(Client(), admin)
    path = f"/konto/ny-lenke/{people.bjorn.public_id}/"
    assert client.get(path).status_code == 200
    page = client.post(path)
    token = page.context["link"].rstrip("/").rsplit("/", 1)[1]
    assert Client().get(f"/konto/lenke/{token}/").status_code == 200
    assert client.get(f"/konto/ny-lenke/{Invitation.objects.get().pk}/").status_code == 404
    for other in (people.aud, people.celine):
        assert sign_in(Client(), other).post(path).status_code == 403
    stale = sign_in(Client(), admin, fresh=False)
    assert stale.get(path)["Location"].startswith("/konto/bekreft/")


def test_the_act_itself_refuses_used_old_and_closed_links(people: StandingPeople) -> None:
    used = invite(actor_id=None, person_id=people.bjorn.id)
    accept_with_password(used, PASSWORD)
    old = invite(actor_id=None, person_id=people.celine.id)
    ago = now() - timedelta(hours=25)
    Invitation.objects.filter(person_id=people.celine.id).update(
        made_at=ago, expires_at=ago + timedelta(hours=24)
    )
    closed = invite(actor_id=None, person_id=people.aud.id)
    deactivate_person(actor_id=None, person_id=people.aud.id, on=today())
    for token in (used, old, closed, "finnes-ikke"):
        with pytest.raises(InvitationGone):
            accept_with_password(token, PASSWORD)
