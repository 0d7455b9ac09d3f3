"""Acts of sign-in: every way in, every way out, and every change of somebody's ways in."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.matrix.acts_stage import Act, Hand, Ready, Stage
from tests.matrix.software_key import SoftwareKey
from tests.people import sign_in
from tests.signin.steps import PASSWORD, code_now, send_password
from tryggvei.organisation.api import PersonInfo
from tryggvei.signin.invitations import invite
from tryggvei.signin.models import OutsideIdentity
from tryggvei.signin.oidc import client as provider
from tryggvei.signin.rules import OIDC_WAITING, VIA_OIDC
from tryggvei.signin.sessions import METHODS
from tryggvei.toolbox.clock import now

BEGUN, PROVED = "signin:session:begin", "signin:session:prove"
ADDED, ENDED = "signin:factor:add", "signin:session:end"
NEW_PASSWORD = {"password": "regn-over-skedsmo-77", "again": "regn-over-skedsmo-77"}
ISSUER = "https://innlogging.example"
ENROLLED = (
    "With the first second factor an invitation ends: the factor is added, the half session "
    "becomes a whole one, and recovery codes are made. Three things, each in the log."
)
LINKED = "The invitation is used up, the identity is linked, and the person comes in: three rows."


def _sent(client: Client, person: PersonInfo, view: str, *args: object, **data: Any) -> Ready:
    return Hand(client, person).post(view, *args, **data)


def _second_step(stage: Stage) -> Ready:
    person, secret = stage.with_code_app()
    client = Client()
    send_password(client, person)
    return _sent(client, person, "mfa_authenticate", code=code_now(secret))


def passkey_of(person: PersonInfo) -> SoftwareKey:
    """Give the person a passkey; return the key."""
    hand = at_browser(person)
    key = SoftwareKey()
    hand.client.get(reverse("signin:add_passkey"))
    told = {"name": "Jobbtelefon", "credential": key.registration(hand.client)}
    hand.client.post(reverse("signin:add_passkey"), told)
    return key


def at_browser(person: PersonInfo) -> Hand:
    """Return the person at a new browser, signed in just now."""
    return Hand(sign_in(Client(), person), person)


def _passkey_alone(stage: Stage) -> Ready:
    person = stage.people.aud
    key, client = passkey_of(person), Client()
    client.get(reverse("mfa_login_webauthn"))
    credential = key.assertion(client, person.id)
    return _sent(client, person, "mfa_login_webauthn", credential=credential)


def _prove(stage: Stage) -> Ready:
    person, secret = stage.with_code_app()
    hand = at_browser(person)
    return hand.post("signin:reauthenticate", password=PASSWORD, code=code_now(secret))


def _prove_by_passkey(stage: Stage) -> Ready:
    person = stage.people.aud
    key, hand = passkey_of(person), at_browser(person)
    hand.client.get(reverse("signin:reauthenticate"))
    credential = key.assertion(hand.client, person.id)
    return hand.post("signin:reauthenticate", credential=credential)


def _use_link(stage: Stage) -> Ready:
    person = stage.people.bjorn
    token = invite(actor_id=None, person_id=person.id)
    return _sent(Client(), person, "signin:use_link", token, **NEW_PASSWORD)


def _first_code(client: Client) -> str:
    page = client.get(reverse("signin:add_code")).content.decode()
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found is not None
    return code_now(found.group(1).replace(" ", ""))


def _add_code(stage: Stage) -> Ready:
    hand = at_browser(stage.people.aud)
    return hand.post("signin:add_code", code=_first_code(hand.client))


def _half_way_in(stage: Stage) -> Hand:
    ready = _use_link(stage)
    ready.go()
    return Hand(ready.client, stage.people.bjorn)


def _enrol_with_code(stage: Stage) -> Ready:
    hand = _half_way_in(stage)
    return hand.post("signin:add_code", code=_first_code(hand.client))


def _made_passkey(hand: Hand) -> Ready:
    hand.client.get(reverse("signin:add_passkey"))
    credential = SoftwareKey().registration(hand.client)
    return hand.post("signin:add_passkey", name="Jobbtelefon", credential=credential)


def _remove(stage: Stage) -> Ready:
    person, _secret = stage.with_code_app()
    passkey_of(person)
    app = Authenticator.objects.get(user_id=person.id, type=Authenticator.Type.TOTP)
    return at_browser(person).post("signin:remove", app.pk)


def _end_others(stage: Stage) -> Ready:
    at_browser(stage.people.aud)
    return at_browser(stage.people.aud).post("signin:devices", device="others")


def provider_stands_in(stage: Stage, person: PersonInfo) -> None:
    """Let the municipality's provider answer with this person; its own tests use a real one."""
    stage.settings.OIDC = stage.settings.OIDC | {
        "issuer": ISSUER,
        "client_id": "tryggvei",
        "required_acr": "high",
    }
    at = now().timestamp()
    claims = {"iss": ISSUER, "aud": "tryggvei", "sub": f"subject-{person.id}", "acr": "high"}
    claims |= {"nonce": "n", "iat": at, "exp": at + 60, "auth_time": at}  # type: ignore[dict-item]
    stage.patch.setattr(provider, "exchange", lambda *_: "token")
    stage.patch.setattr(provider, "signed_claims", lambda *_: claims)
    stage.patch.setattr(provider, "way_there", lambda **_: f"{ISSUER}/auth")


def _came_back(
    stage: Stage, client: Client, person: PersonInfo, token: str = "", prove: bool = False
) -> Ready:
    provider_stands_in(stage, person)
    client.post(reverse("signin:oidc_start"), {"invitation": token})
    session = client.session
    waiting = session[OIDC_WAITING]
    session[OIDC_WAITING] = waiting | {"nonce": "n", "prove": prove}
    session.save()
    query = {"state": waiting["state"], "code": "c", "iss": ISSUER}
    return Ready(client, person.id, "GET", reverse("signin:oidc_return"), query)


def _link(person: PersonInfo) -> None:
    OutsideIdentity.objects.create(
        person_id=person.id, issuer=ISSUER, subject=f"subject-{person.id}", linked_at=now()
    )


def _in_by_provider(stage: Stage) -> Ready:
    _link(stage.people.aud)
    return _came_back(stage, Client(), stage.people.aud)


def _linked_by_invitation(stage: Stage) -> Ready:
    person = stage.people.bjorn
    token = invite(actor_id=None, person_id=person.id)
    return _came_back(stage, Client(), person, token)


def _proved_by_provider(stage: Stage) -> Ready:
    hand = at_browser(stage.people.aud)
    _link(hand.person)
    session = hand.client.session
    session[METHODS] = [{"method": VIA_OIDC, "at": now().timestamp()}]
    session.save()
    return _came_back(stage, hand.client, hand.person, prove=True)


ACTS = [
    Act("mfa_authenticate", "POST", (BEGUN,), _second_step),
    Act("mfa_login_webauthn", "POST", (BEGUN,), _passkey_alone),
    Act("signin:oidc_return", "GET", (BEGUN,), _in_by_provider),
    Act(
        "signin:oidc_return",
        "GET",
        ("signin:invitation:use", "signin:identity:link", BEGUN),
        _linked_by_invitation,
        LINKED,
    ),
    Act("signin:oidc_return", "GET", (PROVED,), _proved_by_provider),
    Act("signin:reauthenticate", "POST", (PROVED,), _prove),
    Act("signin:reauthenticate", "POST", (PROVED,), _prove_by_passkey),
    Act("signin:use_link", "POST", ("signin:invitation:use",), _use_link),
    Act("signin:add_code", "POST", (ADDED,), _add_code),
    Act(
        "signin:add_code",
        "POST",
        (ADDED, BEGUN, "signin:recovery_codes:make"),
        _enrol_with_code,
        ENROLLED,
    ),
    Act("signin:add_passkey", "POST", (ADDED,), lambda s: _made_passkey(at_browser(s.people.aud))),
    Act(
        "signin:add_passkey",
        "POST",
        (ADDED, BEGUN, "signin:recovery_codes:make"),
        lambda s: _made_passkey(_half_way_in(s)),
        ENROLLED,
    ),
    Act("signin:remove", "POST", ("signin:factor:remove",), _remove),
    Act(
        "signin:recovery_codes",
        "POST",
        ("signin:recovery_codes:make",),
        lambda s: at_browser(s.people.aud).post("signin:recovery_codes"),
    ),
    Act(
        "signin:change_password",
        "POST",
        ("signin:password:change",),
        lambda s: at_browser(s.people.aud).post("signin:change_password", **NEW_PASSWORD),
    ),
    Act("signin:devices", "POST", (ENDED,), _end_others),
    Act(
        "signin:sign_out",
        "POST",
        (ENDED,),
        lambda s: at_browser(s.people.aud).post("signin:sign_out"),
    ),
    Act(
        "signin:invite",
        "POST",
        ("signin:invitation:make",),
        lambda s: s.by("people_administrator").post("signin:invite", s.people.bjorn.public_id),
    ),
]
