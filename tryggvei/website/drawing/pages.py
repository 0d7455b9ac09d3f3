"""Every page that a bake is made of: how it is drawn, and which items of the pack it shows."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from tryggvei.contentpack.api import Shown
from tryggvei.guides.api import GuidePage, flow_pages, public_guides
from tryggvei.toolbox import languages
from tryggvei.ui.api import language_link
from tryggvei.website import queries
from tryggvei.website.drawing.engine import render
from tryggvei.website.drawing.placeholders import body_of, onward, read_in, shown_in
from tryggvei.website.drawing.sound import find_sound
from tryggvei.website.rules import markdown
from tryggvei.website.rules.baking import BakedPage, Job, error_file, file_of
from tryggvei.website.rules.checks import leads_to_help
from tryggvei.website.rules.page import HOME, LANGUAGES, Page, address_of
from tryggvei.website.rules.sound import sound_file

# What the templates say by themselves, whatever the page: public/base.html on every page,
# public/numbers.html on error pages, website/public/unchecked.html on translations.
_ON_EVERY_PAGE = ("politi_nod",)
_ON_ERROR_PAGES = ("politi_nod", "medisinsk_nod", "vo_linjen", "alarmtelefonen", "politi")
_ON_UNCHECKED = ("politi_nod", "vo_linjen", "alarmtelefonen")
_AWAY = 503
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


def every_job() -> Iterator[Job]:
    """Return how to make every page, guide, flowchart and error page in every language.

    Raises PackError, and LookupError when a page names what is not there.
    """
    for language in queries.offered_languages():
        for page in queries.pages(language).values():
            yield _job_of(page)
        whole = language in LANGUAGES
        for guide in (*public_guides(language), *flow_pages(language)) if whole else ():
            yield Job(
                _file_of(guide.path),
                partial(draw_guide, guide),
                guide.shows | _frame_shows(_ON_EVERY_PAGE),
                guide.fault,
                leads_to_help=True,
            )
    for language in queries.offered_languages():
        for status in ERRORS:
            shows = _frame_shows(_ON_ERROR_PAGES)
            yield Job(error_file(status, language), partial(draw_error, status, language), shows)


def _job_of(page: Page) -> Job:
    said = _ON_UNCHECKED if page.unchecked_translation else _ON_EVERY_PAGE
    return Job(
        _file_of(address_of(page.id, page.language)),
        partial(draw, page),
        shown_in(page) | _frame_shows(said),
        leads_to_help=leads_to_help(page),
        beside=(sound_file(page.language, page.id),),
    )


def _frame_shows(numbers: tuple[str, ...]) -> frozenset[Shown]:
    """Return what stands round a page: the municipality's name, and numbers."""
    services = {shown for key in numbers for shown in queries.service_shows(key)}
    return frozenset(services | queries.owner_shows())


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
        context["more"] = [onward(page_id, page.language) for page_id in more]
    drawn = {found.kind for found, _line in markdown.placeholders(page.body)}
    context |= {"has_finder": "finner" in drawn, "has_topics": "emner" in drawn}
    if page.doors:
        context["doors"] = [(door, *read_in(door.page, page.language)) for door in page.doors]
    template = "website/public/home.html" if page.id == HOME else "website/public/page.html"
    return render(template, page.language, address_of(page.id, page.language), context)


def draw_guide(page: GuidePage) -> str:
    """Return the whole HTML of a guide's page."""
    return render(page.template_name, page.language, page.path, dict(page.context))


def _file_of(address: str) -> str:
    name = file_of(address)
    if name is None:
        raise ValueError(f"the address {address!r} cannot be baked")
    return name


def _where(page_id: str) -> list[tuple[str, bool]]:
    """Return each language offered, and whether it has the page."""
    having = queries.page_languages(page_id)
    return [(code, code in having) for code in queries.offered_languages()]


def draw_error(status: int, language: str) -> str:
    """Return the HTML of an error page that needs no request: one of ERRORS."""
    title, text = _ERRORS[status]
    return render("public/error.html", language, "/", {"title": title, "text": text})


def draw_away(path: str) -> str:
    """Return what stands at an address while nobody has approved the page, and no earlier form of
    it is good: the numbers to ring, so that no link leads to nothing."""
    title, text = _ERRORS[_AWAY]
    first = path.split("/")[1]
    language = first if first in languages.BY_CODE else languages.FIRST
    return render("public/error.html", language, path, {"title": title, "text": text})
