"""Without a mouse: Rita writes and checks, Gunn reads and approves, the readers see the change."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PageMaker, axe_violations
from tests.journeys.conftest import House
from tests.journeys.keyboard import focus_is_on, tab_to
from tests.prepared import manage
from tests.tiers import DEEP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]
SignIn = Callable[[Page, str], None]
PAGE = "pages/nb/hva-skjer"
SENTENCE = "Du kan ta med deg en du stoler på."
SUMMARY = "[data-errors]"


def _looks_right(page: Page) -> None:
    """Hold what axe finds, and that nothing scrolls sideways on a telephone."""
    for width in (360, 1280) if DEEP else (360,):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def _press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def _write(house: House, page: Page) -> None:
    page.goto(f"{house.staff}/")
    _press(page, ".menu a[href='/redigere/']")
    page.wait_for_url(re.compile("/redigere/$"))
    _press(page, f"main a[href='/redigere/side/{PAGE}/']")
    page.wait_for_url(re.compile("/side/"))
    _press(page, f"main a[href='/redigere/skriv/{PAGE}/']")
    page.wait_for_url(re.compile("/skriv/"))
    tab_to(page, "textarea[name=body]")
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n\n{SENTENCE} Ring 22 22 55 55.")


def _check(page: Page) -> None:
    """Press Check: the fault is told and leads to the field, and every letter is still there."""
    _press(page, f"button[formaction='/redigere/sjekk/{PAGE}/']")
    page.wait_for_selector(SUMMARY)
    assert "ligner et telefonnummer" in page.inner_text(SUMMARY)
    assert SENTENCE in page.input_value("textarea[name=body]")
    _press(page, f"{SUMMARY} a")
    assert focus_is_on(page, "textarea[name=body]")
    _looks_right(page)
    page.keyboard.press("Control+End")
    for _ in "Ring 22 22 55 55.":
        page.keyboard.press("Backspace")
    while page.input_value("textarea[name=body]").rstrip()[-1] != ".":
        page.keyboard.press("Backspace")


def _preview(page: Page) -> None:
    """Press Preview: the text in the frame is the typed one, and the form has not moved."""
    _press(page, "button[formtarget='preview']")
    frame = page.frame_locator("iframe[name=preview]")
    expect(frame.get_by_text(SENTENCE)).to_be_attached()
    expect(frame.locator("html")).to_have_attribute("lang", "nb")
    colour = frame.locator(".danger-now").evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)", "drawn with the public styles"
    assert SENTENCE in page.input_value("textarea[name=body]")
    assert SENTENCE not in page.url


@pytest.mark.wider
def test_a_text_is_written_checked_approved_and_shown(
    house: House, page_at: PageMaker, sign_in: SignIn
) -> None:
    rita, gunn, reader = page_at(1280), page_at(1280), page_at(360)
    sign_in(rita, "rita")
    _write(house, rita)
    first = rita.frame_locator("iframe[name=preview]")
    expect(first.locator("h1")).to_have_text("Hva skjer når du tar kontakt?")
    _check(rita)
    _preview(rita)
    _press(rita, "main form button:not([formaction])")
    rita.wait_for_url(re.compile("/side/"))
    _press(rita, "form[action$='/send/'] button")
    expect(rita.locator("main")).to_contain_text("Teksten er sendt til godkjenning.")
    assert rita.locator("form[action$='/godkjenn/']").count() == 0

    sign_in(gunn, "gunn")
    gunn.goto(f"{house.staff}/redigere/")
    _press(gunn, f"main .rows a[href='/redigere/side/{PAGE}/']")
    gunn.wait_for_url(re.compile("/side/"))
    expect(gunn.locator("ins")).to_contain_text(SENTENCE)
    _looks_right(gunn)
    tab_to(gunn, "input[name=ok-read]")
    gunn.keyboard.press("Space")
    _press(gunn, "form[action$='/godkjenn/'] button")
    expect(gunn.locator("main")).to_contain_text("Teksten er godkjent.")
    _press(gunn, "form[action$='/publiser/'] button")
    expect(gunn.locator("main")).to_contain_text("Publisert.")

    manage(["bake"], house.state)  # the worker's next minute
    reader.goto(f"{house.public}/hva-skjer/")
    expect(reader.locator("main")).to_contain_text(SENTENCE)
