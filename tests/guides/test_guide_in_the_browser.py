"""In a real browser without JavaScript: one question at a time, and no request after load."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from tests.browser import axe_violations
from tests.guides.pages import GUIDE_PATHS, RESIDENT_GUIDES, Baked

pytestmark = pytest.mark.browser
PageAt = Callable[..., Page]
RESIDENT_PATHS = tuple(f"/raad/{slug}/" for slug in RESIDENT_GUIDES)


def opened(page: Page, html: str, tmp_path: Path, anchor: str = "") -> list[str]:
    """Open a page from a file; return the list that later requests are noted in."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page.goto(f"{file.as_uri()}{anchor}")
    asked: list[str] = []

    def note(request: Request) -> None:
        if not urlsplit(request.url).fragment:
            asked.append(request.url)

    page.on("request", note)
    return asked


def shown_steps(page: Page) -> list[str]:
    """Return the ids of the steps that a reader sees."""
    steps = page.locator(".step").all()
    return [step.get_attribute("id") or "" for step in steps if step.is_visible()]


def test_one_question_at_a_time_without_javascript(
    baked: Baked, page_at: PageAt, tmp_path: Path
) -> None:
    page = page_at(360, javascript=False)
    asked = opened(page, baked["/raad/voksen/"], tmp_path)
    assert shown_steps(page) == ["steg-1"]
    for answer, heading in [
        ("Nei", "Er det barn i hjemmet?"),
        ("Nei", "Er det sikkert eller mest sannsynlig"),
        ("Jeg er usikker", "spør uten navn"),
        ("Gå videre", "Hvem kan stå bak?"),
        ("En ansatt eller leder i en tjeneste", "Meld fra utenom lederen"),
    ]:
        page.locator(".step:visible").get_by_role("link", name=answer, exact=True).click()
        assert len(shown_steps(page)) == 1
        assert heading in page.locator(".step:visible h2").inner_text()
    assert asked == []


def test_back_and_start_again(baked: Baked, page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(360, javascript=False)
    opened(page, baked["/raad/voksen/"], tmp_path, "#steg-9")
    page.locator(".step:visible").get_by_role("link", name="Tilbake til forrige spørsmål").click()
    assert shown_steps(page) == ["steg-7"]
    page.locator(".step:visible").get_by_role("link", name="Start på nytt").click()
    assert shown_steps(page) == ["steg-1"]
    page.go_back()
    assert shown_steps(page) == ["steg-7"]


def test_all_can_be_read_at_once(baked: Baked, page_at: PageAt, tmp_path: Path) -> None:
    page = page_at(1280, javascript=False)
    opened(page, baked["/raad/voksen/"], tmp_path)
    page.get_by_role("link", name="Vis alle spørsmål og råd på en gang").click()
    assert len(shown_steps(page)) == 20


def test_an_outcome_prints_alone_with_room_for_notes_and_no_name(
    baked: Baked, page_at: PageAt, tmp_path: Path
) -> None:
    page = page_at(800, javascript=False)
    opened(page, baked["/raad/voksen/"], tmp_path, "#steg-15")
    page.emulate_media(media="print")
    assert shown_steps(page) == ["steg-15"]
    assert page.locator(".record:visible").inner_text().split("\n") == [
        "Hvem jeg ringte:",
        "Dato og klokkeslett:",
        "Hva vi ble enige om:",
    ]


def test_the_guide_keeps_nothing_in_the_browser(
    baked: Baked, page_at: PageAt, tmp_path: Path
) -> None:
    page = page_at(360)
    opened(page, baked["/raad/voksen/"], tmp_path)
    page.get_by_role("link", name="Nei", exact=True).click()
    kept = "localStorage.length + sessionStorage.length + document.cookie.length"
    assert page.evaluate(kept) == 0


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/raad/", ""),
        ("/raad/voksen/", ""),
        *((path, "#alle") for path in (*GUIDE_PATHS, RESIDENT_PATHS[0])),
        *(pytest.param(path, "#alle", marks=pytest.mark.deep) for path in RESIDENT_PATHS[1:]),
    ],
)
def test_axe_finds_nothing(
    baked: Baked, page_at: PageAt, tmp_path: Path, path: str, anchor: str
) -> None:
    page = page_at(360)
    opened(page, baked[path], tmp_path, anchor)
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(
    baked: Baked, page_at: PageAt, tmp_path: Path, width: int
) -> None:
    page = page_at(width)
    opened(page, baked["/raad/voksen/"], tmp_path, "#alle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
