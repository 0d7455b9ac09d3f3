"""The real public face, as an installation runs it: every live form, and a page of each kind.

Every baked page in every language is looked at in tests/website/test_a_crawl_finds_nothing.py.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import PageMaker, Served, axe_violations
from tests.tiers import DEEP

pytestmark = pytest.mark.browser
SAMPLE = 15 if DEEP else 5  # of the baked pages
LIVE = ["/skriv/", "/nn/skriv/", "/en/skriv/", "/svar/", "/finnes-ikke/"]


def baked_addresses(site: Served) -> list[str]:
    """Return the address of every baked HTML page; fails when nothing was baked."""
    roots = sorted(site.state_dir.glob("baked/**/pages"))
    assert roots, "nothing was baked"
    root: Path = roots[-1]
    found = {
        "/" + str(path.parent.relative_to(root)).removeprefix(".").strip("/")
        for path in root.rglob("index.html")
    }
    return sorted(address.rstrip("/") + "/" for address in found)


@pytest.mark.promise(28, "No request to others, no cookie: live forms and pages from the app")
def test_every_page_is_one_request_small_and_without_axe_violations(
    public_server: Served, page_at: PageMaker, figure: Callable[[str], None]
) -> None:
    baked = baked_addresses(public_server)
    addresses = [*baked[:: max(1, len(baked) // SAMPLE)], *LIVE]
    page = page_at(360)
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: refused.append(message.text))
    faults: dict[str, list[str]] = {}
    for address in addresses:
        asked.clear()
        page.goto(public_server.url + address, wait_until="networkidle")
        assert asked == [public_server.url + address]
        found = axe_violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        box = page.locator(".leave").bounding_box()
        if box is None or box["y"] < 0 or box["y"] + box["height"] > 740:
            found.append("no way out in sight")
        if found:
            faults[address] = found
    figure(f"{len(addresses)} pages")
    assert [text for text in refused if "Content Security Policy" in text] == []
    assert page.context.cookies() == []
    assert faults == {}
