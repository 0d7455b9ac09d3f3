"""Every screen of the staff face that answers a GET, from the resolver: axe finds nothing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser import PageMaker, axe_violations
from tests.journeys.conftest import House
from tests.tiers import DEEP
from tryggvei.access.api import routes

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

WIDTHS = (360, 1280)
WHO = ("kari", "adam", "rita", "per", "aud", "celine")
FILLED = {
    **{"pk": "1", "token": "finnes-ikke", "key": "1.2.1", "kind": "help"},
    **{"card": "hjemmetjeneste", "role": "ansatt"},
}
# Answer no GET with a page of their own: they lead on at once, or need another house.
LEADS_ON = {"signin:oidc_start", "signin:oidc_return", "mfa_authenticate", "signin:enrol"}
# Runs no script, so axe cannot wait in it; the page it shows is looked at as baked.
NO_SCRIPT = {"editorial:preview"}
SignIn = Callable[[Page, str], None]


def _real_ids(house: House, pages: dict[str, Page]) -> dict[str, str]:
    """Find a message, a case and a person as somebody who works there would."""
    found = {}
    for name, who, path, pattern in (
        ("message_id", "kari", "/innboks/", r"/innboks/([0-9a-f-]{36})/"),
        ("case_id", "kari", "/saker/", r"/saker/([0-9a-f-]{36})/"),
        ("public_id", "adam", "/folk/", r"/folk/([0-9a-f-]{36})/"),
        ("unit_id", "celine", "/tiltakskort/", r"/tiltakskort/([0-9a-f-]{36})/"),
    ):
        pages[who].goto(house.staff + path)
        match = re.search(pattern, pages[who].content())
        assert match, f"nothing at {path}"
        found[name] = match.group(1)
    return found


def _address(route: str, name: str, ids: dict[str, str]) -> str:
    values = {**FILLED, **ids}
    if name.startswith("help_directory:"):
        values["key"] = "vo_linjen"
    if name.startswith("editorial:"):
        values |= {"kind": "pages", "key": "nb/personvern"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: values.get(hole.group(1), "1"), route)


@pytest.mark.wider
def test_no_screen_has_a_fault(house: House, page_at: PageMaker, sign_in: SignIn) -> None:
    pages = {who: page_at(360) for who in WHO}
    for who, page in pages.items():
        sign_in(page, who)
    ids = _real_ids(house, pages)
    seen, faults = set(), []
    for route, name, _pattern in routes():
        if name in LEADS_ON | NO_SCRIPT:
            continue
        address = _address(route, name, ids)
        for page in pages.values():
            if page.request.get(house.staff + address, max_redirects=0).status != 200:
                continue
            page.goto(house.staff + address)
            seen.add(name)
            for number, width in enumerate(WIDTHS):
                page.set_viewport_size({"width": width, "height": 800})
                # Looked at by axe in both widths when deep, by turns in every run.
                if DEEP or (len(seen) + number) % 2:
                    faults += [f"{address} {width}: {fault}" for fault in axe_violations(page)]
                if page.locator("h1").count() != 1:
                    faults.append(f"{address} {width}: not one heading of the page")
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    faults.append(f"{address} {width}: scrolls sideways")
            break
    assert faults == []
    assert len(seen) >= 25, sorted(seen)
