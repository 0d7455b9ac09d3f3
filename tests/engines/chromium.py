"""Chromium over Playwright, with the back/forward cache that Playwright switches off back on."""

import contextlib
import json
import struct
import zlib
from base64 import b64decode
from typing import Any

from playwright.sync_api import Playwright

from tests.browser import lasting_profile
from tests.engines.visit import Person, Visit


def start(person: Person, driver: Playwright) -> "ChromiumVisit":
    """Open Chromium on a profile folder."""
    if not person.storage:
        # The setting "block all cookies", as a person ticks it.
        folder = person.profile / "Default"
        folder.mkdir(parents=True, exist_ok=True)
        blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
        (folder / "Preferences").write_text(json.dumps(blocked))
    with contextlib.ExitStack() as things:
        visit = ChromiumVisit(person, driver, things)
        visit.things = things.pop_all()
        return visit


class ChromiumVisit(Visit):
    """A running Chromium."""

    engine = "Chromium"
    things: contextlib.ExitStack

    def __init__(self, person: Person, driver: Playwright, things: contextlib.ExitStack) -> None:
        """Launch, and look at the first tab."""
        self._context = things.enter_context(
            lasting_profile(driver, person.profile, javascript=person.javascript)
        )
        self._look_at(self._context.pages[0])
        self.version = self._wire.send("Browser.getVersion")["product"].split("/")[1]

    def _look_at(self, page: Any) -> None:
        self._page = page
        self._wire = self._context.new_cdp_session(page)

    def open(self, url: str) -> None:
        """Go, without waiting for an answer."""
        self._wire.send("Page.navigate", {"url": url})

    def url(self) -> str:
        """Return the address of the row of the history we stand on."""
        history = self._wire.send("Page.getNavigationHistory")
        return str(history["entries"][history["currentIndex"]]["url"])

    def run(self, script: str) -> Any:
        """Evaluate in the page, as it is: Playwright's own evaluate waits for the next one."""
        answer = self._wire.send(
            "Runtime.evaluate",
            {"expression": f"(() => {{ {script} }})()", "returnByValue": True, "timeout": 5000},
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception"))[:300])
        return answer["result"].get("value")

    def point(self, x: int, y: int) -> None:
        """Move the mouse there and press its first button."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self._wire.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **button})

    def press(self, *keys: str) -> None:
        """Press each key; Playwright understands "Shift+a"."""
        for key in keys:
            self._page.keyboard.press(key)

    def back(self) -> None:
        """Go one row back, also over rows that the Back button itself would skip."""
        history = self._wire.send("Page.getNavigationHistory")
        if history["currentIndex"]:
            row = history["entries"][history["currentIndex"] - 1]
            self._wire.send("Page.navigateToHistoryEntry", {"entryId": row["id"]})

    def reload(self) -> None:
        """Load the page again."""
        self._wire.send("Page.reload")

    def blank(self) -> bool:
        """Tell whether the screen is one colour.

        While the next page is on its way, Chromium answers no question about this one; it can
        still be photographed.
        """
        data, pixels, at = b64decode(self._wire.send("Page.captureScreenshot")["data"]), b"", 8
        while at < len(data):
            size, kind = struct.unpack_from(">I4s", data, at)
            if kind == b"IDAT":
                pixels += data[at + 8 : at + 8 + size]
            at += size + 12
        # Rows are written as differences: one colour gives a handful of values, text gives many.
        return len(set(zlib.decompress(pixels))) < 8

    def new_tab(self) -> None:
        """Open a tab and look at it from now on."""
        self._look_at(self._context.new_page())

    def end(self) -> None:
        """Close the browser."""
        self.things.close()
