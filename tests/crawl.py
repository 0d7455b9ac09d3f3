"""Look at every baked page in a real browser, in every way that people read it.

`make crawl` does all of it and writes docs/crawl.md; the suite looks at each page in one of the
ways, a different one for each page, and at the pages of the core in all of them.
"""

import collections
import contextlib
import http.server
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser import (
    CHROMIUM,
    QUIET,
    ROOT,
    answering,
    axe_violations,
    environment_of,
    free_port,
)

WIDTHS = ((320, 568), (390, 844), (1280, 800))
ZOOMED = (320, 256)  # 1280 px at 400 %, WCAG 2.2, 1.4.10
# The four distances of WCAG 2.2, 1.4.12, twice over where the criterion allows it.
SPACING = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }"""
WIDEN = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
# What stands outside the screen or is cut off inside its own box. A table may scroll in its frame.
LOST = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push("the page scrolls sideways");
  const hidden = ".ds-skip-link, thead, svg, option";
  const texts = "button, .ds-button, .ds-tag, th, td, h1, h2, h3, p, li, dt, dd, label, legend, " +
    "summary, code";
  for (const thing of document.querySelectorAll("body *")) {
    const box = thing.getBoundingClientRect(), style = getComputedStyle(thing);
    if (!box.width || style.visibility === "hidden" || thing.closest(hidden)) continue;
    const frame = thing.closest(".scroll, pre");
    const name = thing.tagName + " " + thing.textContent.trim().slice(0, 40);
    const beside = box.right > width + 1 || box.left < -1;
    if (beside && (!frame || frame === thing)) found.push("outside: " + name);
    const cut = style.overflow !== "visible" || style.textOverflow === "ellipsis";
    const wide = thing.scrollWidth > thing.clientWidth + 1;
    const long = thing.scrollHeight > thing.clientHeight + 1;
    if (!thing.matches(texts) || style.display === "inline") continue;
    if (cut && (wide || long)) found.push("cut off: " + name);
  }
  return found;
}"""
# axe does not see this: in a sentence from right to left, "116 006" may be drawn as "006 116".
# Each sign of each number, hour and date is looked up where the browser has put it.
ORDER = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const run of node.data.matchAll(/\+?\d[\d\s.,:\/–-]*\d/g)) {
      const marks = [];
      for (let i = 0; i < run[0].length; i++) {
        if (/\s/.test(run[0][i])) continue;
        range.setStart(node, run.index + i);
        range.setEnd(node, run.index + i + 1);
        const box = range.getBoundingClientRect();
        marks.push({ line: box.top, at: box.left, sign: run[0][i] });
      }
      marks.sort((a, b) => Math.abs(a.line - b.line) > 6 ? a.line - b.line : a.at - b.at);
      const shown = marks.map(mark => mark.sign).join("");
      const meant = run[0].replace(/\s/g, "");
      if (shown !== meant) found.push(meant + " is shown as " + shown);
    }
  }
  return found;
}"""
UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
NUMBERS = r"""() => (document.body.innerText.match(/\+?\d[\d\s.,:\/–-]*\d/g) || []).length"""


@dataclass(frozen=True)
class Way:
    """A way of reading: the screen in CSS pixels, and the colours."""

    width: int
    height: int
    dark: bool

    @property
    def name(self) -> str:
        """Return what a report calls it."""
        return f"{self.width} px {'dark' if self.dark else 'light'}"


WAYS = tuple(Way(*size, dark) for size in WIDTHS for dark in (False, True))


@dataclass
class Seen:
    """What a crawl has looked at, counted, and what it found wrong by address."""

    pages: int = 0
    looks: int = 0
    numbers: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: collections.defaultdict(list))

    def note(self, address: str, found: Iterable[str]) -> None:
        """Remember the faults of a page, if any."""
        for fault in found:
            self.faults[address].append(fault)


def addresses(bake: Path) -> list[str]:
    """Return the address of every baked page, the front page first."""
    pages = bake / "pages"
    found = {f"/{f.parent.relative_to(pages).as_posix()}/" for f in pages.rglob("index.html")}
    return sorted("/" if address == "/./" else address for address in found)


@contextlib.contextmanager
def serving(bake: Path) -> Iterator[str]:
    """Serve a bake's pages with the headers of its own headers file; yields the base address."""
    headers = [
        line.removeprefix("add_header ").removesuffix(" always;").split(" ", 1)
        for line in (bake / "headers.conf").read_text().splitlines()
        if line.startswith("add_header ")
    ]
    pairs = [(name, value.strip('"').replace('\\"', '"')) for name, value in headers]

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            for name, value in pairs:
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    handler = partial(Handler, directory=os.fspath(bake / "pages"))
    with answering(handler) as port:
        yield f"http://127.0.0.1:{port}"


def look(page: Page, base: str, address: str, ways: Iterable[Way], seen: Seen) -> None:
    """Open a page once and look at it in each way; what is wrong goes into `seen`."""
    asked: list[str] = []
    told: list[str] = []

    def on_request(request: Any) -> None:
        asked.append(request.url)

    def on_console(message: Any) -> None:
        told.append(message.text)

    page.on("request", on_request)
    page.on("console", on_console)
    page.goto(base + address, wait_until="load")
    page.evaluate(UNFOLD)
    seen.pages += 1
    seen.numbers += page.evaluate(NUMBERS)
    for way in ways:
        page.set_viewport_size({"width": way.width, "height": way.height})
        page.emulate_media(color_scheme="dark" if way.dark else "light")
        seen.looks += 1
        found = axe_violations(page) + page.evaluate(ORDER)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        box = page.locator(".leave").bounding_box()
        if box is None or box["y"] < 0 or box["y"] + box["height"] > way.height:
            found.append("no way out in sight")
        seen.note(address, (f"{way.name}: {fault}" for fault in found))
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    seen.note(address, (f"400 % zoom: {fault}" for fault in page.evaluate(LOST)))
    page.evaluate(WIDEN, SPACING)
    found = page.evaluate(LOST) + page.evaluate(ORDER)
    seen.note(address, (f"zoom and text spacing: {fault}" for fault in found))
    if asked != [base + address]:
        seen.note(address, [f"asked for {asked[1:]}"])
    seen.note(address, (f"console: {text}" for text in told))
    if page.context.cookies():
        seen.note(address, ["a cookie was set"])
    page.remove_listener("request", on_request)
    page.remove_listener("console", on_console)


def main() -> None:
    """Bake, look at everything in every way, and write docs/crawl.md. Exits 1 on a fault."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        env = environment_of(Path(folder), free_port())
        for words in (["migrate", "--verbosity", "0"], ["bake"]):
            subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)
        bake = (Path(folder) / "baked" / "current").resolve()
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_context(locale="nb-NO").new_page()
        seen = Seen()
        with serving(bake) as base:
            found = addresses(bake)
            for number, address in enumerate(found, start=1):
                look(page, base, address, WAYS, seen)
                if number % 10 == 0 or number == len(found):
                    sys.stderr.write(f"{number} of {len(found)} pages\n")
        version = browser.version
        browser.close()
    (ROOT / "docs" / "crawl.md").write_text(_report(seen, version))
    for address, faults in seen.faults.items():
        sys.stderr.write("\n  ".join([address, *faults]) + "\n")
    sys.exit(1 if seen.faults else 0)


def _report(seen: Seen, version: str) -> str:
    day = datetime.now(UTC).date().isoformat()
    ways = ", ".join(way.name for way in WAYS)
    wrong = [f"- `{a}`: {fault}" for a, faults in sorted(seen.faults.items()) for fault in faults]
    lines = [
        "# The public pages, looked at by machine",
        "",
        f"Made by `make crawl` on {day} with Chromium {version} and the demo's pages.",
        "",
        f"- Pages in all languages: {seen.pages}",
        f"- Looks with axe-core ({ways}): {seen.looks}",
        f"- Numbers, hours and dates looked up where the browser drew them: {seen.numbers} a way",
        "- 400 % zoom, and zoom with the text spacing of WCAG 1.4.12: every page",
        f"- Faults: {len(wrong)}",
        "",
        *wrong,
        *([""] if wrong else []),
        "A machine finds perhaps a third of what hinders people. It does not hear a screen reader,",
        "and does not know whether a sentence is understood. People must still try the pages.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
