"""Passkeys in a real Chromium, with the virtual authenticator of its developer protocol."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, CDPSession, Page

from tests.people import StandingPeople
from tests.signin.steps import PASSWORD, add_code_app, code_now, give_password
from tryggvei.signin.invitations import invite

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@dataclass
class Key:
    """A virtual authenticator with its page."""

    page: Page
    cdp: CDPSession
    id: str

    def unlocks(self, yes: bool) -> None:
        """Say whether finger or PIN is right from now on."""
        self.cdp.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": yes}
        )


@pytest.fixture
def key(browser: Browser) -> Iterator[Key]:
    """Return a page in a fresh context with a platform authenticator."""
    context = browser.new_context(locale="nb-NO")
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield Key(page, cdp, made["authenticatorId"])
    context.close()


@pytest.fixture
def site(live_server: Any) -> str:
    """Return the address by name: a browser gives passkeys to `localhost`, not to a number."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


def _enrol(key: Key, site: str, person_id: int) -> None:
    page = key.page
    page.goto(f"{site}/konto/lenke/{invite(actor_id=None, person_id=person_id)}/")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.get_by_role("button", name="Lagre og gå videre").click()
    page.get_by_role("link", name="Passnøkkel (anbefalt)").click()
    page.fill("[name=name]", "Jobbtelefon")
    page.get_by_role("button", name="Lag passnøkkel").click()
    page.get_by_role("heading", name="Reservekodene dine").wait_for()


def _sign_out(page: Page, site: str) -> None:
    page.goto(f"{site}/konto/ut/")
    page.locator("main").get_by_role("button", name="Logg ut").click()
    page.get_by_role("heading", name="Du er logget ut").wait_for()


def test_a_passkey_is_made_and_is_then_the_whole_log_in(
    key: Key, site: str, people: StandingPeople
) -> None:
    refused: list[str] = []
    key.page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    _enrol(key, site, people.aud.id)
    assert Authenticator.objects.get(user_id=people.aud.id, type="webauthn").wrap().name == (
        "Jobbtelefon"
    )
    _sign_out(key.page, site)
    key.page.goto(f"{site}/konto/inn/?next=/konto/")
    key.page.get_by_role("link", name="Logg inn med passnøkkel").click()
    key.page.get_by_role("button", name="Bruk passnøkkel").click()
    key.page.get_by_role("heading", name="Slik logger du inn").wait_for()
    assert "Jobbtelefon" in key.page.content()
    assert not [line for line in refused if "Content Security Policy" in line]


def test_a_passkey_is_the_second_step_after_the_password(
    key: Key, site: str, people: StandingPeople
) -> None:
    _enrol(key, site, people.aud.id)
    _sign_out(key.page, site)
    key.page.goto(f"{site}/konto/inn/?next=/konto/")
    key.page.fill("[name=login]", people.aud.email)
    key.page.fill("[name=password]", PASSWORD)
    key.page.get_by_role("button", name="Gå videre").click()
    key.page.get_by_role("heading", name="Bekreft at det er deg").wait_for()
    key.page.goto(f"{site}/folk/")
    assert "/konto/inn/" in key.page.url
    key.page.get_by_role("button", name="Bruk passnøkkel").click()
    key.page.get_by_role("heading", name="Slik logger du inn").wait_for()


def test_a_key_that_is_not_unlocked_does_not_let_in(
    key: Key, site: str, people: StandingPeople
) -> None:
    _enrol(key, site, people.aud.id)
    _sign_out(key.page, site)
    key.unlocks(False)
    key.page.goto(f"{site}/konto/inn/passnokkel/")
    key.page.get_by_role("button", name="Bruk passnøkkel").click()
    key.page.get_by_role("alert").get_by_text("ikke godtatt").wait_for()
    key.page.goto(f"{site}/konto/")
    assert "/konto/inn/" in key.page.url


def test_a_passkey_proves_again_who_one_is(key: Key, site: str, people: StandingPeople) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    _enrol(key, site, people.aud.id)
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        store["fresh_at"] = 0
        store.save()
    key.page.goto(f"{site}/konto/passord/")
    key.page.get_by_role("button", name="Bruk passnøkkel").click()
    key.page.get_by_role("heading", name="Bytt passord").wait_for()


def test_without_script_the_code_app_does_it_all(
    browser: Browser, site: str, people: StandingPeople
) -> None:
    give_password(people.aud)
    secret = add_code_app(people.aud)
    page = browser.new_context(java_script_enabled=False, locale="nb-NO").new_page()
    page.goto(f"{site}/konto/inn/?next=/konto/enheter/")
    page.fill("[name=login]", people.aud.email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Gå videre").click()
    page.fill("[name=code]", code_now(secret))
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("heading", name="Her er du logget inn").wait_for()
    page.context.close()
