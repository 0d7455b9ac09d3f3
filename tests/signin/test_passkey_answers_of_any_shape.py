"""What is no answer of a passkey is refused in words on every page, before sign-in and after."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.people import StandingPeople, sign_in
from tests.signin.software_key import FLAG, SoftwareKey
from tests.signin.steps import add_code_app, give_password, send_password
from tryggvei.signin.factors import add_passkey

pytestmark = pytest.mark.django_db
SHAPES: dict[str, str] = {
    "empty": "",
    "no json": "tull",
    "null": "null",
    "list": "[]",
    "number": "7",
    "text": '"a"',
    "object": "{}",
    "only an id": '{"id":"a"}',
    "id of another kind": '{"id":7,"rawId":[],"type":{},"response":null}',
    "response a list": '{"id":"a","rawId":"a","type":"public-key","response":[]}',
    "response a text": '{"id":"a","rawId":"a","type":"public-key","response":"x"}',
    "handle of numbers": '{"id":"a","rawId":"a","type":"public-key","response":{"userHandle":1}}',
    "no base64": '{"id":"æ","rawId":"æ","type":"public-key","response":{"userHandle":"æ"}}',
    "endless number": '{"id":1e400,"rawId":-1e400,"response":{"userHandle":1e400}}',
    "no number": '{"id":NaN,"rawId":Infinity}',
    "deep list": "[" * 5000 + "]" * 5000,
    "deep object": '{"a":' * 5000 + "1" + "}" * 5000,
    "deep in the response": '{"response":' + "[" * 900 + "]" * 900 + "}",
    "half": '{"response": {"a"',
    "nought": '{"id":"\\u0000","rawId":"\\u0000","response":{"userHandle":"AA"}}',
    "lone surrogate": '{"id":"\\ud800","rawId":"\\ud800","response":{"userHandle":"\\ud800"}}',
    "huge": '{"id":"' + "A" * 200_000 + '"}',
    "cbor of nothing": json.dumps(
        {
            "id": "AAAA",
            "rawId": "AAAA",
            "type": "public-key",
            "response": dict.fromkeys(
                ("clientDataJSON", "attestationObject", "authenticatorData", "signature"), "AAAA"
            ),
        }
    ),
}


def _anonymous(people: StandingPeople) -> tuple[Client, str]:
    client = Client(raise_request_exception=False)
    client.get("/konto/inn/passnokkel/")
    return client, "/konto/inn/passnokkel/"


def _second_step(people: StandingPeople) -> tuple[Client, str]:
    give_password(people.aud)
    add_code_app(people.aud)
    client = Client(raise_request_exception=False)
    send_password(client, people.aud)
    client.get("/konto/inn/kode/")
    return client, "/konto/inn/kode/"


def _proving(people: StandingPeople) -> tuple[Client, str]:
    client = sign_in(Client(raise_request_exception=False), people.aud, fresh=False)
    client.get("/konto/bekreft/")
    return client, "/konto/bekreft/"


def _adding(people: StandingPeople) -> tuple[Client, str]:
    client = sign_in(Client(raise_request_exception=False), people.aud)
    client.get("/konto/passnokkel/")
    return client, "/konto/passnokkel/"


PAGES = [_anonymous, _second_step, _proving, _adding]


@pytest.mark.promise(38, "no shape of a passkey's answer is a fault")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_wrong_shape_is_refused_in_words(people: StandingPeople, page: Any) -> None:
    client, address = page(people)
    for name, shape in SHAPES.items():
        answer = client.post(address, {"credential": shape, "name": "x"})
        # The second step draws its page anew with 200; the others say 400.
        assert answer.status_code in {200, 400}, (name, answer.status_code)
        assert "_auth_user_id" not in client.session or page in (_proving, _adding), name


class LockedKey(SoftwareKey):
    """A key that is held but not unlocked: no finger, no face, no code was asked for."""

    def _authenticator_data(self, flags: FLAG, data: bytes = b"") -> Any:
        return super()._authenticator_data(flags & ~FLAG.UV, data)


def _with_key(people: StandingPeople, key: SoftwareKey) -> None:
    """Give Aud the key, registered as an unlocked one: the theft comes later."""
    whole = SoftwareKey()
    whole.__dict__.update(key.__dict__)
    client = sign_in(Client(), people.aud)
    client.get("/konto/passnokkel/")
    answer = json.loads(whole.registration(client))
    from django.contrib.auth import get_user_model

    add_passkey(get_user_model().objects.get(pk=people.aud.id), "nøkkel", answer)


@pytest.mark.promise(24, "a passkey that is not unlocked is one factor alone, and lets nobody in")
@pytest.mark.parametrize("kind", [LockedKey, SoftwareKey])
def test_a_passkey_that_was_not_unlocked_lets_nobody_in(
    people: StandingPeople, kind: type[SoftwareKey]
) -> None:
    key = kind()
    _with_key(people, key)
    client = Client()
    client.get("/konto/inn/passnokkel/")
    answer = client.post(
        "/konto/inn/passnokkel/", {"credential": key.assertion(client, people.aud.id)}
    )
    is_in = "_auth_user_id" in client.session
    assert (answer.status_code, is_in) == ((400, False) if kind is LockedKey else (302, True))


def test_a_key_that_is_not_unlocked_is_not_taken_as_a_new_one(people: StandingPeople) -> None:
    client = sign_in(Client(), people.aud)
    client.get("/konto/passnokkel/")
    answer = client.post(
        "/konto/passnokkel/", {"credential": LockedKey().registration(client), "name": "x"}
    )
    assert answer.status_code == 400


@pytest.mark.promise(24, "the proof before a dangerous step is two factors by passkey too")
@pytest.mark.parametrize("kind", [LockedKey, SoftwareKey])
def test_a_passkey_that_was_not_unlocked_proves_nothing(
    people: StandingPeople, kind: type[SoftwareKey]
) -> None:
    key = kind()
    _with_key(people, key)
    client = sign_in(Client(), people.aud, fresh=False)
    client.get("/konto/bekreft/")
    answer = client.post("/konto/bekreft/", {"credential": key.assertion(client, people.aud.id)})
    is_fresh = client.get("/konto/passord/").status_code == 200
    assert (answer.status_code, is_fresh) == ((400, False) if kind is LockedKey else (302, True))
