"""What of leaving is shown in Chromium alone. The ways out in three engines: tests/leaving/."""

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


@pytest.mark.parametrize(("place", "stays"), [("#note", True), (".home", False)])
def test_shift_in_a_field_on_a_touch_device_is_somebody_who_writes(
    place: str, stays: bool, visit: BrowserContext, sample_site: Served
) -> None:
    page = visit.pages[0]
    page.add_init_script(
        "const asked = window.matchMedia.bind(window);"
        "window.matchMedia = (q) => q === '(pointer:coarse)' ? {matches: true} : asked(q);"
    )
    page.goto(f"{sample_site.url}/side/1/")
    page.focus(place)
    for _ in range(3):
        page.keyboard.press("Shift")
    if stays:
        page.wait_for_timeout(300)
        assert page.url == f"{sample_site.url}/side/1/"
    else:
        page.wait_for_url(NEUTRAL, wait_until="commit")
