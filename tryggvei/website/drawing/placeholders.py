"""What may stand in double square brackets in a page: how each kind is drawn, and what it shows.

The two stand in one table, so that nobody can add a kind without saying which items of the pack it
shows: a page is stopped while nobody has approved one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from tryggvei.contentpack.api import Shown
from tryggvei.toolbox import languages
from tryggvei.website import queries
from tryggvei.website.drawing import finder
from tryggvei.website.drawing.engine import as_public, engine
from tryggvei.website.drawing.events import coming_events
from tryggvei.website.drawing.prints import print_kilobytes, print_shows
from tryggvei.website.rules import markdown, topics
from tryggvei.website.rules.markdown import Placeholder
from tryggvei.website.rules.page import Page, address_of
from tryggvei.website.rules.pictures import PICTURES
from tryggvei.website.rules.prints import file_name


def body_of(page: Page) -> str:
    """Return the HTML of a page's body, placeholders filled in. Raises LookupError."""

    def resolve(placeholder: Placeholder) -> str:
        return _KINDS[placeholder.kind].draw(placeholder, page.language)

    with as_public(page.language):
        return markdown.to_html(page.body, resolve)


def shown_in(page: Page) -> frozenset[Shown]:
    """Return the items of the pack that a page's body shows, itself among them.

    The heading of another page or guide in a link is not shown so: else one text that waits would
    stop the front page. Raises LookupError.
    """
    found: set[Shown] = {(queries.PAGES, page.key)}
    for placeholder, _line in markdown.placeholders(page.body):
        found |= _KINDS[placeholder.kind].shows(placeholder, page.language)
    return frozenset(found)


def read_in(page_id: str, language: str) -> tuple[str, str]:
    """Return a page's address for a reader of a language, and the tag if it is another language."""
    code = queries.language_to_read(page_id, language)
    return address_of(page_id, code), "" if code == language else languages.language(code).tag


def onward(page_id: str, language: str) -> tuple[str, str, str]:
    """Return heading, address and tag (if another language) of a page to read next."""
    address, tag = read_in(page_id, language)
    heading = queries.heading_of(page_id, queries.language_to_read(page_id, language))
    return heading, address, tag


def _whole(language: str) -> languages.Language:
    """Return the language that guides and forms are read in by a reader of a language."""
    mine = languages.language(language)
    return mine if mine.whole else languages.language(mine.instead)


def _phone(placeholder: Placeholder, _language: str) -> SafeString:
    number = queries.service_for(placeholder.key).number
    if number is None:
        raise LookupError(f"the service {placeholder.key!r} has no number")
    # Isolated and left to right: in an Arabic sentence a bare number is shown backwards.
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', number.tel_uri, number.display)


def _service(placeholder: Placeholder, language: str) -> SafeString:
    found = queries.service_for(placeholder.key)
    told = [found.who_for.in_language(language)]
    told += [found.hours.words.in_language(language)] if found.hours else []
    told += [gettext("Det er gratis")] if found.free else []
    told += [gettext("Du kan være anonym")] if found.anonymous else []
    told += [found.records.in_language(language)] if found.records else []
    # Not `note`: it may tell how those exposed are protected, and the card is also on that page
    # which must never say so (see APART in rules/checks.py).
    said_in = found.who_for.code_for(language)
    context = {
        "other": languages.language(said_in) if said_in != language else None,
        "number": found.number,
        "website": found.website,
        "name": found.name.in_language(language),
        "told": " ".join(languages.sentence(one, said_in) for one in told),
        "alternatives": [
            (other.name.in_language(language), other.number)
            for other in map(queries.service_for, found.alternatives)
            if other.number is not None
        ]
        if found.number is None  # else they are not shown, and the page must not hang on them
        else [],
    }
    return SafeString(engine().get_template("website/public/service.html").render(context))


def _side(placeholder: Placeholder, language: str) -> SafeString:
    if placeholder.text:  # then the page does not hang on the other's heading
        address, tag = read_in(placeholder.key, language)
        return _link(address, placeholder.text, tag)
    heading, address, tag = onward(placeholder.key, language)
    return _link(address, heading, tag)


def _raad(placeholder: Placeholder, language: str) -> SafeString:
    read = _whole(language)
    title = queries.guide_titles(read.code)[placeholder.key]
    address = f"{read.prefix}/raad/{placeholder.key}/"
    return _link(address, placeholder.text or title, "" if read.code == language else read.tag)


def _skriv(placeholder: Placeholder, language: str) -> SafeString:
    return _form("skriv", placeholder.text or gettext("Skriv til oss"), language)


def _svar(placeholder: Placeholder, language: str) -> SafeString:
    return _form("svar", placeholder.text or gettext("Les svaret ditt"), language)


def _form(name: str, text: str, language: str) -> SafeString:
    """Return a link to a form. A reader of another language is told which one it is in."""
    read = _whole(language)
    if read.code == language:
        return _link(f"{read.prefix}/{name}/", text)
    return format_html(
        '<a href="{}" hreflang="{}">{} (<span lang="{}" dir="{}">{}</span>)</a>',
        f"{read.prefix}/{name}/",
        read.tag,
        text,
        read.tag,
        read.direction,
        read.name,
    )


def _arrangementer(_placeholder: Placeholder, language: str) -> SafeString:
    context = {"events": coming_events(language)}
    return SafeString(engine().get_template("website/public/events.html").render(context))


def _trykk(placeholder: Placeholder, language: str) -> SafeString:
    """Return a link to a print with its size."""
    read = _whole(language)
    size = print_kilobytes(placeholder.key, read.code)
    text = gettext("%(text)s (PDF, %(size)s kB)") % {"text": placeholder.text, "size": size}
    address = f"/{file_name(placeholder.key, read.prefix)}"
    return _link(address, text, "" if read.code == language else read.tag)


def _bilde(placeholder: Placeholder, _language: str) -> SafeString:
    if not placeholder.text:
        raise LookupError(f"the picture {placeholder.key!r} has no alternative text")
    return format_html(
        '<svg role="img" aria-label="{}" viewBox="0 0 24 24" width="48" height="48"'
        ' fill="none" stroke="currentColor"><path d="{}"/></svg>',
        placeholder.text,
        PICTURES[placeholder.key],
    )


def _kommune(_placeholder: Placeholder, _language: str) -> SafeString:
    return format_html("{}", queries.municipality_name() or gettext("Kommunen"))


def _finner(_placeholder: Placeholder, language: str) -> SafeString:
    template = engine().get_template("website/public/finder.html")
    return SafeString(template.render(finder.context(language)))


def _topics_context(language: str) -> dict[str, Any]:
    found = queries.topics(language)
    return {
        "stop": " ".join(found.stop) if found else "",
        "letters": topics.rows(queries.topic_targets(language), found, language),
    }


def _emner(_placeholder: Placeholder, language: str) -> SafeString:
    template = engine().get_template("website/public/topics.html")
    return SafeString(template.render(_topics_context(language)))


def _link(address: str, text: str, other: str = "") -> SafeString:
    if other:
        return format_html('<a href="{}" hreflang="{}">{}</a>', address, other, text)
    return format_html('<a href="{}">{}</a>', address, text)


def _nothing(_placeholder: Placeholder, _language: str) -> set[Shown]:
    """Show no item of the pack but, as a link, its name."""
    return set()


def _its_service(placeholder: Placeholder, _language: str) -> set[Shown]:
    return queries.service_shows(queries.key_of_service(placeholder.key))


def _owner(_placeholder: Placeholder, _language: str) -> set[Shown]:
    return queries.owner_shows()


def _events(_placeholder: Placeholder, _language: str) -> set[Shown]:
    return {(queries.EVENTS, event.key) for event in queries.coming_events()}


def _services(_placeholder: Placeholder, language: str) -> set[Shown]:
    listed = queries.directory(languages.language(language).whole)
    return {shown for key in listed for shown in queries.service_shows(key)}


def _words(_placeholder: Placeholder, language: str) -> set[Shown]:
    return {(queries.SEARCH, language)} if queries.topics(language) else set()


def _print(_placeholder: Placeholder, _language: str) -> set[Shown]:
    # The page leads to the file, so it waits with it; and it tells the size, which hangs on all.
    return print_shows()


@dataclass(frozen=True)
class _Kind:
    """A kind of placeholder: its HTML for a reader of a language, and the items it shows."""

    draw: Callable[[Placeholder, str], SafeString]
    shows: Callable[[Placeholder, str], set[Shown]]


_KINDS = {
    "tel": _Kind(_phone, _its_service),
    "service": _Kind(_service, _its_service),
    "side": _Kind(_side, _nothing),
    "raad": _Kind(_raad, _nothing),
    "skriv": _Kind(_skriv, _nothing),
    "svar": _Kind(_svar, _nothing),
    "kommune": _Kind(_kommune, _owner),
    "arrangementer": _Kind(_arrangementer, _events),
    "finner": _Kind(_finner, _services),
    "emner": _Kind(_emner, _words),
    "trykk": _Kind(_trykk, _print),
    "bilde": _Kind(_bilde, _nothing),
}
