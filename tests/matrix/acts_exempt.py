"""Views that leave no row in the log, each with the reason in words.

The test asks every one of them: no row, no write beside the session, nothing that somebody told
and nobody else's address on the page. A reason is not enough.
"""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from tests.matrix.acts_people import ADMIN, EDITOR, SERVICE, load_pack
from tests.matrix.acts_signin import at_browser, provider_stands_in
from tests.matrix.acts_stage import Exempt, Ready, Stage
from tests.signin.steps import PASSWORD, send_password
from tryggvei.organisation.api import holdings_of
from tryggvei.signin.invitations import invite
from tryggvei.signin.rules import ENROLLING
from tryggvei.toolbox.clock import today

Prepare = Callable[[Stage, str], Ready]
MEMBER = "tryggest_member"
GET, BOTH = ("GET",), ("GET", "POST")
FORM = "Asks with an empty form; the row is written when the form is sent."
NAMED = f"{FORM} Of the person it shows the name only, on a page reached from her own (logged)."
FACTS = "Shows what is public: services, laws and texts. No person's data, and changes nothing."
OWN = "Shows a signed-in person her own account and nobody else's, and changes nothing."
TELLS = "Says in general words what happened. Knows nobody, and changes nothing."


def _as(role_id: str, view: str) -> Prepare:
    return lambda stage, method: stage.by(role_id).send(method, view)


def _stranger(view: str) -> Prepare:
    return lambda _stage, method: Ready(Client(), None, method, reverse(view))


def _aud(view: str) -> Prepare:
    return lambda stage, method: at_browser(stage.people.aud).send(method, view)


def _about_bjorn(view: str) -> Prepare:
    return lambda stage, method: stage.by(ADMIN).send(method, view, stage.people.bjorn.public_id)


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
    return _stranger("signin:oidc_start")(stage, method)


def _list_of_cases(stage: Stage, method: str) -> Ready:
    stage.case()
    return stage.by(MEMBER).send(method, "casework:cases")


def _list_of_messages(stage: Stage, method: str) -> Ready:
    stage.letter()
    return stage.by(MEMBER).send(method, "casework:inbox")


def _unopened(stage: Stage, method: str) -> Ready:
    return stage.by(MEMBER).send(method, "casework:message", stage.letter())


def _end_form(stage: Stage, method: str) -> Ready:
    person = stage.people.bjorn
    held = holdings_of(person.id, today())[0].id
    return stage.by(ADMIN).send(method, "organisation:end_holding", person.public_id, held)


def _fact(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:fact", "help", SERVICE)


def _facts(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:review")


def _change_form(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by(EDITOR).send(method, "help_directory:change", SERVICE)


def _plan(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by("implementation_lead").send(method, "plan:overview")


def _measure(stage: Stage, method: str) -> Ready:
    load_pack(stage)
    return stage.by("implementation_lead").send(method, "plan:measure", "1.1.1")


EXEMPT = [
    Exempt("home", GET, "Shows how much waits, in numbers. No person's data.", _as(MEMBER, "home")),
    Exempt(
        "account_login",
        BOTH,
        "The right password alone lets nobody in; the row comes with the second factor. Only the "
        "count of attempts of the account is written.",
        _log_in_page,
        ("signin_tally",),
    ),
    Exempt("mfa_authenticate", GET, FORM, _asked_for_code),
    Exempt("mfa_login_webauthn", GET, FORM, _stranger("mfa_login_webauthn")),
    Exempt("signin:sign_out", GET, FORM, _aud("signin:sign_out")),
    Exempt("signin:ended", BOTH, TELLS, _stranger("signin:ended")),
    Exempt("signin:closed", BOTH, TELLS, _stranger("signin:closed")),
    Exempt("signin:needs_invitation", BOTH, TELLS, _stranger("signin:needs_invitation")),
    Exempt("signin:reauthenticate", GET, FORM, _aud("signin:reauthenticate")),
    Exempt("signin:devices", GET, OWN, _aud("signin:devices")),
    Exempt(
        "signin:use_link",
        GET,
        "Shows the invited person her own name and address: the link is hers. Using it is logged.",
        _link_page,
    ),
    Exempt("signin:invite", GET, NAMED, _about_bjorn("signin:invite")),
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
    Exempt(
        "casework:inbox",
        GET,
        "Shows days and that something is sealed; nothing of what is inside.",
        _list_of_messages,
    ),
    Exempt("casework:message", GET, f"{FORM} Nothing of the message is opened.", _unopened),
    Exempt(
        "casework:cases",
        GET,
        "Shows numbers without meaning, days, and which colleague has responsibility; nothing "
        "about the person.",
        _list_of_cases,
    ),
    Exempt(
        "simulator:demo",
        GET,
        "Shows invented people and their codes on a demo; answers 404 in production.",
        _stranger("simulator:demo"),
    ),
    Exempt("plan:overview", GET, "Shows the plan and figures that expose nobody.", _plan),
    Exempt("plan:measure", GET, "Shows a measure and figures that expose nobody.", _measure),
    Exempt("help_directory:review", GET, FACTS, _facts),
    Exempt("help_directory:fact", GET, FACTS, _fact),
    Exempt("help_directory:change", GET, f"{FORM} {FACTS}", _change_form),
    Exempt("organisation:new_person", GET, FORM, _as(ADMIN, "organisation:new_person")),
    Exempt("organisation:new_unit", GET, FORM, _as(ADMIN, "organisation:new_unit")),
    Exempt("organisation:new_position", GET, FORM, _as(ADMIN, "organisation:new_position")),
    Exempt("organisation:give_position", GET, NAMED, _about_bjorn("organisation:give_position")),
    Exempt("organisation:end_holding", GET, NAMED, _end_form),
    Exempt("organisation:deactivate", GET, NAMED, _about_bjorn("organisation:deactivate")),
    Exempt(
        "audit:case_access",
        GET,
        FORM,
        lambda s, method: s.by("privacy_officer").send(method, "audit:case_access", s.case()),
    ),
    Exempt(
        "ui:components",
        GET,
        "Shows the house's own components with invented texts. No person's data.",
        _as(EDITOR, "ui:components"),
    ),
]
