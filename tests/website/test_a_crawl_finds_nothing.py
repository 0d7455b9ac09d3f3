"""Every page in a real browser: axe, sideways scroll, zoom, spacing, the order of numbers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import crawl
from tests.browser import PageMaker
from tryggvei.website import queries
from tryggvei.website.rules.page import LANGUAGES, address_of

pytestmark = [pytest.mark.browser, pytest.mark.own_server]
SOME = 20  # one page of so many is read in every run, and the home page of each language
# Read in all ways in the deep run; the others in one way each. `make crawl` does all of all.
IN_ALL_WAYS = ("/", "/ar/", "/ar/telefoner/", "/lettlest/", "/ti/for-meg/")


def _ways_of(address: str, number: int) -> tuple[crawl.Way, ...]:
    if address in IN_ALL_WAYS:
        return crawl.WAYS
    return (crawl.WAYS[number % len(crawl.WAYS)],)


@pytest.mark.deep
@pytest.mark.promise(28, "No request to others, no cookie: every baked page in every language")
@pytest.mark.parametrize("part", range(4))
def test_every_page_is_sound_in_a_browser(
    part: int, bake: Path, page_at: PageMaker, figure: Callable[[str], None]
) -> None:
    seen = crawl.Seen()
    page = page_at(360)
    with crawl.serving(bake) as base:
        for number, address in enumerate(crawl.addresses(bake)):
            if number % 4 == part:
                crawl.look(page, base, address, _ways_of(address, number), seen)
    figure(f"{seen.pages} pages, {seen.looks} looks, {seen.numbers} numbers in their order")
    assert dict(seen.faults) == {}
    assert seen.pages > 8
    assert seen.numbers > seen.pages


def test_some_pages_of_every_language_are_sound_in_a_browser(
    bake: Path, page_at: PageMaker
) -> None:
    """In every run; all pages are looked at in the deep one."""
    seen, page = crawl.Seen(), page_at(360)
    found = crawl.addresses(bake)
    homes = {address_of("hjem", code) for code in LANGUAGES}
    chosen = [one for n, one in enumerate(found) if one in homes or n % SOME == 0]
    with crawl.serving(bake) as base:
        for number, address in enumerate(chosen):
            crawl.look(page, base, address, (crawl.WAYS[number % len(crawl.WAYS)],), seen)
    assert dict(seen.faults) == {}
    assert seen.pages >= len(LANGUAGES) + 8


def test_every_language_offered_is_among_the_pages(bake: Path) -> None:
    found = set(crawl.addresses(bake))
    assert {address_of("hjem", code) for code in queries.offered_languages()} <= found
    assert set(LANGUAGES) <= set(queries.offered_languages())


def _drawn(page: Page, body: str) -> list[str]:
    page.set_content(f'<html dir="rtl" lang="ar"><body><p>{body}</p></body></html>')
    return list(page.evaluate(crawl.ORDER))


def test_a_number_drawn_backwards_is_found(page_at: PageMaker) -> None:
    page = page_at(360)
    assert _drawn(page, "اتصل 116 006 الآن") == ["116006 is shown as 006116"]
    assert _drawn(page, "من 8–15.30 كل يوم") != []
    assert _drawn(page, 'اتصل <bdi dir="ltr">116 006</bdi> الآن') == []
    assert _drawn(page, "اتصل 112 الآن") == []


def test_what_a_page_asks_for_is_found(bake: Path, page_at: PageMaker) -> None:
    seen = crawl.Seen()
    page = page_at(360)
    with crawl.serving(bake) as base:
        page.route(
            "**/", lambda route: route.fulfill(body='<a class="leave">x</a><img src="/x.png">')
        )
        crawl.look(page, base, "/", crawl.WAYS[:1], seen)
    assert any("asked for" in fault for fault in seen.faults["/"])
