"""`make shots`: pictures of every screen at 360 and 1280 px, light, dark and print, into shots/."""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.addresses import page_addresses
from tests.browser import CHROMIUM, QUIET, ROOT
from tests.journeys.conftest import House, built_house, enter

OUT = ROOT / "shots"
PICTURES = ROOT / "docs" / "pictures"
PUBLIC = [address.rstrip("/") for address in page_addresses()]
PUBLIC += ["raad", "raad/voksen", "raad/hvem-kan-hjelpe", "raad/for-noen-andre", "raad/stoppe"]
PUBLIC += ["raad/voksen/flyt", "raad/bti-tryggest/flyt"]
PUBLIC += ["skriv", "skriv/takk", "svar", "finnes-ikke", "raad/svar/takk"]
STAFF = {
    "aud": ["", "innboks", "saker", "plan", "plan/1.2.1", "konto", "konto/enheter"],
    "per": ["logg"],
    "rita": [
        *("innhold", "komponenter", "redigere", "redigere/skriv/pages/nb/personvern"),
        *("redigere/tilbakemeldinger", "redigere/side/guides/voksen"),
        *("redigere/skriv/guides/voksen", "redigere/skriv/guides/voksen/?steg=avert"),
    ],
    "gunn": ["redigere/side/pages/nb/spor"],
    "adam": ["folk", "folk/ny", "folk/enheter"],
}
WIDTHS = (360, 1280)


def _name(face: str, path: str) -> str:
    return f"{face}-{re.sub(r'[^a-z0-9]+', '-', path.lower()).strip('-') or 'home'}"


def _take(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    page.screenshot(path=OUT / f"{name}-{width}.png", full_page=True)


def _public(house: House, page: Page) -> Iterator[str]:
    for path in PUBLIC:
        page.goto(f"{house.public}/{path}{'/' if path else ''}")
        yield _name("public", path)
    for language in ("nn", "en"):
        page.goto(f"{house.public}/{language}/")
        yield f"public-{language}-home"


def _desk(house: House, page: Page) -> Iterator[str]:
    page.goto(f"{house.staff}/innboks/")
    page.locator("main ul.rows a").first.click()
    yield "staff-message"
    page.check("input[name=ground][value=intake_on_duty]")
    page.get_by_role("button", name="Åpne meldingen").click()
    yield "staff-opened"
    page.get_by_role("button", name="Registrer som sak").click()
    yield "staff-case"
    page.locator("a[href$='/trygg-kontakt/']").click()
    yield "staff-terms"
    page.get_by_role("button", name="Lagre").click()
    yield "staff-terms-errors"


def _staff(house: House, page: Page, who: str) -> Iterator[str]:
    enter(house, page, who)
    lines = page.locator("nav.menu a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    menu = [line.strip("/") for line in lines]  # of every room that she may enter
    for path in [*menu, *(other for other in STAFF[who] if other not in menu)]:
        page.goto(f"{house.staff}/{path}{'/' if path and '?' not in path else ''}")
        yield _name(f"staff-{who}", path)
    if who == "aud":
        yield from _desk(house, page)


def main() -> None:
    """Build a house, walk through it, and leave a picture of every screen."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        with built_house(Path(state)) as house:
            page = browser.new_page(locale="nb-NO")
            for name in _public(house, page):
                for width in WIDTHS:
                    _take(page, name, width)
                sys.stdout.write(f"{name}\n")
            for who in STAFF:
                page = browser.new_page(locale="nb-NO")
                for name in _staff(house, page, who):
                    for width in WIDTHS:
                        _take(page, name, width)
                    sys.stdout.write(f"{name}\n")
            page = browser.new_page(color_scheme="dark", locale="nb-NO")
            page.goto(f"{house.public}/")
            _take(page, "public-home-dark", 360)
            page.emulate_media(media="print", color_scheme="light")
            _take(page, "public-home-print", 1280)
        browser.close()
    for name in ("public-home-360", "staff-message-360"):
        shutil.copy(OUT / f"{name}.png", PICTURES / f"{name}.png")
    sys.stdout.write(f"{len(list(OUT.glob('*.png')))} pictures in shots/\n")


if __name__ == "__main__":
    main()
