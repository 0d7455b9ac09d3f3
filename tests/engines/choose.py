"""Which engines this machine has, and how each is started."""

import os

import pytest
from playwright.sync_api import Playwright

from tests.browser import CHROMIUM
from tests.engines import chromium, firefox, screen, webkitgtk
from tests.engines.visit import Person, Visit

ENGINES = ("chromium", "firefox", "webkitgtk")
_NEEDS = {
    "chromium": (("chromium", CHROMIUM),),
    "firefox": (("firefox-esr", firefox.BINARY), ("xvfb", screen.BINARY)),
    "webkitgtk": (("webkit2gtk-driver", webkitgtk.BINARY), ("xvfb", screen.BINARY)),
}


def missing(engine: str) -> str:
    """Return the Debian packages that an engine lacks here, "" when it can run."""
    return " ".join(package for package, found in _NEEDS[engine] if not found)


def require(engine: str) -> None:
    """Skip a test whose engine is missing. In CI it fails: there a skip would hide a hole."""
    lacks = missing(engine)
    if lacks and os.environ.get("CI") == "true":
        pytest.fail(f"CI must test leaving in {engine}: install {lacks}", pytrace=False)
    if lacks:
        pytest.skip(f"no {engine} on this machine: apt-get install {lacks}")


def start(engine: str, person: Person, driver: Playwright) -> Visit:
    """Open an engine on a person's profile. Close the visit when done."""
    person.profile.mkdir(parents=True, exist_ok=True)
    if engine == "chromium":
        return chromium.start(person, driver)
    return firefox.start(person) if engine == "firefox" else webkitgtk.start(person)
