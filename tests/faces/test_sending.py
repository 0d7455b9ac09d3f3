"""The sending script: in place, without history, without losing what was written."""

import pytest
from playwright.sync_api import Page

from tests.browser import PageMaker, Served

pytestmark = pytest.mark.browser


def form_page(page_at: PageMaker, site: Served, *, javascript: bool = True) -> Page:
    page = page_at(360, javascript=javascript)
    page.goto(f"{site.url}/skriv/")
    return page


def fill(page: Page, text: str) -> None:
    page.fill("textarea", text)
    page.check("input[value=n]")


def test_a_whole_form_is_answered_in_place_without_a_new_history_row(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site)
    rows = page.evaluate("history.length")
    fill(page, "Hei")
    page.click("button")
    page.wait_for_selector("h1:has-text('Takk')")
    assert page.url == f"{sample_site.url}/skriv/"
    assert page.evaluate("history.length") == rows
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert page.query_selector("textarea") is None


def test_a_faulty_form_is_redrawn_in_place_with_its_text_and_focus_on_the_list(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site)
    page.fill("textarea", "Teksten min")
    page.click("button")
    page.wait_for_selector("[data-errors]")
    assert page.input_value("textarea") == "Teksten min"
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    rows = page.evaluate("history.length")
    page.click("[data-errors] a")
    assert page.evaluate("document.activeElement.id") == "id_safe_0"
    assert page.evaluate("history.length") == rows
    assert page.url == f"{sample_site.url}/skriv/"
    page.check("input[value=j]")
    page.click("button")
    page.wait_for_selector("h1:has-text('Takk')")


@pytest.mark.promise(5, "No lost text: a fault at the server leaves the text on the screen")
def test_a_fault_at_the_server_keeps_the_text_and_gives_the_numbers(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site)
    fill(page, "FAIL teksten min")
    page.click("button")
    page.wait_for_selector("#not-sent", state="visible")
    assert page.input_value("textarea") == "FAIL teksten min"
    assert page.query_selector("#not-sent a[href='tel:112']")
    assert page.evaluate("document.activeElement.id") == "not-sent"


@pytest.mark.promise(5, "No lost text: no network leaves the text on the screen")
def test_without_network_the_text_stays_and_a_second_try_goes_through(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site)
    fill(page, "Hei")
    page.context.set_offline(True)
    page.click("button")
    page.wait_for_selector("#not-sent", state="visible")
    assert page.input_value("textarea") == "Hei"
    page.context.set_offline(False)
    page.click("button")
    page.wait_for_selector("h1:has-text('Takk')")
    assert not page.is_visible("#not-sent")


def test_a_double_click_sends_once(page_at: PageMaker, sample_site: Served) -> None:
    page = form_page(page_at, sample_site)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    fill(page, "Hei")
    page.evaluate("() => { const b = document.querySelector('button'); b.click(); b.click(); }")
    page.wait_for_selector("h1:has-text('Takk')")
    assert sent.count("POST") == 1


@pytest.mark.promise(37, "The form works with JavaScript off")
def test_without_javascript_the_form_is_posted_and_answered_by_a_redirect(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site, javascript=False)
    fill(page, "Hei")
    page.click("button")
    page.wait_for_url("**/skriv/takk/")
    assert page.inner_text("h1") == "Takk"


@pytest.mark.promise(32, "Spelling check and autocomplete are off in every text field")
def test_the_browser_neither_checks_nor_remembers_what_is_typed(
    page_at: PageMaker, sample_site: Served
) -> None:
    page = form_page(page_at, sample_site)
    fields = page.query_selector_all("textarea, input[type=text]")
    assert len(fields) == 2
    for field in fields:
        assert field.get_attribute("spellcheck") == "false"
        assert field.get_attribute("autocomplete") == "off"
