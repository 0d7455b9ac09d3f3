"""Leaving in a real Chromium with the back/forward cache on: Back never shows our content again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser import NEUTRAL_HOST, Neutral, Served, lasting_profile

pytestmark = pytest.mark.browser
NEUTRAL = re.compile(rf"https://{re.escape(NEUTRAL_HOST)}/")
TYPED = "HEMMELIGTEKST"


@pytest.fixture
def visit(
    playwright_driver: Playwright, profile: Path, neutral_site: Neutral
) -> Iterator[BrowserContext]:
    with lasting_profile(playwright_driver, profile, resolve=neutral_site.rule) as context:
        yield context


def three_pages_deep(context: BrowserContext, site: Served) -> Page:
    page = context.pages[0]
    page.goto(f"{site.url}/")
    for _ in range(3):
        page.click("#next")
    page.fill("#note", TYPED)
    return page


def assert_stays_neutral(page: Page, backs: int = 4) -> None:
    page.wait_for_url(NEUTRAL, wait_until="commit")
    for _ in range(backs):
        page.evaluate("void setTimeout(() => history.back(), 20)")
        page.wait_for_timeout(700)
        if page.url == "about:blank":
            return
        assert NEUTRAL.match(page.url), page.url
        shown = page.inner_text("body")
        assert "KANARIFUGL" not in shown
        assert TYPED not in shown


def test_the_back_forward_cache_is_really_on(visit: BrowserContext, sample_site: Served) -> None:
    page = visit.pages[0]
    page.goto(f"{sample_site.url}/side/1/")
    page.evaluate("window.alive = true")
    page.click("#next")
    page.wait_for_url("**/side/2/", wait_until="commit")
    page.evaluate("void setTimeout(() => history.back(), 20)")
    page.wait_for_url("**/side/1/", wait_until="commit")
    page.wait_for_timeout(300)
    assert page.evaluate("window.alive") is True


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


LEAVE: dict[str, Callable[[Page], None]] = {
    "button": lambda page: page.click(".leave"),
    "shift three times": lambda page: press(page, "Shift", "Shift", "Shift"),
    "left and right shift": lambda page: press(page, "ShiftLeft", "ShiftRight", "ShiftLeft"),
}


@pytest.mark.promise(33, "Quick exit: from three pages deep Back stays neutral, typed text is gone")
@pytest.mark.parametrize("way", LEAVE)
def test_back_after_leaving_stays_neutral(
    way: str, visit: BrowserContext, sample_site: Served, neutral_site: Neutral
) -> None:
    page = three_pages_deep(visit, sample_site)
    LEAVE[way](page)
    assert_stays_neutral(page)
    assert not [seen for seen in neutral_site.referrers if "localhost" in seen]


def test_tab_and_enter_on_the_hidden_link_leave(visit: BrowserContext, sample_site: Served) -> None:
    page = visit.pages[0]
    page.goto(f"{sample_site.url}/side/1/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-leave]')")
    page.keyboard.press("Enter")
    assert_stays_neutral(page, backs=2)


@pytest.mark.promise(33, "Quick exit: page blank within 100 ms of the press")
def test_the_page_is_blank_at_once(
    visit: BrowserContext, sample_site: Served, figure: Callable[[str], None]
) -> None:
    page = visit.pages[0]
    page.goto(f"{sample_site.url}/side/1/")
    took = page.evaluate(
        """() => {
          const began = performance.now();
          document.querySelector(".leave").click();
          const blank = document.documentElement.childNodes.length === 0
            && getComputedStyle(document.documentElement).display === "none"
            && document.title === "";
          return blank ? performance.now() - began : -1;
        }"""
    )
    figure(f"blank after {took:.1f} ms")
    assert 0 <= took < 100
    page.wait_for_url(NEUTRAL, wait_until="commit")


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift"],
        ["Shift", "Shift", "a", "Shift"],
        ["Shift+A", "Shift+B", "Shift+C"],
        ["Shift", "Shift", "Tab", "Shift"],
        ["Control+Shift", "Control+Shift", "Control+Shift"],
    ],
    ids=" ".join,
)
def test_ordinary_typing_does_not_leave(
    keys: list[str], visit: BrowserContext, sample_site: Served
) -> None:
    page = visit.pages[0]
    page.goto(f"{sample_site.url}/side/1/")
    page.focus("#note")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == f"{sample_site.url}/side/1/"


def test_three_presses_spread_over_more_than_five_seconds_do_not_leave(
    visit: BrowserContext, sample_site: Served
) -> None:
    page = visit.pages[0]
    page.goto(f"{sample_site.url}/side/1/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(5_200)
    page.keyboard.press("Shift")
    page.wait_for_timeout(300)
    assert page.url == f"{sample_site.url}/side/1/"


def test_who_comes_back_by_the_address_is_welcome(
    visit: BrowserContext, sample_site: Served
) -> None:
    page = three_pages_deep(visit, sample_site)
    page.click(".leave")
    page.wait_for_url(NEUTRAL, wait_until="commit")
    page.goto(f"{sample_site.url}/side/1/")
    assert "KANARIFUGL1" in page.inner_text("main")
    page.click("#next")
    page.wait_for_url("**/side/2/", wait_until="commit")
    page.evaluate("void setTimeout(() => history.back(), 20)")
    page.wait_for_url("**/side/1/", wait_until="commit")
    page.wait_for_timeout(300)
    assert page.is_visible("main")
    assert "KANARIFUGL1" in page.inner_text("main")


def test_typed_text_is_gone_after_an_ordinary_step_too(
    visit: BrowserContext, sample_site: Served
) -> None:
    page = three_pages_deep(visit, sample_site)
    page.click("#next")
    page.wait_for_url("**/side/4/", wait_until="commit")
    page.evaluate("void setTimeout(() => history.back(), 20)")
    page.wait_for_url("**/side/3/", wait_until="commit")
    page.wait_for_timeout(300)
    assert page.input_value("#note") == ""


@pytest.mark.promise(29, "No cookie and no storage before leaving, no service worker")
def test_nothing_is_stored_before_leaving(visit: BrowserContext, sample_site: Served) -> None:
    page = three_pages_deep(visit, sample_site)
    stored = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
             (await indexedDB.databases()).length,
             (await navigator.serviceWorker.getRegistrations()).length,
             (await caches.keys()).length]"""
    )
    assert stored == [0, 0, "", 0, 0, 0]
    assert visit.cookies() == []


@pytest.mark.promise(37, "Leaving works as a link without JavaScript")
def test_without_javascript_the_button_is_a_link_that_leaves(
    playwright_driver: Playwright, profile: Path, neutral_site: Neutral, sample_site: Served
) -> None:
    with lasting_profile(
        playwright_driver, profile, resolve=neutral_site.rule, javascript=False
    ) as context:
        page = context.pages[0]
        page.goto(f"{sample_site.url}/side/1/")
        page.click(".leave")
        page.wait_for_url(NEUTRAL, wait_until="commit")
        assert neutral_site.referrers[0] == ""
