"""Steps of a guide are rows of the history: Back after leaving shows none of them."""

import http.server
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import NEUTRAL_HOST, Neutral, answering, lasting_profile
from tests.guides.pages import Baked
from tryggvei.ui.api import public_headers

pytestmark = pytest.mark.browser
NEUTRAL = re.compile(rf"https://{re.escape(NEUTRAL_HOST)}/")
GUIDE = "/raad/hvem-kan-hjelpe/"


@pytest.fixture
def site(baked: Baked) -> Iterator[str]:
    """Serve the guides with the headers of the public face; return the address, no slash."""
    headers = public_headers()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = baked.get(urlsplit(self.path).path)
            self.send_response(200 if html else 404)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((html or "").encode())

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with answering(Handler) as port:
        yield f"http://localhost:{port}"


def walk(page: Page, site: str) -> None:
    """Come from the list and answer four questions."""
    page.goto(f"{site}/raad/")
    page.click(f"a[href='{GUIDE}']")
    for answer in ("Nei", "Ja, eller jeg er usikker", "Nei", "Nei"):
        page.locator(".step:visible").get_by_role("link", name=answer, exact=True).click()
    assert page.locator(".step:visible h2").inner_text() == "Passer noe av dette på deg?"


def test_back_after_leaving_shows_no_step(
    playwright_driver: Playwright, tmp_path: Path, neutral_site: Neutral, site: str
) -> None:
    profile = tmp_path / "profile"
    with lasting_profile(playwright_driver, profile, resolve=neutral_site.rule) as context:
        page = context.pages[0]
        walk(page, site)
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.wait_for_url(NEUTRAL, wait_until="commit")
        for _ in range(5):  # three steps, the guide, the list
            page.evaluate("void setTimeout(() => history.back(), 0)")
            page.wait_for_timeout(700)
            assert NEUTRAL.match(page.url), page.url
            assert "redd" not in page.content()


def test_back_inside_the_guide_steps_back(
    playwright_driver: Playwright, tmp_path: Path, neutral_site: Neutral, site: str
) -> None:
    profile = tmp_path / "profile"
    with lasting_profile(playwright_driver, profile, resolve=neutral_site.rule) as context:
        page = context.pages[0]
        walk(page, site)
        page.go_back()
        assert "Er det noen under 18 år hjemme?" in page.locator(".step:visible h2").inner_text()
