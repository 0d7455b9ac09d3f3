"""axe finds nothing on the screens of sign-in and of people, on a telephone's width."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import axe_violations
from tests.people import StandingPeople, employee, sign_in
from tests.signin.steps import add_code_app, give_password
from tryggvei.organisation.api import holdings_of
from tryggvei.signin.invitations import invite
from tryggvei.toolbox.clock import today

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def _check(page: Page, site: str, paths: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for number, path in enumerate(paths):
        answer = page.goto(site + path)
        assert answer is not None
        assert answer.status in {200, 403, 410}, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        if folder := os.environ.get("TRYGGVEI_LOOK"):
            page.screenshot(path=f"{folder}/{number}.png", full_page=True)
        if faults := axe_violations(page):
            found[path] = faults
    assert found == {}


def test_screens_before_sign_in(
    page_at: Callable[..., Page], live_server: Any, people: StandingPeople
) -> None:
    token = invite(actor_id=None, person_id=people.bjorn.id)
    paths = ["inn/", "inn/passnokkel/", "slutt/?grunn=tid", "stengt/", "mangler/"]
    paths += [f"lenke/{token}/", "lenke/finnes-ikke/", "oidc/tilbake/"]
    _check(page_at(360), live_server.url, [f"/konto/{path}" for path in paths])


def test_screens_after_sign_in(
    page_at: Callable[..., Page], live_server: Any, people: StandingPeople, client: Any
) -> None:
    eva = employee(
        "Eva Eng", "eva@provebygd.example", people.school, "sekretær", "people_administrator"
    )
    give_password(eva)
    add_code_app(eva)
    sign_in(client, eva)
    page = page_at(360)
    cookie = client.cookies["tryggvei_staff"].value
    page.context.add_cookies([{"name": "tryggvei_staff", "value": cookie, "url": live_server.url}])
    aud = f"/folk/{people.aud.public_id}/"
    held = holdings_of(people.aud.id, today())[0].id
    paths = ["/konto/", "/konto/enheter/", "/konto/kodeapp/", "/konto/passnokkel/"]
    paths += ["/konto/passord/", "/konto/ut/", "/konto/bekreft/", "/folk/", "/folk/ny/", aud]
    paths += [f"{aud}stilling/", f"{aud}stilling/{held}/slutt/", f"{aud}steng/"]
    paths += ["/folk/enheter/", "/folk/enheter/ny/", "/folk/stillinger/ny/"]
    paths += [f"/konto/ny-lenke/{people.aud.public_id}/"]
    _check(page, live_server.url, paths)
