"""What is wrong with the pages, found before anybody reads them. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from tryggvei.help_directory.api import bare_numbers
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.toolbox.lix import lix
from tryggvei.toolbox.wording import NOTHING_MORE, Params
from tryggvei.website.rules import markdown
from tryggvei.website.rules.faults import Fault, PageRule
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
        yield Fault(key, "id", PageRule.FILE_ELSEWHERE, Params(said=page.key))
    if page.language not in BY_CODE:
        params = Params(code=page.language, known=", ".join(BY_CODE))
        yield Fault(key, "language", PageRule.LANGUAGE_UNKNOWN, params)
    elif page.language not in LANGUAGES and page.id not in CORE:
        params = Params(id=page.id, code=page.language)
        yield Fault(key, "language", PageRule.NOT_CORE, params)


def _words(key: str, page: Page, forbidden: ForbiddenWords) -> Iterator[Fault]:
    for where, text in (
        ("id", page.id),
        ("title", page.title),
        ("description", page.description),
    ):
        for word in forbidden.found_in(text):
            yield Fault(key, where, PageRule.WORD_SEEN, Params(word=word))


def _outline(key: str, page: Page) -> Iterator[Fault]:
    level = 1
    for heading in markdown.headings(page.body):
        if heading.level == 1:
            yield Fault(key, "body", PageRule.SECOND_TITLE, line=heading.line)
        elif heading.level > level + 1:
            params = Params(heading=heading.text, before=level, level=heading.level)
            yield Fault(key, "body", PageRule.HEADING_JUMPS, params, heading.line)
        level = heading.level


def _reading(key: str, page: Page) -> Iterator[Fault]:
    if page.language not in MEASURED:
        return
    measured = lix(markdown.running_text(page.body))
    stop = LIX_EASY if page.language == EASY or FOR_CHILDREN in page.audience else LIX_STOP
    if measured >= stop:
        yield Fault(key, "body", PageRule.HARD_TO_READ, Params(lix=measured, stop=stop))


def _typed_numbers(key: str, page: Page) -> Iterator[Fault]:
    shown = [("heading", page.heading, 0), ("doors_heading", page.doors_heading, 0)]
    shown += [("doors", f"{door.text} {door.hint}", 0) for door in page.doors]
    shown += [("body", text, line) for text, line in markdown.texts(page.body)]
    for where, text, line in shown:
        for below, number in bare_numbers(text):
            at = line + below - 1
            yield Fault(key, where, PageRule.TYPED_NUMBER, Params(number=number), at)


def _markup(key: str, page: Page) -> Iterator[Fault]:
    for text, line in markdown.texts(page.body):
        if _TAG.search(text):
            yield Fault(key, "body", PageRule.HTML, line=line)
        if "](" in text:
            yield Fault(key, "body", PageRule.LINK_UNREAD, line=line)
        if _LEFT_OVER.search(text):
            yield Fault(key, "body", PageRule.PLACEHOLDER_UNREAD, line=line)
    for placeholder, line in markdown.crowded_blocks(page.body):
        params = Params(kind=placeholder.kind)
        yield Fault(key, "body", PageRule.BLOCK_IN_SENTENCE, params, line)


def _leads_outside(key: str, page: Page) -> Iterator[Fault]:
    for target, line in markdown.links_out(page.body):
        parts = urlsplit(target)
        if parts.scheme != "https" or parts.hostname not in page.outside:
            yield Fault(key, "body", PageRule.LINK_OUTSIDE, Params(target=target), line)


def _apart(key: str, page: Page, known: Known) -> Iterator[Fault]:
    targets = {(found.kind, found.key): line for found, line in markdown.placeholders(page.body)}
    targets |= {("side", door.page): 0 for door in page.doors}
    targets |= {("side", onward): 0 for onward in page.more}
    for (kind, target), line in targets.items():
        if kind == "raad" and target in known.guides_apart:
            if page.id != APART:
                params = Params(only=APART, guide=target)
                yield Fault(key, "body", PageRule.GUIDE_APART, params, line)
        elif page.id == APART:
            telling = kind in {"raad", "skriv", "svar", "finner", "emner"} or (
                kind == "side" and target not in APART_MAY_REACH
            )
            if telling:
                params = Params(target=f"{kind}:{target}" if target else kind)
                yield Fault(key, "body", PageRule.TELLS_PROTECTION, params, line)
        elif (kind, target) == ("side", APART) and page.id != HOME:
            yield Fault(key, "body", PageRule.PAGE_APART, Params(target=APART), line)


def _two(key: str, page: Page) -> Iterator[Fault]:
    if not page.needs_two and leads_to_help(page):
        yield Fault(key, "needs_two", PageRule.NEEDS_TWO)


def leads_to_help(page: Page) -> bool:
    """Return True when a fault on the page can keep somebody from help, or lead into danger."""
    kinds = {found.kind for found, _line in markdown.placeholders(page.body)}
    return page.id in CORE or page.id == APART or bool(kinds & LEADS_TO_HELP) or bool(page.doors)


def _placeholders(key: str, page: Page, pages: Mapping[str, Page], known: Known) -> Iterator[Fault]:
    for door in page.doors:
        if not _readable(door.page, page.language, pages):
            params = Params(target=door.page, language=page.language)
            yield Fault(key, "doors", PageRule.NO_PAGE, params)
    for onward in page.more:
        if page.is_translation:
            yield Fault(key, "more", PageRule.ONWARD_TRANSLATED)
        elif onward == page.id or f"{page.language}/{onward}" not in pages:
            params = Params(target=onward, language=page.language)
            yield Fault(key, "more", PageRule.NO_OTHER_PAGE, params)
    for placeholder, line in markdown.placeholders(page.body):
        try:
            markdown.understand(placeholder)
        except BadPlaceholder as error:
            yield Fault(key, "body", PageRule(error.rule), error.params, line)
            continue
        missing = _missing(placeholder, page, pages, known)
        if missing is not None:
            rule, params = missing
            yield Fault(key, "body", rule, params, line)


def _missing(
    placeholder: Placeholder, page: Page, pages: Mapping[str, Page], known: Known
) -> tuple[PageRule, Params] | None:
    wanted, language = placeholder.key, page.language
    # kind: whether it is there, and what to say when it is not
    answers: dict[str, tuple[bool, PageRule, Params]] = {
        "side": (
            _readable(wanted, language, pages),
            PageRule.NO_PAGE,
            Params(target=wanted, language=language),
        ),
        "tel": (wanted in known.numbers, PageRule.NO_NUMBER, Params(key=wanted)),
        "service": (wanted in known.services, PageRule.NO_SERVICE, Params(key=wanted)),
        "raad": (wanted in known.guides, PageRule.NO_GUIDE, Params(key=wanted, language=language)),
        "trykk": (
            wanted in PRINTS,
            PageRule.NO_PRINT,
            Params(key=wanted, known=", ".join(PRINTS)),
        ),
        "bilde": (
            wanted in PICTURES,
            PageRule.NO_PICTURE,
            Params(key=wanted, known=", ".join(PICTURES)),
        ),
    }
    is_there, rule, params = answers.get(placeholder.kind, (True, PageRule.NO_PAGE, NOTHING_MORE))
    return None if is_there else (rule, params)


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
                params = Params(code=code, id=page_id)
                yield Fault(somewhere, "language", PageRule.CORE_MISSING, params)


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
                yield Fault(somewhere, "id", PageRule.NOT_IN_LANGUAGE, Params(language=code))
            elif first is not None and version is not first:
                yield from _same(first, version)


def _same(first: Page, version: Page) -> Iterable[Fault]:
    of_first = Params(first=first.key)
    if [door.page for door in first.doors] != [door.page for door in version.doors]:
        yield Fault(version.key, "doors", PageRule.DOORS_DIFFER, of_first)
    # A picture helps one reader more than another: each its own. The guides are not translated
    # into every language, so a page in another may leave them out.
    mine = {"bilde"} if version.language in LANGUAGES else {"bilde", "raad"}
    pointed = [
        sorted(
            f"{found.kind}:{found.key}" if found.key else found.kind
            for found, _ in markdown.placeholders(page.body)
            if found.kind not in mine
        )
        for page in (first, version)
    ]
    differing = " ".join(f"[[{one}]]" for one in sorted(set(pointed[0]) ^ set(pointed[1])))
    if differing:
        params = Params(first=first.key, differing=differing)
        yield Fault(version.key, "body", PageRule.PLACEHOLDERS_DIFFER, params)
    elif pointed[0] != pointed[1]:
        yield Fault(version.key, "body", PageRule.PLACEHOLDERS_COUNT, of_first)
    outlines = [[heading.level for heading in markdown.headings(p.body)] for p in (first, version)]
    if outlines[0] != outlines[1]:
        yield Fault(version.key, "body", PageRule.OUTLINE_DIFFERS, of_first)
