"""Without a mouse: a resident writes and leaves, an employee opens a message and goes back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import NEUTRAL_HOST, PageMaker
from tests.journeys.conftest import House
from tests.journeys.keyboard import focus_is_on, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

STORY = "Jeg er bekymret for en venn."
SUMMARY = "[data-errors]"
WHO = "kari"


def _weather(route: Route) -> None:
    route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Sunny</h1>")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 256)])
def test_a_resident_writes_sends_and_leaves(
    house: House, page_at: PageMaker, width: int, height: int
) -> None:
    page = page_at(width, height)
    page.route(f"https://{NEUTRAL_HOST}/**", _weather)
    page.goto(f"{house.public}/")
    page.keyboard.press("Tab")
    assert focus_is_on(page, "a.ds-skip-link[href='#main']"), "the first stop leads to the content"
    tab_to(page, "main a[href='/skriv/']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.public}/skriv/")
    _says_what_it_is_about(page)
    _says_how_to_reach_her(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("main h1:has-text('Meldingen er sendt')")
    assert focus_is_on(page, "h1"), "what happened is read out"
    assert STORY not in page.content()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(f"https://{NEUTRAL_HOST}/**")
    assert "Sunny" in page.inner_text("body")


def _says_what_it_is_about(page: Page) -> None:
    """Send an empty text first: the list of errors leads to the field, and nothing is lost."""
    tab_to(page, "input[name=about]")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("input[name=about][value=other]")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(SUMMARY)
    assert focus_is_on(page, SUMMARY), "an empty text leads to the list of errors"
    tab_to(page, f"{SUMMARY} a")
    page.keyboard.press("Enter")
    assert focus_is_on(page, "textarea[name=text]"), "the list leads to the field"
    assert page.is_checked("input[name=about][value=other]")
    page.keyboard.type(STORY)


def _says_how_to_reach_her(page: Page) -> None:
    tab_to(page, "main details summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("main details[open] input[name=wanted]")
    tab_to(page, "input[name=wanted]")
    page.keyboard.press("ArrowUp")
    assert page.is_checked("input[name=wanted][value=yes]")
    tab_to(page, "input[name=device_seen]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=channels_safe]")
    page.keyboard.press("Space")
    tab_to(page, "input[name=phone]")
    page.keyboard.type("000 00 123")
    tab_to(page, "main form button[type=submit]")


def _code_of(page: Page, house: House, not_this: str = "") -> str:
    """Read the invented person's code of this half minute, as a newcomer does at /demo/."""
    for _ in range(45):
        page.goto(f"{house.staff}/demo/")
        row = page.locator("tr", has_text=f"{WHO}@demo.example")
        code = row.locator("code").nth(1).inner_text()
        if code != not_this:
            return code
        page.wait_for_timeout(1000)
    raise AssertionError("no new code within 45 seconds")


def _sign_in(house: House, page: Page) -> None:
    page.goto(f"{house.staff}/")
    page.wait_for_url(re.compile("/konto/inn/"))
    tab_to(page, "input[name=login]")
    page.keyboard.type(f"{WHO}@demo.example")
    tab_to(page, "input[name=password]")
    page.keyboard.type(house.logins[f"{WHO}@demo.example"])
    page.keyboard.press("Enter")
    page.wait_for_selector("input[name=code]")
    other, code = page.context.new_page(), ""
    for _ in range(2):  # a code works once: somebody may have used this half minute's
        code = _code_of(other, house, code)
        if not focus_is_on(page, "input[name=code]"):
            tab_to(page, "input[name=code]")
        page.keyboard.type(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if page.locator("input[name=code]").count() == 0:
            break
        assert focus_is_on(page, SUMMARY)
    other.close()


def test_an_employee_opens_a_message_and_goes_back(
    house: House, page_at: PageMaker, keys_of_the_house: dict[str, Any]
) -> None:
    page = page_at(1280)
    _sign_in(house, page)
    keys_of_the_house.setdefault(WHO, page.context.cookies())
    expect(page.locator("h1")).to_have_text("Dette venter på deg")
    tab_to(page, "main a[href='/innboks/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/innboks/$"))
    tab_to(page, "main ul.rows a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/innboks/[0-9a-f-]{36}/$"))

    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(SUMMARY)
    assert focus_is_on(page, SUMMARY), "no ground leads to the list of errors"
    tab_to(page, f"{SUMMARY} a")
    page.keyboard.press("Enter")
    assert focus_is_on(page, "input[name=ground]"), "the list leads to the choice"
    page.keyboard.press("Space")
    tab_to(page, "main form button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Åpnet melding")
    assert page.inner_text(".told") != ""
    back_to_the_inbox(page)
    page.wait_for_url(re.compile("/innboks/$"))
    expect(page.locator("h1")).to_have_text("Innboks")


def back_to_the_inbox(page: Page) -> None:
    """Walk backwards with Shift+Tab to the link above the heading."""
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if focus_is_on(page, ".back a"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("no way back by keyboard")
