"""Rules of sign-in that once could be broken without a test noticing; figures are literal here."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.steps import PASSWORD, add_code_app
from tests.signin.test_invitation import _enrol, _use
from tests.signin.test_session_rules import _age, _is_out
from tryggvei.signin import invitations
from tryggvei.signin.invitations import InvitationGone, accept_with_password, invite
from tryggvei.signin.models import Invitation
from tryggvei.signin.rules import INVITATION
from tryggvei.signin.sessions import METHODS
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db


@pytest.mark.promise(24, "a session ends after fifteen minutes without use, and after ten hours")
@pytest.mark.parametrize(
    ("clock", "lives", "over"), [("seen", 14 * 60 + 50, 15 * 60), ("opened", 35_990, 36_000)]
)
def test_the_time_outs_are_these_figures(
    people: StandingPeople, clock: str, lives: float, over: float
) -> None:
    client = sign_in(Client(), people.aud)
    _age(client, **{clock: lives})
    assert client.get("/").status_code == 200
    _age(client, **{clock: over})
    assert client.get("/").status_code == 302
    assert _is_out(client)


@pytest.mark.promise(24, "the session gets a new key when the second factor is there")
def test_the_session_of_an_enrolment_gets_a_new_key_when_it_is_whole(
    people: StandingPeople,
) -> None:
    client = Client()
    _use(client, invite(actor_id=None, person_id=people.bjorn.id))
    half = str(client.session.session_key)
    _enrol(client)
    assert client.get("/").status_code == 200
    assert client.session.session_key != half
    assert not client.session.exists(half)
    # The list of devices follows the new key, so that it can be ended there.
    keys = UserSession.objects.filter(user_id=people.bjorn.id).values_list("session_key", flat=True)
    assert client.session.session_key in set(keys)


@pytest.mark.promise(24, "of two who use a link at the same moment, one comes in")
def test_a_link_used_by_two_at_once_lets_one_in(
    people: StandingPeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    real = now
    asked: list[int] = []

    def meanwhile() -> Any:
        asked.append(1)
        if len(asked) == 2:  # she has looked; before she writes, somebody else has used it
            Invitation.objects.update(used_at=real())
        return real()

    monkeypatch.setattr(invitations, "now", meanwhile)
    with pytest.raises(InvitationGone):
        accept_with_password(token, PASSWORD)
    assert len(asked) >= 2


FACTORS = [
    ("get", "/konto/kodeapp/"),
    ("post", "/konto/kodeapp/"),
    ("get", "/konto/passnokkel/"),
    ("post", "/konto/passnokkel/"),
    ("post", "/konto/reservekoder/"),
    ("post", "/konto/fjern/{app}/"),
    ("get", "/konto/passord/"),
    ("post", "/konto/passord/"),
]


@pytest.mark.promise(24, "no factor is added, removed or shown with an old proof")
@pytest.mark.parametrize(("method", "address"), FACTORS)
def test_factors_change_only_with_a_fresh_proof(
    people: StandingPeople, method: str, address: str
) -> None:
    add_code_app(people.aud)
    add_code_app(people.celine)
    app = Authenticator.objects.get(user_id=people.aud.id)
    before = list(Authenticator.objects.values_list("pk", "type"))
    client = sign_in(Client(), people.aud, fresh=False)
    answer = getattr(client, method)(address.format(app=app.pk))
    assert answer.status_code == (302 if method == "get" else 403)
    if method == "get":
        assert answer["Location"].startswith("/konto/bekreft/")
    assert list(Authenticator.objects.values_list("pk", "type")) == before


@pytest.mark.promise(24, "who comes by the municipality's log-in gets no second door here")
@pytest.mark.parametrize(("method", "address"), FACTORS)
def test_who_came_by_the_provider_has_no_local_factor(
    people: StandingPeople, method: str, address: str
) -> None:
    add_code_app(people.aud)
    app = Authenticator.objects.get(user_id=people.aud.id)
    client = sign_in(Client(), people.aud)
    session = client.session
    session[METHODS] = [{"method": "oidc", "at": session["tryggvei_seen_at"]}]
    session.save()
    assert client.get("/").status_code == 200
    assert getattr(client, method)(address.format(app=app.pk)).status_code == 403
    assert Authenticator.objects.count() == 1


def test_a_link_ends_the_sessions_of_before_and_whoever_sat_there(people: StandingPeople) -> None:
    lost = [sign_in(Client(), people.bjorn) for _device in range(2)]
    here = sign_in(Client(), people.aud)
    _use(here, invite(actor_id=None, person_id=people.bjorn.id))
    assert [client.get("/").status_code for client in lost] == [302, 302]
    assert int(here.session["_auth_user_id"]) == people.bjorn.id
    assert timedelta(hours=24) == INVITATION
