"""The component page in a real browser: 0 axe violations at two widths, light and dark."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import PageMaker, axe_violations
from tests.people import StandingPeople, employee, sign_in
from tests.tiers import covering

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def signed_in_page(page: Page, live_server: LiveServer, client: Client) -> Page:
    cookie = client.cookies["tryggvei_staff"].value
    page.context.add_cookies([{"name": "tryggvei_staff", "value": cookie, "url": live_server.url}])
    return page


@pytest.fixture
def editor(client: Client, people: StandingPeople) -> Client:
    person = employee(
        "Eva Eng", "eva@provebygd.example", people.school, "redaktør", "content_editor"
    )
    return sign_in(client, person)


@pytest.mark.parametrize(
    ("width", "dark", "address"),
    covering((360, 1280), (False, True), ("/komponenter/", "/", "/finnes-ikke/")),
)
def test_staff_pages_have_no_axe_violations(
    width: int,
    dark: bool,
    address: str,
    page_at: PageMaker,
    live_server: LiveServer,
    editor: Client,
) -> None:
    page = signed_in_page(page_at(width, dark=dark), live_server, editor)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(f"{live_server.url}{address}")
    # Before axe comes in: to read a sheet that imports another it puts styles in the page.
    assert [text for text in faults if "Content Security Policy" in text] == []
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
