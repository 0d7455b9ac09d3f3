"""The public frame in a real browser: axe, the way out in sight, keyboard order, no strangers."""

from collections.abc import Callable

import pytest

from tests.browser import PageMaker, Served, axe_violations
from tests.tiers import covering

pytestmark = pytest.mark.browser
ADDRESSES = ["/", "/skriv/", "/finnes-ikke/", "/nn/"]
SIZES = [(360, 740), (1280, 800), (320, 256)]


@pytest.mark.parametrize(("size", "dark", "address"), covering(SIZES, (False, True), ADDRESSES))
def test_public_pages_have_no_axe_violations(
    size: tuple[int, int], dark: bool, address: str, page_at: PageMaker, sample_site: Served
) -> None:
    page = page_at(*size, dark=dark)
    page.goto(sample_site.url + address)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_redrawn_form_with_errors_has_no_axe_violations(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = page_at(360)
    page.goto(f"{sample_site.url}/skriv/")
    page.click("button")
    page.wait_for_selector("[data-errors]")
    assert axe_violations(page) == []


@pytest.mark.promise(33, "The way out is in sight without scrolling at 320 px and 400 % zoom")
@pytest.mark.parametrize("size", [(320, 256), (320, 568), (1280, 800)], ids=str)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_way_out_is_in_sight_before_and_after_scrolling(
    address: str, size: tuple[int, int], page_at: PageMaker, sample_site: Served
) -> None:
    page = page_at(*size)
    page.goto(sample_site.url + address)
    for where in (0, 5000):
        page.evaluate("where => scrollTo(0, where)", where)
        box = page.locator(".leave").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert box["height"] >= 40
        on_top = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).matches('.leave')",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert on_top
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["height"] <= size[1] * 0.22


def test_the_first_stops_of_the_tab_key_are_content_way_out_and_home(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = page_at(360)
    page.goto(f"{sample_site.url}/")
    stops = []
    for _ in range(5):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.getAttribute('href')"))
    assert stops == ["#main", "/ut", "/", "/ut", "tel:112"]


def test_no_stop_of_the_tab_key_hides_behind_the_bar(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = page_at(320, 500)
    page.goto(f"{sample_site.url}/skriv/")
    for _ in range(16):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (at === document.body || at.closest(".bar")) return false;
              return at.getBoundingClientRect().bottom
                <= document.querySelector(".bar").getBoundingClientRect().bottom;
            }"""
        )
        assert hidden is False


@pytest.mark.promise(28, "No request to anybody else; one request a page")
def test_a_page_is_one_request_and_nobody_else_is_asked(
    page_at: PageMaker, sample_site: Served, figure: Callable[[str], None]
) -> None:
    page = page_at(360)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sample_site.url}/", wait_until="networkidle")
    figure(f"{len(asked)} request")
    assert asked == [f"{sample_site.url}/"]


@pytest.mark.promise(36, "A public page is at most 10,000 bytes compressed")
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_frame_is_small(
    address: str, page_at: PageMaker, sample_site: Served, figure: Callable[[str], None]
) -> None:
    import brotli

    page = page_at(360)
    response = page.goto(sample_site.url + address)
    assert response is not None
    size = len(brotli.compress(response.body(), quality=11))
    figure(f"{address}: {size} bytes")
    assert size <= 10_000


def test_the_frame_prints_without_buttons_and_bars(page_at: PageMaker, sample_site: Served) -> None:
    page = page_at(800)
    page.goto(f"{sample_site.url}/")
    page.emulate_media(media="print")
    for hidden in (".leave", ".languages", ".ds-skip-link"):
        assert not page.locator(hidden).first.is_visible()
    assert page.get_by_text("Noen leser det du skriver").is_visible()


@pytest.mark.promise(37, "Everything in the frame works with JavaScript off")
def test_without_javascript_nothing_is_missing(page_at: PageMaker, sample_site: Served) -> None:
    page = page_at(360, javascript=False)
    page.goto(f"{sample_site.url}/")
    for selector in (".leave", "main h1", ".languages a", "a[href='tel:112']"):
        assert page.locator(selector).first.is_visible()
