"""One true walk through every floor: a resident without script, the desk with it, at 360 px."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import PageMaker, axe_violations
from tests.journeys.conftest import House
from tests.tiers import DEEP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

STORY = "Naboen roper hver natt, og jeg hører barnet gråte."
ANSWER = "Takk for at du skrev. Er barnet trygt i dag?"
BACK = "Ja, i dag er det stille."
SignIn = Callable[[Page, str], None]


def _calm(page: Page) -> None:
    """Every page of the public face: no fault for axe, no cookie, one request, a way out."""
    assert page.context.cookies() == []
    assert page.locator("a[href='/ut']").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _looks_right(page: Page) -> None:
    if DEEP:  # in the run each screen is looked at once: test_every_screen.py
        assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.promise(37, "the whole walk works without JavaScript on the public face, at 360 px")
def test_from_a_page_to_the_plan(house: House, page_at: PageMaker, sign_in: SignIn) -> None:
    code = _a_resident_writes(house, page_at(360, 740, javascript=False))
    desk = page_at(360, 740)
    sign_in(desk, "aud")
    case_url = _the_desk_answers(house, desk)
    _she_comes_back(house, page_at(360, 740, javascript=False), code)
    _the_desk_reads_on(house, desk, case_url)
    _the_plan_shows_it(house, desk)


def _press(control: Locator) -> None:
    """Press a link or a button and wait until the next page has come, however busy the machine."""
    with control.page.expect_navigation(wait_until="load"):
        control.click()


def _a_resident_writes(house: House, page: Page) -> str:
    page.goto(f"{house.public}/")
    _calm(page)
    assert "112" in page.locator("body").inner_text()
    _press(page.locator("a[href='/for-meg/']").first)
    _calm(page)
    page.goto(f"{house.public}/for-andre/")
    _calm(page)
    page.goto(f"{house.public}/ansatt/")
    _press(page.locator("main a[href^='/raad/voksen']").first)
    _calm(page)
    page.goto(f"{house.public}/skriv/")
    _calm(page)
    shown = page.locator(".receipt-code").text_content() or ""
    code = re.search(r"(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}", shown)
    assert code, "the code is on the page before anything is sent"
    page.check("input[name=about][value=other]")
    page.fill("textarea[name=text]", STORY)
    folded = page.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    page.fill("input[name=code_end]", code.group()[-4:])
    _press(page.locator("main form button[type=submit]").first)
    page.wait_for_url(f"{house.public}/skriv/takk/")
    _calm(page)
    assert STORY not in page.content()
    return code.group()


def _the_desk_answers(house: House, page: Page) -> str:
    page.goto(f"{house.staff}/innboks/")
    _looks_right(page)
    _open_the_one(house, page, "Ny henvendelse", STORY)
    _looks_right(page)
    _press(page.get_by_role("button", name="Registrer som sak"))
    page.wait_for_url(re.compile(r"/saker/[0-9a-f-]{36}/$"))
    assert "Personen har ikke bedt om å bli kontaktet" in page.content()
    _looks_right(page)
    case_url = page.url
    _terms_are_told(page)
    page.goto(case_url)
    page.fill("form[action$='/svar/'] textarea", ANSWER)
    _press(page.get_by_role("button", name="Send svar"))
    assert ANSWER in page.content()
    return page.url


def _open_the_one(house: House, page: Page, kind: str, text: str) -> None:
    """Open sealed messages from the newest day on until it is ours: no list tells which it is."""
    links = page.locator("main ul.rows a", has_text=kind).all()
    for address in [str(link.get_attribute("href")) for link in reversed(links)]:
        page.goto(house.staff + address)
        assert text not in page.content()
        _looks_right(page)
        page.check("input[name=ground][value=intake_on_duty]")
        _press(page.get_by_role("button", name="Åpne meldingen"))
        if text in page.content():
            return
    raise AssertionError(f"no message of the inbox says {text}")


def _terms_are_told(page: Page) -> None:
    """Contact is refused, then the terms are written down with a fault, then as they should be."""
    _press(page.locator("a[href$='/trygg-kontakt/']"))
    _looks_right(page)
    page.check("input[name=channels_safe][value=phone]")
    page.check("input[name=wanted][value=yes]")
    _press(page.get_by_role("button", name="Lagre"))
    assert "Bare personen selv kan si hva som er trygt" in page.content()
    assert page.is_checked("input[name=channels_safe][value=phone]")
    _looks_right(page)
    page.check("input[name=said_today]")
    page.fill("input[name=phone]", "000 00 123")
    for day in page.locator("input[name=days]").all():
        day.check()
    # Her own hours, or contact would be refused whenever the suite runs outside office hours.
    page.fill("[name=hours]", "Hele døgnet")
    _press(page.get_by_role("button", name="Lagre"))
    _press(page.get_by_role("link", name="Forbered kontakt"))
    assert "000 00 123" in page.content()
    _looks_right(page)


def _she_comes_back(house: House, page: Page, code: str) -> None:
    page.goto(f"{house.public}/svar/")
    _calm(page)
    page.fill("input[name=code]", code.lower().replace("-", " "))
    _press(page.locator("main form button[type=submit]").first)
    assert ANSWER in page.content()
    assert code not in page.url
    page.fill("textarea[name=text]", BACK)
    _press(page.locator("main form button[type=submit]").last)
    assert BACK not in page.url


def _the_desk_reads_on(house: House, page: Page, case_url: str) -> None:
    page.goto(f"{house.staff}/innboks/")
    _open_the_one(house, page, "Svar i en dialog", BACK)
    _press(page.get_by_role("button", name="Legg meldingen i saken"))
    page.wait_for_url(case_url)
    assert BACK in page.content()


def _the_plan_shows_it(house: House, page: Page) -> None:
    page.goto(f"{house.staff}/plan/")
    _looks_right(page)
    page.goto(f"{house.staff}/plan/1.2.1/")
    _looks_right(page)
    assert "Henvendelser" in page.locator("main").inner_text()
