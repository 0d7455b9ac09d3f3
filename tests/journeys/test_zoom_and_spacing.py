"""400 % zoom (WCAG 1.4.10) and a reader's own text spacing (1.4.12): nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import PageMaker
from tests.crawl import LOST, SPACING, WIDEN
from tests.journeys.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SignIn = Callable[[Page, str], None]

WAYS = {
    "400 % zoom": (320, 256, False),
    "text spacing": (360, 740, True),
    "zoom and spacing": (320, 256, True),
}
# The baked pages have a crawl of their own.
LIVE = ["skriv/", "skriv/takk/", "svar/", "finnes-ikke/", "nn/skriv/", "en/skriv/"]
STAFF = [("aud", "/"), ("aud", "/innboks/"), ("aud", "/saker/"), ("aud", "/plan/1.2.1/")]
STAFF += [("rita", "/innhold/"), ("per", "/logg/"), ("adam", "/folk/")]


def lost_on(page: Page, url: str) -> list[str]:
    """Open a page in each way of reading, everything unfolded, and return what is lost."""
    faults = []
    for way, (width, height, spaced) in WAYS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(url)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        if spaced:
            page.evaluate(WIDEN, SPACING)
        faults += [f"{page.url} ({way}): {fault}" for fault in page.evaluate(LOST)]
    return faults


def test_live_public_pages_lose_nothing(house: House, page_at: PageMaker) -> None:
    page = page_at(320, 256)
    assert [fault for path in LIVE for fault in lost_on(page, f"{house.public}/{path}")] == []


def test_the_way_out_stays_on_the_zoomed_screen(house: House, page_at: PageMaker) -> None:
    page = page_at(320, 256)
    page.goto(f"{house.public}/for-meg/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = page.locator("a.leave").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 128
    assert box["height"] < 64, "it must not eat the screen"


@pytest.mark.parametrize(("who", "path"), STAFF)
def test_staff_screens_lose_nothing(
    house: House, page_at: PageMaker, sign_in: SignIn, who: str, path: str
) -> None:
    page = page_at(360)
    sign_in(page, who)
    assert lost_on(page, house.staff + path) == []


def test_a_case_and_its_terms_lose_nothing(
    house: House, page_at: PageMaker, sign_in: SignIn
) -> None:
    page = page_at(360)
    sign_in(page, "aud")
    page.goto(f"{house.staff}/saker/?vis=mine")
    address = page.locator("tbody th a").first.get_attribute("href")
    assert lost_on(page, f"{house.staff}{address}") == []
    assert lost_on(page, f"{house.staff}{address}trygg-kontakt/") == []


def test_the_measure_finds_what_is_lost(house: House, page_at: PageMaker) -> None:
    page = page_at(320, 256)
    page.goto(f"{house.public}/")
    page.evaluate("document.querySelector('h1').style.cssText = 'inline-size: 500px'")
    assert any("outside" in fault for fault in page.evaluate(LOST))
    css = "inline-size: 40px; overflow: hidden; white-space: nowrap"
    page.evaluate(f"document.querySelector('h1').style.cssText = '{css}'")
    assert any("cut off" in fault for fault in page.evaluate(LOST))
