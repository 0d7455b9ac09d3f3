"""Acts of sign-in: every way in, every way out, and every change of somebody's ways in."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.matrix.acts_stage import (
    BOTH,
    FORM,
    GET,
    NAMED,
    Act,
    Exempt,
    Hand,
    Prepare,
    Ready,
    Stage,
    about_bjorn,
    by_stranger,
)
from tests.people import sign_in
from tests.signin.software_key import SoftwareKey
from tests.signin.steps import PASSWORD, code_now, send_password
from tryggvei.organisation.api import PersonInfo
from tryggvei.signin.invitations import invite
from tryggvei.signin.models import OutsideIdentity
from tryggvei.signin.oidc import client as provider
from tryggvei.signin.rules import ENROLLING, OIDC_WAITING, VIA_OIDC
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
OWN = "Shows a signed-in person her own account and nobody else's, and changes nothing."
TELLS = "Says in general words what happened. Knows nobody, and changes nothing."
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


def _aud(view: str) -> Prepare:
    return lambda stage, method: at_browser(stage.people.aud).send(method, view)


def _log_in_page(stage: Stage, method: str) -> Ready:
    person, _secret = stage.with_code_app()
    told = {"login": person.email, "password": PASSWORD} if method == "POST" else {}
    return Ready(Client(), person.id, method, reverse("account_login"), told)


def _asked_for_code(stage: Stage, method: str) -> Ready:
    person, _secret = stage.with_code_app()
    client = Client()
    send_password(client, person)
    return Ready(client, person.id, method, reverse("mfa_authenticate"))


def _choosing_a_factor(stage: Stage, method: str) -> Ready:
    hand = at_browser(stage.people.aud)
    session = hand.client.session
    session[ENROLLING] = True
    session.save()
    return hand.send(method, "signin:enrol")


def _link_page(stage: Stage, method: str) -> Ready:
    token = invite(actor_id=None, person_id=stage.people.bjorn.id)
    path = reverse("signin:use_link", args=[token])
    return Ready(Client(), stage.people.bjorn.id, method, path)


def _to_provider(stage: Stage, method: str) -> Ready:
    provider_stands_in(stage, stage.people.aud)
    return by_stranger("signin:oidc_start")(stage, method)


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
EXEMPT = [
    Exempt(
        "account_login",
        BOTH,
        "The right password alone lets nobody in; the row comes with the second factor. Only the "
        "count of attempts of the account is written.",
        _log_in_page,
        ("signin_tally",),
    ),
    Exempt("mfa_authenticate", GET, FORM, _asked_for_code),
    Exempt("mfa_login_webauthn", GET, FORM, by_stranger("mfa_login_webauthn")),
    Exempt("signin:sign_out", GET, FORM, _aud("signin:sign_out")),
    Exempt("signin:ended", BOTH, TELLS, by_stranger("signin:ended")),
    Exempt("signin:closed", BOTH, TELLS, by_stranger("signin:closed")),
    Exempt("signin:needs_invitation", BOTH, TELLS, by_stranger("signin:needs_invitation")),
    Exempt("signin:reauthenticate", GET, FORM, _aud("signin:reauthenticate")),
    Exempt("signin:devices", GET, OWN, _aud("signin:devices")),
    Exempt(
        "signin:use_link",
        GET,
        "Shows the invited person her own name and address: the link is hers. Using it is logged.",
        _link_page,
    ),
    Exempt("signin:invite", GET, NAMED, about_bjorn("signin:invite")),
    Exempt("signin:enrol", GET, "Shows two links. Changes nothing.", _choosing_a_factor),
    Exempt("signin:overview", BOTH, OWN, _aud("signin:overview")),
    Exempt("signin:add_code", GET, FORM, _aud("signin:add_code")),
    Exempt("signin:add_passkey", GET, FORM, _aud("signin:add_passkey")),
    Exempt("signin:change_password", GET, FORM, _aud("signin:change_password")),
    Exempt(
        "signin:oidc_start",
        BOTH,
        "Sends a browser on to the provider and keeps what it waits for in the session; who "
        "comes back is logged.",
        _to_provider,
    ),
]
