"""Draw pages as the public face shows them, in any process, without a request.

The command runs under the staff's or the worker's settings, whose template engine adds the
signed-in person, messages and more. A baked page must never hold any of that, so this engine is
built here: the installed apps' templates and no context processor. What the public face's processor
gives to live pages (language, municipality, languages) is given in the context instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any

from django.template.backends.django import DjangoTemplates
from django.urls import get_urlconf, set_urlconf
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from tryggvei.guides.api import GuidePage, flow_pages, public_guides
from tryggvei.toolbox import languages
from tryggvei.toolbox.ledger import text_of
from tryggvei.ui.api import language_link
from tryggvei.website import queries
from tryggvei.website.actions import finder, topics
from tryggvei.website.actions.events import coming_events
from tryggvei.website.actions.prints import print_kilobytes
from tryggvei.website.actions.sound import find_sound
from tryggvei.website.rules import markdown
from tryggvei.website.rules.baking import BakedPage, Job, error_file, file_of, tight
from tryggvei.website.rules.markdown import Placeholder
from tryggvei.website.rules.page import HOME, LANGUAGES, Page, address_of
from tryggvei.website.rules.pictures import PICTURES
from tryggvei.website.rules.prints import file_name
from tryggvei.website.rules.sound import sound_file

PUBLIC_URLS = "tryggvei.faces.public.urls"
_NOT_UNDERSTOOD = (
    gettext_lazy("Vi forsto ikke det som ble sendt"),
    gettext_lazy("Gå tilbake og prøv en gang til."),
)
# 400, 405 and 413 are for the file server, which answers those itself.
_ERRORS = {
    400: _NOT_UNDERSTOOD,
    405: _NOT_UNDERSTOOD,
    413: (
        gettext_lazy("Det ble for mye på en gang"),
        gettext_lazy("Gå tilbake, skriv litt kortere og send på nytt."),
    ),
    404: (
        gettext_lazy("Vi finner ikke siden"),
        gettext_lazy("Adressen kan være feil, eller siden kan være flyttet."),
    ),
    500: (
        gettext_lazy("Noe gikk galt hos oss"),
        gettext_lazy("Det er ikke din feil. Ring hvis du trenger hjelp nå."),
    ),
    503: (
        gettext_lazy("Siden er borte en liten stund"),
        gettext_lazy("Prøv igjen senere. Ring hvis du trenger hjelp nå."),
    ),
}
ERRORS = tuple(_ERRORS)


@lru_cache(maxsize=1)
def engine() -> DjangoTemplates:
    """Return the engine of the baked pages."""
    return DjangoTemplates(
        {"NAME": "baked", "DIRS": [], "APP_DIRS": True, "OPTIONS": {"context_processors": []}}
    )


@contextmanager
def as_public(language: str) -> Iterator[None]:
    """Put a language and the public face's addresses in force, and take them away again."""
    before = get_urlconf()
    set_urlconf(PUBLIC_URLS)
    try:
        with translation.override(languages.language(language).locale):
            yield
    finally:
        set_urlconf(before)


def every_job() -> Iterator[Job]:
    """Return how to make every page, guide, flowchart and error page in every language.

    Raises PackError, GuideFault.
    """
    for language in queries.offered_languages():
        for page in queries.pages(language).values():
            address = address_of(page.id, language)
            yield Job(_file_of(address), text_of(page), partial(draw, page))
        whole = language in LANGUAGES
        for guide in (*public_guides(language), *flow_pages(language)) if whole else ():
            yield Job(
                _file_of(guide.path),
                text_of([guide.template_name, guide.context]),
                partial(draw_guide, guide),
            )
    for language in queries.offered_languages():
        for status in ERRORS:
            yield Job(error_file(status, language), "", partial(draw_error, status, language))


def every_page() -> Iterator[BakedPage]:
    """Draw every page and guide in every language. Raises PackError, LookupError."""
    return (BakedPage(job.path, job.draw()) for job in every_job() if not job.is_error)


def draw(page: Page) -> str:
    """Return the whole HTML of a page."""
    body = mark_safe(body_of(page))  # noqa: S308 - our own, HTML is off
    context: dict[str, Any] = {
        "page": page,
        "body": body,
        "sound": find_sound(page, body),
        "sound_address": f"/{sound_file(page.language, page.id)}",
        "stale": page.is_translation and queries.has_changed_since(page.id, page.translated_from),
        "languages": tuple(
            language_link(code, address_of(page.id if has else HOME, code))
            for code, has in _where(page.id)
        ),
    }
    more = queries.read_next(page.id) if page.is_translation else page.more
    if more:
        context["more"] = [_onward(page_id, page.language) for page_id in more]
    drawn = {found.kind for found, _line in markdown.placeholders(page.body)}
    context |= {"has_finder": "finner" in drawn, "has_topics": "emner" in drawn}
    if page.doors:
        context["doors"] = [(door, *_read_in(door.page, page.language)) for door in page.doors]
    template = "website/public/home.html" if page.id == HOME else "website/public/page.html"
    return _render(template, page.language, address_of(page.id, page.language), context)


def draw_guide(page: GuidePage) -> str:
    """Return the whole HTML of a guide's page."""
    return _render(page.template_name, page.language, page.path, dict(page.context))


def _file_of(address: str) -> str:
    name = file_of(address)
    if name is None:
        raise ValueError(f"the address {address!r} cannot be baked")
    return name


def _where(page_id: str) -> list[tuple[str, bool]]:
    """Return each language offered, and whether it has the page."""
    having = queries.page_languages(page_id)
    return [(code, code in having) for code in queries.offered_languages()]


def _read_in(page_id: str, language: str) -> tuple[str, str]:
    """Return a page's address for a reader of a language, and the tag if it is another language."""
    code = queries.language_to_read(page_id, language)
    return address_of(page_id, code), "" if code == language else languages.language(code).tag


def _onward(page_id: str, language: str) -> tuple[str, str, str]:
    """Return heading, address and tag (if another language) of a page to read next."""
    address, tag = _read_in(page_id, language)
    heading = queries.heading_of(page_id, queries.language_to_read(page_id, language))
    return heading, address, tag


def _whole(language: str) -> languages.Language:
    """Return the language that guides and forms are read in by a reader of a language."""
    mine = languages.language(language)
    return mine if mine.whole else languages.language(mine.instead)


def draw_error(status: int, language: str) -> str:
    """Return the HTML of an error page that needs no request: one of ERRORS."""
    title, text = _ERRORS[status]
    return _render("public/error.html", language, "/", {"title": title, "text": text})


def body_of(page: Page) -> str:
    """Return the HTML of a page's body, placeholders filled in. Raises LookupError."""

    def resolve(placeholder: Placeholder) -> str:
        return _RESOLVERS[placeholder.kind](placeholder, page.language)

    with as_public(page.language):
        return markdown.to_html(page.body, resolve)


def _render(template: str, language: str, address: str, context: dict[str, Any]) -> str:
    shell = {
        "language": language,
        "municipality": queries.municipality_name(),
        "path": address,
    }
    with as_public(language):
        return tight(engine().get_template(template).render({**context, **shell}))


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
        address, tag = _read_in(placeholder.key, language)
        return _link(address, placeholder.text, tag)
    heading, address, tag = _onward(placeholder.key, language)
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


def _emner(_placeholder: Placeholder, language: str) -> SafeString:
    template = engine().get_template("website/public/topics.html")
    return SafeString(template.render(topics.context(language)))


def _link(address: str, text: str, other: str = "") -> SafeString:
    if other:
        return format_html('<a href="{}" hreflang="{}">{}</a>', address, other, text)
    return format_html('<a href="{}">{}</a>', address, text)


_RESOLVERS = {
    "tel": _phone,
    "service": _service,
    "side": _side,
    "raad": _raad,
    "skriv": _skriv,
    "svar": _svar,
    "kommune": _kommune,
    "arrangementer": _arrangementer,
    "finner": _finner,
    "emner": _emner,
    "trykk": _trykk,
    "bilde": _bilde,
}
