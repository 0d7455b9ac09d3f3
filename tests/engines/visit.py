"""One visit in one browser: what a person can do, the same in every engine."""

import json
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.screen import Screen

# What a journey writes -> the key's value in WebDriver. Playwright knows the names themselves.
KEYS = {"Shift": "\ue008", "ShiftLeft": "\ue008", "ShiftRight": "\ue050", "Tab": "\ue004"}
KEYS |= {"Enter": "\ue007", "Control": "\ue009"}
PATIENCE = 20.0  # seconds until a thing that never happens is a failure
# The first that fits and can be hit: not in a closed box, not under the bar. Its first line, for a
# link over two lines has a middle of its own beside it.
_CENTRE = """
var found = document.querySelectorAll({selector});
for (var at = 0; at < found.length; at += 1) {{
  found[at].scrollIntoView({{block: 'center'}});
  var b = found[at].getClientRects()[0];
  if (!b) {{ continue; }}
  var x = Math.round(b.x + b.width / 2), y = Math.round(b.y + b.height / 2);
  var hit = document.elementFromPoint(x, y);
  if (hit && (found[at].contains(hit) || hit.contains(found[at]) && hit.tagName === 'LABEL')) {{
    return [x, y];
  }}
}}
throw new Error('nothing to press: ' + {selector});
"""
# Loaded to the end: Back pressed before that is forgotten by WebKitGTK.
_WHOLE = (
    "var n = performance.getEntriesByType('navigation')[0];"
    "return location.href === {url} && n && n.loadEventEnd > 0;"
)


@dataclass(frozen=True)
class Person:
    """Who visits: the profile folder, and whether scripts and storage are allowed."""

    profile: Path
    javascript: bool = True
    storage: bool = True


class Visit(ABC):
    """A browser with its back/forward cache on and a profile on disk. Addresses are whole URLs."""

    engine: str
    version: str
    screen: Screen | None = None  # where the dots can be read; Chromium runs without one
    closed = False

    @abstractmethod
    def open(self, url: str) -> None:
        """Go to an address as if it was typed. Does not wait for the page."""

    @abstractmethod
    def url(self) -> str:
        """Return the address in the address line."""

    @abstractmethod
    def run(self, script: str) -> Any:
        """Run the body of a function in the page and return what it returns."""

    @abstractmethod
    def point(self, x: int, y: int) -> None:
        """Press the mouse at a place in the window."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys one after the other; "Shift+a" holds the first while the other is pressed."""

    @abstractmethod
    def back(self) -> None:
        """Press the browser's own Back. Does nothing on the first page; does not wait."""

    @abstractmethod
    def reload(self) -> None:
        """Press the browser's own Reload. Does not wait."""

    @abstractmethod
    def new_tab(self) -> None:
        """Go on in a new, empty tab."""

    @abstractmethod
    def end(self) -> None:
        """Close the browser as a person would, so that it writes what it writes."""

    def close(self) -> None:
        """Close the browser, once."""
        if not self.closed:
            self.closed = True
            self.end()

    def until(self, true: Callable[[], Any], what: str) -> None:
        """Wait until something holds. A page that is on its way out may fail to answer."""
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                if true():
                    return
            except Exception:
                if time.monotonic() > ends:
                    raise
            if time.monotonic() > ends:
                raise AssertionError(f"{self.engine}: never {what}; at {self.url()}")
            time.sleep(0.03)

    def arrive(self, url: str) -> None:
        """Wait until a page is there, whole, and shown."""
        self.until(
            lambda: self.url() == url and self.run(_WHOLE.format(url=json.dumps(url))),
            f"came to {url}",
        )

    def go(self, url: str) -> None:
        """Open an address and wait for the page."""
        self.open(url)
        self.arrive(url)

    def click(self, selector: str) -> None:
        """Press the mouse on the first element that fits."""
        x, y = self.run(_CENTRE.format(selector=json.dumps(selector)))
        self.point(x, y)

    def type(self, selector: str, text: str) -> None:
        """Put the cursor in a field and type, key by key."""
        self.run(f"document.querySelector({selector!r}).focus()")
        self.press(*text)

    def blank(self) -> bool:
        """Tell whether nothing is on the screen."""
        return self.shown() == ""

    def shown(self) -> str:
        """Return what can be read on the screen: text, and text in fields. "" when blank."""
        found = self.run(
            "var r = document.documentElement;"
            "if (!r || !document.body || getComputedStyle(r).display === 'none'"
            " || getComputedStyle(r).visibility === 'hidden') { return ''; }"
            "return document.body.innerText + Array.from(document.querySelectorAll("
            "'input,textarea')).map(function (f) { return f.value; }).join(' ');"
        )
        return str(found)


def rest(seconds: float) -> None:
    """Wait as a person does between two presses, or for a browser that writes now and then."""
    time.sleep(seconds)
