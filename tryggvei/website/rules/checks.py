"""What is wrong with the pages, found before anybody reads them. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tryggvei.help_directory.api import bare_numbers
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.toolbox.lix import lix
from tryggvei.website.rules import markdown
from tryggvei.website.rules.markdown import BadPlaceholder, Placeholder
from tryggvei.website.rules.page import CORE, HOME, LANGUAGES, ForbiddenWords, Page
from tryggvei.website.rules.pictures import PICTURES
from tryggvei.website.rules.prints import PRINTS

LIX_STOP = 40  # facts, content: upper secondary reading level; design promise 7
LIX_EASY = (
    35  # easy read and children; LIX is made for Scandinavian words and says little of others
)
EASY = "lettlest"
MEASURED = (*LANGUAGES, EASY)  # LIX says little of other languages than the Scandinavian
FOR_CHILDREN = "barn"  # the audience of pages that a child reads alone
# The page for the one who uses violence stands apart: what the one exposed reads must not lead
# there, and it must not lead to how she is protected (facts, content.md § 9).
APART = "endre"
APART_MAY_REACH = frozenset({HOME, "personvern", "tilgjengelighet"})
# What leads to help: a page with one of these, or one of the core, is never one person's work.
LEADS_TO_HELP = frozenset({"tel", "service", "raad", "skriv", "svar"})
_TAG = re.compile(r"<[a-zA-Z/!]")
_LEFT_OVER = re.compile(r"\[\[|\]\]")


@dataclass(frozen=True, order=True)
class Fault:
    """A fault of a page. `where` is a field; `line` counts from 0 inside the body."""

    page: str
    where: str
    reason: str
    line: int = 0


@dataclass(frozen=True)
class Known:
    """What the placeholders may point at: keys of numbers, of services and of guides.

    guides_apart: those that only the page apart may lead to, and the only ones that it may.
    """

    numbers: Collection[str]
    services: Collection[str]
    guides: Collection[str]
    offered: Collection[str] = LANGUAGES
    guides_apart: Collection[str] = ()


def faults(pages: Mapping[str, Page], forbidden: ForbiddenWords, known: Known) -> list[Fault]:
    """Return every fault of the whole set, in order; `pages` is by pack key ("nb/hjem")."""
    found: list[Fault] = []
    for key in pages:
        found.extend(_of_page(key, pages, forbidden, known))
    found.extend(_languages(pages))
    found.extend(_core(pages, known.offered))
    return sorted(found)


def faults_by(
    page: Page, pages: Mapping[str, Page], forbidden: ForbiddenWords, known: Known
) -> list[Fault]:
    """Return what would be wrong if one page were changed: with it, and with its translations.

    The same as faults() of the whole set would find there, at the price of one page: an editor
    waits for it. (That another page exists does not hang on what this one says.)
    """
    changed = {**pages, page.key: page}
    found = list(_of_page(page.key, changed, forbidden, known))
    found += _languages({key: one for key, one in changed.items() if one.id == page.id})
    return sorted(found)


def _of_page(
    key: str, pages: Mapping[str, Page], forbidden: ForbiddenWords, known: Known
) -> Iterator[Fault]:
    page = pages[key]
    for check in (
        _place,
        _outline,
        _reading,
        _typed_numbers,
        _markup,
        _leads_outside,
        _two,
    ):
        yield from check(key, page)
    yield from _apart(key, page, known)
    yield from _words(key, page, forbidden)
    yield from _placeholders(key, page, pages, known)


def _place(key: str, page: Page) -> Iterator[Fault]:
    if page.key != key:
        yield Fault(key, "id", f"the file is {key}, but its front matter says {page.key}")
    if page.language not in BY_CODE:
        yield Fault(key, "language", f"{page.language!r} is not one of {', '.join(BY_CODE)}")
    elif page.language not in LANGUAGES and page.id not in CORE:
        reason = f"{page.id!r} is not a core page: {page.language} has those alone"
        yield Fault(key, "language", reason)


def _words(key: str, page: Page, forbidden: ForbiddenWords) -> Iterator[Fault]:
    for where, text in (
        ("id", page.id),
        ("title", page.title),
        ("description", page.description),
    ):
        for word in forbidden.found_in(text):
            yield Fault(key, where, f"the {where} says {word!r}: it is seen in the history")


def _outline(key: str, page: Page) -> Iterator[Fault]:
    level = 1
    for heading in markdown.headings(page.body):
        if heading.level == 1:
            yield Fault(key, "body", "the body has a # heading: the page has its own", heading.line)
        elif heading.level > level + 1:
            reason = f"the heading {heading.text!r} jumps from level {level} to {heading.level}"
            yield Fault(key, "body", reason, heading.line)
        level = heading.level


def _reading(key: str, page: Page) -> Iterator[Fault]:
    if page.language not in MEASURED:
        return
    measured = lix(markdown.running_text(page.body))
    stop = LIX_EASY if page.language == EASY or FOR_CHILDREN in page.audience else LIX_STOP
    if measured >= stop:
        yield Fault(key, "body", f"LIX is {measured}; it must be under {stop}. Shorten it.")


def _typed_numbers(key: str, page: Page) -> Iterator[Fault]:
    shown = [("heading", page.heading, 0), ("doors_heading", page.doors_heading, 0)]
    shown += [("doors", f"{door.text} {door.hint}", 0) for door in page.doors]
    shown += [("body", text, line) for text, line in markdown.texts(page.body)]
    for where, text, line in shown:
        for below, number in bare_numbers(text):
            reason = f"{number!r} looks like a phone number: write [[tel:key]]"
            yield Fault(key, where, reason, line + below - 1)


def _markup(key: str, page: Page) -> Iterator[Fault]:
    for text, line in markdown.texts(page.body):
        if _TAG.search(text):
            yield Fault(key, "body", "HTML is not used in pages", line)
        if "](" in text:
            yield Fault(key, "body", "a link is not https to a host in 'outside'", line)
        if _LEFT_OVER.search(text):
            yield Fault(key, "body", "a placeholder is not written [[kind:key|text]]", line)
    for placeholder, line in markdown.crowded_blocks(page.body):
        reason = f"[[{placeholder.kind}]] is a block: let it stand in a paragraph of its own"
        yield Fault(key, "body", reason, line)


def _leads_outside(key: str, page: Page) -> Iterator[Fault]:
    for target, line in markdown.links_out(page.body):
        parts = urlsplit(target)
        if parts.scheme != "https" or parts.hostname not in page.outside:
            reason = f"the link to {target!r} is not https to a host in 'outside'"
            yield Fault(key, "body", reason, line)


def _apart(key: str, page: Page, known: Known) -> Iterator[Fault]:
    targets = {(found.kind, found.key): line for found, line in markdown.placeholders(page.body)}
    targets |= {("side", door.page): 0 for door in page.doors}
    targets |= {("side", onward): 0 for onward in page.more}
    for (kind, target), line in targets.items():
        if kind == "raad" and target in known.guides_apart:
            if page.id != APART:
                yield Fault(key, "body", f"only {APART!r} leads to the guide {target!r}", line)
        elif page.id == APART:
            telling = kind in {"raad", "skriv", "svar", "finner", "emner"} or (
                kind == "side" and target not in APART_MAY_REACH
            )
            if telling:
                reason = f"[[{kind}:{target}]] may tell how those exposed are protected"
                yield Fault(key, "body", reason, line)
        elif (kind, target) == ("side", APART) and page.id != HOME:
            yield Fault(key, "body", f"only the front page leads to {APART!r}", line)


def _two(key: str, page: Page) -> Iterator[Fault]:
    if not page.needs_two and leads_to_help(page):
        yield Fault(key, "needs_two", "a page that leads to help needs two persons")


def leads_to_help(page: Page) -> bool:
    """Return True when a fault on the page can keep somebody from help, or lead into danger."""
    kinds = {found.kind for found, _line in markdown.placeholders(page.body)}
    return page.id in CORE or page.id == APART or bool(kinds & LEADS_TO_HELP) or bool(page.doors)


def _placeholders(key: str, page: Page, pages: Mapping[str, Page], known: Known) -> Iterator[Fault]:
    for door in page.doors:
        if not _readable(door.page, page.language, pages):
            yield Fault(key, "doors", f"no page {door.page!r} in {page.language}")
    for onward in page.more:
        if page.is_translation:
            yield Fault(key, "more", "only the first language says what to read next")
        elif onward == page.id or f"{page.language}/{onward}" not in pages:
            yield Fault(key, "more", f"no other page {onward!r} in {page.language}")
    for placeholder, line in markdown.placeholders(page.body):
        try:
            markdown.understand(placeholder)
        except BadPlaceholder as error:
            yield Fault(key, "body", str(error), line)
            continue
        missing = _missing(placeholder, page, pages, known)
        if missing:
            yield Fault(key, "body", missing, line)


def _missing(placeholder: Placeholder, page: Page, pages: Mapping[str, Page], known: Known) -> str:
    wanted = placeholder.key
    if placeholder.kind == "side" and not _readable(wanted, page.language, pages):
        return f"no page {wanted!r} in {page.language}"
    if placeholder.kind == "tel" and wanted not in known.numbers:
        return f"the help directory has no number {wanted!r}"
    if placeholder.kind == "service" and wanted not in known.services:
        return f"the help directory has no service {wanted!r}"
    if placeholder.kind == "raad" and wanted not in known.guides:
        return f"there is no guide {wanted!r} in {page.language}"
    return _not_drawn(placeholder.kind, wanted)


def _not_drawn(kind: str, wanted: str) -> str:
    if kind == "trykk" and wanted not in PRINTS:
        return f"there is no print {wanted!r} (known: {', '.join(PRINTS)})"
    if kind == "bilde" and wanted not in PICTURES:
        return f"there is no picture {wanted!r} (known: {', '.join(PICTURES)})"
    return ""


def _readable(page_id: str, language: str, pages: Mapping[str, Page]) -> bool:
    """Return True when a page exists in a language, or in the one that stands in for it."""
    codes = {language}
    if language in BY_CODE and language not in LANGUAGES:
        codes.add(BY_CODE[language].instead)
    return any(f"{code}/{page_id}" in pages for code in codes)


def _core(pages: Mapping[str, Page], offered: Collection[str]) -> Iterator[Fault]:
    """A language that is offered has the whole core; half a language leads into the dark."""
    for code in offered:
        for page_id in sorted(CORE) if code not in LANGUAGES else ():
            if f"{code}/{page_id}" not in pages:
                somewhere = next(key for key, page in pages.items() if page.id == HOME)
                reason = f"{code} is offered, but has no {page_id!r}"
                yield Fault(somewhere, "language", reason)


def _languages(pages: Mapping[str, Page]) -> Iterator[Fault]:
    """A translation says the same: same pages, same doors, same numbers, same outline."""
    for page_id in sorted({page.id for page in pages.values()}):
        versions = {code: pages.get(f"{code}/{page_id}") for code in BY_CODE}
        first = versions[LANGUAGES[0]]
        for code, version in versions.items():
            if version is None and code not in LANGUAGES:
                continue
            if version is None:
                somewhere = next(key for key, page in pages.items() if page.id == page_id)
                yield Fault(somewhere, "id", f"the page does not exist in {code}")
            elif first is not None and version is not first:
                yield from _same(first, version)


def _same(first: Page, version: Page) -> Iterable[Fault]:
    if [door.page for door in first.doors] != [door.page for door in version.doors]:
        yield Fault(version.key, "doors", f"the doors are not those of {first.key}")
    # A picture helps one reader more than another: each its own. The guides are not translated
    # into every language, so a page in another may leave them out.
    mine = {"bilde"} if version.language in LANGUAGES else {"bilde", "raad"}
    pointed = [
        sorted(
            (found.kind, found.key)
            for found, _ in markdown.placeholders(page.body)
            if found.kind not in mine
        )
        for page in (first, version)
    ]
    if pointed[0] != pointed[1]:
        differing = sorted(set(pointed[0]) ^ set(pointed[1])) or "their count"
        yield Fault(version.key, "body", f"placeholders differ from {first.key}: {differing}")
    outlines = [[heading.level for heading in markdown.headings(p.body)] for p in (first, version)]
    if outlines[0] != outlines[1]:
        yield Fault(version.key, "body", f"the headings are not those of {first.key}")
