"""Signing in at the municipality's OpenID provider, against a certified one."""

from typing import Any

import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from tests.people import StandingPeople, sign_in
from tests.signin.conftest import RunningProvider, query_of
from tryggvei.organisation.api import deactivate_person, person_by_email
from tryggvei.signin.invitations import invite
from tryggvei.signin.models import OutsideIdentity
from tryggvei.toolbox.clock import now, today

pytestmark = [pytest.mark.django_db, pytest.mark.oidc]


@pytest.fixture
def linked(people: StandingPeople, provider: RunningProvider) -> StandingPeople:
    """Return the people; Aud is linked to the provider's `subject-aud`."""
    OutsideIdentity.objects.create(
        person_id=people.aud.id, issuer=provider.issuer, subject="subject-aud", linked_at=now()
    )
    return people


def is_in(client: Client) -> bool:
    """Return True when the client may see a page for the signed-in."""
    return bool(client.get("/konto/enheter/").status_code == 200)


def test_a_linked_person_gets_in(linked: StandingPeople, provider: RunningProvider) -> None:
    client = Client()
    answer = provider.log_in(client, next="/konto/enheter/")
    assert answer.status_code == 302
    assert is_in(client)
    assert int(client.session["_auth_user_id"]) == linked.aud.id


def test_the_question_asks_for_level_state_nonce_and_pkce(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    asked = query_of(Client().get("/konto/oidc/start/")["Location"])
    assert asked["response_type"] == "code"
    assert asked["acr_values"] == "idporten-loa-high"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 43
    assert len(asked["nonce"]) >= 43


@pytest.mark.parametrize("level", ["idporten-loa-substantial", ""])
def test_a_lower_or_missing_level_is_refused(
    linked: StandingPeople, provider: RunningProvider, level: str
) -> None:
    provider.next_person("subject-aud", level=level)
    client = Client()
    answer = provider.log_in(client)
    assert answer.status_code == 403
    assert "ikke sikker nok" in answer.content.decode()
    assert not is_in(client)


def test_a_wrong_state_is_refused_and_the_right_one_is_then_used_up(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    path = provider.walk(client.get("/konto/oidc/start/")["Location"])
    right = query_of(path)
    assert client.get("/konto/oidc/tilbake/", right | {"state": "x" * 43}).status_code == 403
    assert client.get("/konto/oidc/tilbake/", right).status_code == 403
    assert not is_in(client)


def test_an_answer_in_another_browser_is_refused(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    path = provider.walk(Client().get("/konto/oidc/start/")["Location"])
    stranger = Client()
    assert stranger.get(path).status_code == 403
    assert not is_in(stranger)


def _spoiled(client: Client, provider: RunningProvider, **changes: str) -> Any:
    """Come back with what we wait for changed underneath."""
    path = provider.walk(client.get("/konto/oidc/start/")["Location"])
    session = client.session
    session["tryggvei_oidc_waiting"] = session["tryggvei_oidc_waiting"] | changes
    session.save()
    return client.get(path)


def test_a_wrong_nonce_is_refused(linked: StandingPeople, provider: RunningProvider) -> None:
    client = Client()
    assert _spoiled(client, provider, nonce="y" * 43).status_code == 403
    assert not is_in(client)


def test_a_code_without_our_verifier_is_worthless(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    assert _spoiled(client, provider, verifier="z" * 64).status_code == 502
    assert not is_in(client)


def test_the_provider_refuses_a_question_without_pkce(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    address = Client().get("/konto/oidc/start/")["Location"]
    bare = address.replace("code_challenge=", "unused=").replace(
        "code_challenge_method=", "unused_method="
    )
    path = provider.walk(bare)
    assert query_of(path)["error"] == "invalid_request"


def test_a_changed_token_is_refused(
    linked: StandingPeople, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tryggvei.signin.oidc import client as oidc_client

    honest = oidc_client.exchange
    spoil = {
        "signature": lambda t: t[:-8] + ("AAAAAAAA" if t[-8:] != "AAAAAAAA" else "BBBBBBBB"),
        "claims": lambda t: ".".join([t.split(".")[0], t.split(".")[1][::-1], t.split(".")[2]]),
        "no signature": lambda t: "eyJhbGciOiJub25lIn0." + t.split(".")[1] + ".",
    }
    for name, change in spoil.items():
        monkeypatch.setattr(
            oidc_client, "exchange", lambda code, verifier, c=change: c(honest(code, verifier))
        )
        client = Client()
        assert provider.log_in(client).status_code == 403, name
        assert not is_in(client), name


def test_a_stranger_at_the_provider_gets_no_account(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    before = get_user_model().objects.count()
    provider.next_person("subject-nobody", email=linked.aud.email, verified=True)
    client = Client()
    answer = provider.log_in(client)
    assert answer.status_code == 403
    assert "ingen konto" in answer.content.decode()
    assert get_user_model().objects.count() == before
    assert not is_in(client)


def test_a_closed_account_is_refused(linked: StandingPeople, provider: RunningProvider) -> None:
    deactivate_person(actor_id=None, person_id=linked.aud.id, on=today())
    client = Client()
    answer = provider.log_in(client)
    assert answer.status_code == 403
    assert "stengt" in answer.content.decode()
    assert not is_in(client)


def test_cancelling_at_the_provider_says_so(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    provider.next_person("")
    answer = provider.log_in(Client())
    assert answer.status_code == 403
    assert "avbrutt" in answer.content.decode()


def test_the_client_may_prove_itself_with_a_private_key(
    linked: StandingPeople, provider: RunningProvider, settings: Settings
) -> None:
    settings.OIDC = settings.OIDC | {
        "client_id": "tryggvei-key",
        "client_secret": "",
        "private_key_file": provider.key_file,
    }
    client = Client()
    assert provider.log_in(client).status_code == 302
    assert is_in(client)


def test_a_wrong_client_secret_gets_nowhere(
    linked: StandingPeople, provider: RunningProvider, settings: Settings
) -> None:
    settings.OIDC = settings.OIDC | {"client_secret": "another-secret-0123456789"}
    client = Client()
    assert provider.log_in(client).status_code == 502
    assert not is_in(client)


def _accept(client: Client, provider: RunningProvider, token: str) -> Any:
    page = client.post("/konto/oidc/start/", {"invitation": token})
    assert page.status_code == 200
    return client.get(provider.walk(page.context["address"]))


def test_an_invitation_links_the_person_and_the_next_log_in_needs_none(
    people: StandingPeople, provider: RunningProvider
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    provider.next_person("subject-bjorn", email=people.bjorn.email.upper(), verified=True)
    assert _accept(Client(), provider, token).status_code == 302
    again = Client()
    provider.log_in(again)
    assert int(again.session["_auth_user_id"]) == people.bjorn.id
    assert _accept(Client(), provider, token).status_code == 403


def test_an_invitation_is_not_for_somebody_with_another_verified_address(
    people: StandingPeople, provider: RunningProvider
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    provider.next_person("subject-celine", email=people.celine.email, verified=True)
    assert _accept(Client(), provider, token).status_code == 403
    assert not OutsideIdentity.objects.exists()


def test_proving_again_goes_to_the_provider_and_makes_fresh(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    provider.log_in(client)
    session = client.session
    session["fresh_at"] = 0
    session.save()
    start = client.get("/konto/oidc/start/", {"next": "/"})
    asked = query_of(start["Location"])
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    assert client.get(provider.walk(start["Location"]))["Location"] == "/"
    assert now().timestamp() - client.session["fresh_at"] < 60


def test_proving_again_as_another_person_is_refused(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    provider.log_in(client)
    session = client.session
    session["fresh_at"] = 0
    session.save()
    provider.next_person("subject-celine")
    assert provider.log_in(client).status_code == 403
    assert client.session["fresh_at"] == 0


def test_signing_out_ends_it_here_and_leads_to_the_provider(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    provider.log_in(client)
    page = client.post("/konto/ut/")
    address = page["Refresh"].removeprefix("0; url=")
    assert address.startswith(provider.issuer)
    assert query_of(address)["post_logout_redirect_uri"].endswith("/konto/slutt/")
    assert requests.get(address, timeout=10).status_code == 200
    assert not is_in(client)


def test_who_signs_in_outside_has_no_local_door(
    linked: StandingPeople, provider: RunningProvider
) -> None:
    client = Client()
    provider.log_in(client)
    for path in ("kodeapp", "passnokkel", "passord"):
        assert client.get(f"/konto/{path}/").status_code == 403, path


def test_a_locally_signed_in_person_is_not_linked_by_the_way(
    people: StandingPeople, provider: RunningProvider
) -> None:
    client = sign_in(Client(), people.aud)
    assert client.get("/konto/oidc/start/")["Location"] == "/"
    assert person_by_email(people.aud.email).id == people.aud.id
    assert not OutsideIdentity.objects.exists()
