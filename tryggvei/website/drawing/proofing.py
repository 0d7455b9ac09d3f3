"""One page that is still being written: how it would look, what is wrong with it, what it may use.

Nothing here stores anything. The page need not be what the pack says; everything else is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from tryggvei.contentpack.api import Law, Reviewed, ReviewState, items
from tryggvei.guides.api import GuidePage
from tryggvei.toolbox import clock
from tryggvei.toolbox.lix import lix
from tryggvei.website import queries
from tryggvei.website.drawing.pages import draw, draw_guide
from tryggvei.website.rules import markdown
from tryggvei.website.rules.checks import (
    EASY,
    FOR_CHILDREN,
    LIX_EASY,
    LIX_STOP,
    MEASURED,
    faults_by,
)
from tryggvei.website.rules.faults import Fault
from tryggvei.website.rules.page import LANGUAGES, Page, is_stale

LONGEST = 3  # sentences to show
LONG_SENTENCE = 20  # words; klarspråk: most sentences are shorter
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n{2,}")
_SECTION = re.compile(r"\d+(?:-\d+)?(?: [a-z]\b)?")


@dataclass(frozen=True)
class Proof:
    """What the check says of a page: its own faults, those it makes in others, how it reads.

    `lix` 0 and `stop` 0: not measured in this language. `weak` names facts that the page leans on
    and that nobody has confirmed, or that are due; `behind` the keys of translations that would no
    longer follow this page.
    """

    own: tuple[Fault, ...]
    elsewhere: tuple[Fault, ...]
    lix: int
    stop: int
    long_sentences: tuple[str, ...]
    weak: tuple[tuple[str, ReviewState], ...]
    behind: tuple[str, ...]


@dataclass(frozen=True)
class Usable:
    """A placeholder that may be written, and what it stands for."""

    written: str
    means: str


def preview(page: Page) -> str:
    """Return the whole HTML of a page exactly as it would be baked. Raises LookupError."""
    return draw(page)


def preview_guide(page: GuidePage) -> str:
    """Return the whole HTML of a guide's page exactly as it would be baked."""
    return draw_guide(page)


def check_one(page: Page) -> Proof:
    """Return what is wrong with a page among all others as they are shown. Raises PackError."""
    before = {key: cast("Page", item) for key, item in items(queries.PAGES).items()}
    words, known = queries.forbidden_words(), queries.known()
    found = faults_by(page, before, words, known)
    stored = before.get(page.key)
    already = set(faults_by(stored, before, words, known)) if stored else set()
    measured = page.language in MEASURED
    easy = page.language == EASY or FOR_CHILDREN in page.audience
    text = markdown.running_text(page.body)
    return Proof(
        own=tuple(fault for fault in found if fault.page == page.key),
        elsewhere=tuple(f for f in found if f.page != page.key and f not in already),
        lix=lix(text) if measured else 0,
        stop=(LIX_EASY if easy else LIX_STOP) if measured else 0,
        long_sentences=tuple(_long_sentences(text)),
        weak=tuple(_weak(page)),
        behind=tuple(_behind(page, before)),
    )


def usable(language: str) -> list[tuple[str, list[Usable]]]:
    """Return what may be written in double square brackets, grouped by kind. Raises PackError."""
    known, read = queries.known(), language if language in LANGUAGES else LANGUAGES[0]
    names = {key: queries.service_for(key).name.in_language(read) for key in known.services}
    headings = {page.id: page.heading for page in queries.pages(read).values()}
    titles = queries.guide_titles(read)
    return [
        ("tel", [Usable(f"[[tel:{key}]]", names[key]) for key in sorted(known.numbers)]),
        ("service", [Usable(f"[[service:{key}]]", names[key]) for key in sorted(names)]),
        ("side", [Usable(f"[[side:{key}]]", text) for key, text in headings.items()]),
        ("raad", [Usable(f"[[raad:{key}]]", text) for key, text in sorted(titles.items())]),
        ("alone", [Usable(f"[[{name}]]", "") for name in sorted(markdown.STANDS_ALONE)]),
    ]


def _long_sentences(text: str) -> Iterator[str]:
    sentences = (" ".join(part.split()) for part in _SENTENCE.split(text))
    long = [one for one in sentences if len(one.split()) > LONG_SENTENCE]
    yield from sorted(long, key=lambda one: -len(one.split()))[:LONGEST]


def _weak(page: Page) -> Iterator[tuple[str, ReviewState]]:
    """Yield the services, guides and sections of law of a page that are not freshly confirmed."""
    today = clock.today()
    leaned_on: dict[str, Reviewed] = {}
    guides = items("guides")
    for found, _line in markdown.placeholders(page.body):
        if found.kind in ("tel", "service"):
            try:
                service = queries.service_for(found.key)
            except LookupError:
                continue  # told as a fault
            leaned_on[service.name.in_language(LANGUAGES[0])] = service
        elif found.kind == "raad" and isinstance(guides.get(found.key), Reviewed):
            leaned_on[f"[[raad:{found.key}]]"] = cast("Reviewed", guides[found.key])
    leaned_on |= dict(_laws_of(page))
    for name, fact in sorted(leaned_on.items()):
        if fact.state(today) is not ReviewState.REVIEWED:
            yield name, fact.state(today)


def _laws_of(page: Page) -> Iterator[tuple[str, Law]]:
    """Yield the sections of law that the sources name, "straffeloven §§ 196 og 287" among them."""
    names = {key: str(getattr(act, "short", key)) for key, act in items("acts").items()}
    said = "; ".join(page.sources)
    for item in items("laws").values():
        law = cast("Law", item)
        act = re.escape(names.get(law.act, law.act))
        for listed in re.findall(rf"\b{act}\s+§§?\s*([^;:]*)", said, re.IGNORECASE):
            if law.section.removeprefix("§").strip() in _SECTION.findall(listed):
                yield f"{names.get(law.act, law.act)} {law.section}", law


def _behind(page: Page, before: dict[str, Page]) -> Iterator[str]:
    stored = before.get(page.key)
    if page.is_translation or stored is None or stored.fingerprint == page.fingerprint:
        return
    for key, version in before.items():
        if version.id == page.id and version.is_translation and not is_stale(version, stored):
            yield key
