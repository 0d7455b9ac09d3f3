"""The search in the list of topics: everyday words lead right, and nothing of them is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import (
    NEUTRAL_HOST,
    Neutral,
    PageMaker,
    axe_violations,
    lasting_profile,
)
from tests.website.test_the_finder_in_the_browser import everything_kept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("website-browser")]
# What people type, with their slips, and the page that must be among the first three.
NB = {
    "for-meg": [
        "mannen min slår",
        "manen min slår meg",
        "mannen min slaar",
        "kontrollerer pengene",
        "kontrolerer pengene mine",
        "han tar lønna mi",
        "kjæresten sjekker telefonen min",
        "kjerestn skremer meg",
        "får ikke gå ut",
        "redd hjemme",
        "samboeren er sjalu",
        "kona mi slår",
        "pappa min far slår",
        "tør ikke dra fra ham",
        "truer meg",
        "psykisk vold",
        "presser meg til sex",
        "trenger tolk",
        "har tatt passet mitt",
    ],
    "for-andre": [
        "hører bråk hos naboen",
        "skrik hos nabo",
        "bekymra for venninne",
        "bekymret for barn",
        "bekymringsmeldig",
    ],
    "telefoner": [
        "ringe noen i natt",
        "telefonumer",
        "krisesenter",
        "kriesenter",
        "legevakt",
        "noen å prate med",
        "apningstider",
        "selvmord",
        "tegnspråk",
        "sende sms",
    ],
    "etter": ["voldtatt", "voltekt", "overgrepsmotak", "kvelertak", "angrepille", "dusje etterpå"],
    "rettigheter": [
        "besøksforbud",
        "besoksforbu",
        "gratis advokat",
        "skilsmise",
        "anmelde",
        "erstatning",
        "voldsalarm",
        "oppholdstilatelse",
        "skille meg",
    ],
    "spor": ["slette historikk", "overvåker telefonen", "gps sporing", "privat vindu", "airtag"],
    "hva-skjer": ["taushetsplikt", "hvem leser det"],
    "personvern": ["cookies", "personopplysninger"],
    "tilgjengelighet": ["skjermleser", "blind"],
    "ansatt": ["lærer meldeplikt", "avvergeplikt", "elev forteller"],
    "om-planen": ["handlingsplan"],
    "skriv": ["skrive i stedet for å ringe", "kontaktskjema"],
}
NN = {
    "for-meg": ["mannen min slår", "kontrolerer pengane", "redd heime", "kjærasten truar"],
    "for-andre": ["uroa for ein ven", "brak hos naboen"],
    "telefoner": ["opningstider", "nokon å prate med"],
    "etter": ["valdtekt", "valtekt"],
    "rettigheter": ["besøksforbod", "skilsmise"],
}
EN = {
    "for-meg": ["my husband hits me", "he controlls my money", "afraid at home", "jelous partner"],
    "for-andre": ["worried about my freind", "screaming neighbours"],
    "telefoner": ["shelter", "suicide", "phone numbers"],
    "etter": ["raped", "strangled"],
    "rettigheter": ["restraning order", "divorse", "lawyer"],
    "spor": ["delete history", "tracking my phone"],
}


def first_three(page: Page, typed: str) -> list[str]:
    page.fill("#q", typed)
    links = page.locator("#hits a")
    return [str(links.nth(n).get_attribute("href")) for n in range(min(3, links.count()))]


@pytest.mark.parametrize(
    ("prefix", "asked"), [("", NB), ("/nn", NN), ("/en", EN)], ids=["nb", "nn", "en"]
)
def test_everyday_words_lead_to_the_right_page(
    prefix: str, asked: dict[str, list[str]], page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}{prefix}/emner/")
    astray = {
        typed: found
        for wanted, queries in asked.items()
        for typed in queries
        if f"{prefix}/{wanted}/" not in (found := first_three(page, typed))
    }
    assert astray == {}


def test_there_are_enough_queries() -> None:
    assert sum(map(len, NB.values())) >= 60
    assert all(sum(map(len, words.values())) >= 12 for words in (NN, EN))


def test_what_is_typed_half_is_found_already(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}/emner/")
    assert "/rettigheter/" in first_three(page, "advo")
    assert "/rettigheter/" in first_three(page, "besøksf")


@pytest.mark.parametrize("typed", ["qzxv", "jeg er", "!?", "%", "<b>x</b>", "æ", " "])
def test_words_that_say_nothing_leave_the_list_and_no_harm(
    typed: str, page_at: PageMaker, baked_site: str
) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}/emner/")
    page.fill("#q", typed)
    assert page.locator("#letters").is_visible()
    assert page.locator("#hits li").count() == 0
    told = page.locator("[role=status]").inner_text()
    assert told == "" or told.startswith("Ingen treff")


def test_the_page_apart_is_never_found(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    page.goto(f"{baked_site}/emner/")
    for typed in ("endre", "jeg slår kona mi", "vil slutte å slå", "jeg skremmer noen", "sinne"):
        page.fill("#q", typed)
        assert "/endre/" not in page.inner_html("main"), typed


@pytest.mark.promise(28, "Searching asks nobody and leaves nothing")
def test_what_is_typed_is_neither_kept_nor_sent(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{baked_site}/emner/")
    before = everything_kept(page)
    page.type("#q", "mannen min slår")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.locator("#hits a").count() > 0
    assert everything_kept(page) == before
    assert asked == [f"{baked_site}/emner/"]
    field = page.locator("#q")
    assert field.get_attribute("name") is None
    assert field.get_attribute("autocomplete") == "off"
    assert field.get_attribute("spellcheck") == "false"  # some browsers send what they spell-check
    assert page.locator("form").count() == 0


@pytest.fixture
def visit(
    playwright_driver: Playwright, tmp_path: Path, neutral_site: Neutral, baked_site: str
) -> Iterator[Page]:
    profile = tmp_path / "profile"
    with lasting_profile(playwright_driver, profile, resolve=neutral_site.rule) as context:
        page = context.pages[0]
        page.goto(f"{baked_site}/emner/")
        page.type("#q", "HEMMELIGTEKST advokat")
        yield page


def test_following_an_answer_wipes_what_was_typed(visit: Page) -> None:
    visit.locator("#hits a").first.click()
    visit.wait_for_url("**/rettigheter/", wait_until="commit")
    visit.evaluate("void setTimeout(() => history.back(), 20)")
    visit.wait_for_url("**/emner/", wait_until="commit")
    visit.wait_for_timeout(300)
    assert visit.input_value("#q") == ""
    assert visit.locator("#hits a").count() == 0
    assert visit.locator("#letters").is_visible()


def test_leaving_wipes_it_and_back_shows_nothing(visit: Page, tmp_path: Path) -> None:
    visit.click(".leave")
    visit.wait_for_url(f"https://{NEUTRAL_HOST}/", wait_until="commit")
    visit.evaluate("void setTimeout(() => history.back(), 20)")
    visit.wait_for_timeout(700)
    assert visit.url.startswith((f"https://{NEUTRAL_HOST}/", "about:blank"))
    visit.context.close()
    kept = [
        file.name
        for file in (tmp_path / "profile").rglob("*")
        if file.is_file()
        and any(
            "HEMMELIGTEKST".encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le")
        )
    ]
    assert kept == []


def test_the_answers_have_no_axe_violations(page_at: PageMaker, baked_site: str) -> None:
    for width, dark in ((320, False), (390, True), (1280, False)):
        page = page_at(width, dark=dark)
        page.goto(f"{baked_site}/emner/")
        page.fill("#q", "advokat")
        assert axe_violations(page) == []


@pytest.mark.promise(37, "The list of topics stands without JavaScript, and no dead field")
def test_without_javascript_the_list_stands(page_at: PageMaker, baked_site: str) -> None:
    page = page_at(390, javascript=False)
    page.goto(f"{baked_site}/emner/")
    assert not page.locator("#q").is_visible()
    page.get_by_role("link", name="Besøksforbud").click()
    assert page.url == f"{baked_site}/rettigheter/"
