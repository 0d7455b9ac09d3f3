"""One engine through every way out of the real public face, and what lay in its profile after."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests.browser import Served
from tests.engines.choose import start
from tests.engines.journeys import (
    TYPED,
    WAYS,
    Walk,
    go_deep,
    leave,
    press_back,
    press_to_blank,
)
from tests.engines.neutral import CACHED, NeutralSite
from tests.engines.profiles import files_with, holds
from tests.engines.visit import Person, Visit, rest

STEPS = ("/", "/for-meg/", "/hva-skjer/", "/skriv/")
REPEATS = 5
FLAG = re.compile(rb'map-\d+-ut|"ut":"1"')  # as Chromium's and Firefox's files hold it
_LONGEST = (
    "var best = '';"
    "var walker = document.createTreeWalker(document.querySelector('main'), 4);"
    "while (walker.nextNode()) {"
    "  var text = walker.currentNode.nodeValue.trim();"
    "  if (text.length > best.length) { best = text; }"
    "}"
    "return [best.slice(0, 40), document.title];"
)


def read_site(visit: Visit, site: Served) -> tuple[Walk, list[str]]:
    """Visit each page of the walk once. Return the walk with a text of each, and the titles."""
    texts, titles = [], []
    for step in STEPS:
        visit.go(f"{site.url}{step}")
        text, title = visit.run(_LONGEST)
        texts.append(text)
        titles.append(title)
    walk = Walk(
        pages=tuple(f"{site.url}{step}" for step in STEPS),
        links=tuple(f'a[href="{step}"]' for step in STEPS[1:]),
        field="textarea",
        texts=tuple(texts),
    )
    return walk, titles


def measure(
    engine: str, driver: Playwright, site: Served, neutral: NeutralSite, folder: Path
) -> dict[str, Any]:
    """Return everything the report tells about one engine."""

    def opened(name: str, *, javascript: bool = True, storage: bool = True) -> Visit:
        return start(engine, Person(folder / name, javascript, storage), driver)

    visit = opened("reading")
    try:
        told: dict[str, Any] = {"engine": visit.engine, "version": visit.version}
        walk, titles = read_site(visit, site)
        told["keeps_pages"] = keeps(visit, neutral.before, neutral.before.replace("before", ""))
        told["keeps_ours"] = keeps(visit, walk.pages[0], walk.pages[1])
        told["milliseconds"] = {
            way: times(visit, way, walk, neutral) for way in ("button", "three shifts")
        }
    finally:
        visit.close()
    told["ways"] = {}
    for way in (*WAYS, "no script", "no storage"):
        visit = opened(
            re.sub(r"\W", "-", way), javascript=way != "no script", storage=way != "no storage"
        )
        try:
            found = one_way(visit, way, walk, neutral)
        finally:
            visit.close()
        profile = folder / re.sub(r"\W", "-", way)
        told["ways"][way] = found | on_disk(profile, site, walk, titles)
    return told


def keeps(visit: Visit, page: str, next_page: str) -> bool:
    """Tell whether a page is the very same when Back brings it again: kept in memory."""
    visit.new_tab()
    visit.go(page)
    visit.run("document.documentElement.setAttribute('data-alive', '1')")
    visit.click(f"a[href='{re.sub('^https?://[^/]+', '', next_page)}']")
    visit.arrive(next_page)
    visit.back()
    visit.arrive(page)
    return bool(visit.run("return document.documentElement.getAttribute('data-alive') === '1'"))


def times(visit: Visit, way: str, walk: Walk, neutral: NeutralSite) -> dict[str, float]:
    """Return the middle one of some measurements, in milliseconds, with one decimal."""
    visit.new_tab()
    visit.go(walk.pages[0])
    found = [press_to_blank(visit, way, walk, neutral) for _ in range(REPEATS)]
    middle: Callable[[int], float] = lambda at: sorted(pair[at] for pair in found)[REPEATS // 2]  # noqa: E731
    return {"blank": round(middle(0), 1), "drawn": round(middle(1), 1)}


def one_way(visit: Visit, way: str, walk: Walk, neutral: NeutralSite) -> dict[str, Any]:
    """Go deep, write, leave one way, press Back; tell what was seen."""
    places = {neutral.url: "neutral", neutral.before: "before", "about:blank": "before"}
    go_deep(visit, walk, neutral)
    rest(3.5)  # the browsers write their session files every second, or every 2.5
    leave(visit, way if way in WAYS else "button", neutral)
    seen = press_back(visit, walk, neutral, 1 if way == "no storage" else 4)
    rest(1.5)
    return {
        "back": [places.get(address, "ours") for address in seen.addresses],
        "back_shows_page_text": bool(seen.tells(walk.texts)),
        "back_shows_typed_text": bool(seen.tells((TYPED,))),
    }


def on_disk(profile: Path, site: Served, walk: Walk, titles: list[str]) -> dict[str, list[str]]:
    """Return the files that hold texts, titles, addresses and the flag, by lasting names."""
    host = site.url.removeprefix("http://")
    questions: dict[str, Callable[[bytes], object]] = {
        "page_text": holds(*walk.texts),
        "typed_text": holds(TYPED),
        "titles": holds(*titles),
        "addresses": holds(*(f"{host}{step}" for step in STEPS)),
        "flag": FLAG.search,
        "control": holds(CACHED),
    }
    answers = files_with(profile, list(questions.values()))
    return {
        name: sorted({plain(file) for file in files})
        for name, files in zip(questions, answers, strict=True)
    }


def plain(name: str) -> str:
    """Return a file's name without the numbers and random parts that differ from run to run."""
    parts = [part for part in name.split("/") if part != "Default"]
    return "/".join(re.sub(r"[0-9A-Fa-f]{8,}|\d{3,}|\{[^}]*\}", "…", part) for part in parts)
