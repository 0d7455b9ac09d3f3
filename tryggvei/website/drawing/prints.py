"""Draw card, posters and slips as PDF: numbers from the help directory, words by gettext.

The same content gives the same bytes (toolbox/printing).
"""

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext, override

from tryggvei.contentpack.api import Shown, waiting_items
from tryggvei.help_directory.api import Service
from tryggvei.toolbox import languages
from tryggvei.toolbox.once import once
from tryggvei.toolbox.printing import pdf_of, qr_svg
from tryggvei.website import queries
from tryggvei.website.rules import prints
from tryggvei.website.rules.page import HOME, LANGUAGES, address_of
from tryggvei.website.rules.prints import Line

TEMPLATES = Path(__file__).resolve().parents[1] / "print"
_EMERGENCY = ("politi_nod", "medisinsk_nod", "brann", "legevakt")
_TALK = ("vo_linjen", "alarmtelefonen", "krisesenter", "politi")
_POSTER = ("vo_linjen", "alarmtelefonen", "krisesenter", "politi_nod")


def print_files(but: frozenset[str] = frozenset()) -> dict[str, bytes]:
    """Return every print in every whole language: file below the pages -> PDF.

    but: files that are not drawn, because what stands on them waits for approval.
    Raises LookupError when the directory lacks a service that every print must show, and
    typst.TypstError when a template is broken or would not give PDF/UA-1.
    """
    return {
        file: draw_print(name, language)
        for file, (name, language) in print_names().items()
        if file not in but
    }


def print_names() -> dict[str, tuple[str, str]]:
    """Return file below the pages -> name and language of each print."""
    return {
        prints.file_name(name, languages.prefix_of(language)): (name, language)
        for language in LANGUAGES
        for name in prints.PRINTS
    }


def waiting_findings() -> list[str]:
    """Return what nobody has approved yet and so must not be printed; empty in the demo."""
    waiting = waiting_items(str(settings.TRYGGVEI_MODE))
    return sorted(str(waiting[shown]) for shown in print_shows() & set(waiting))


def print_shows() -> set[Shown]:
    """Return the items of the pack that stand on the prints."""
    keys = {*_EMERGENCY, *_TALK, *_POSTER}
    services = {(queries.DIRECTORY, queries.key_of_service(key)) for key in keys}
    return services | queries.owner_shows()


@once
def draw_print(name: str, language: str) -> bytes:
    """Return one print as PDF. Raises as `print_files` does."""
    said = {**_said(language), "paper": prints.paper_of(name)}
    data = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return pdf_of(TEMPLATES / prints.SHOWN[name], data)


def print_kilobytes(name: str, language: str) -> int:
    """Return the size of a print in kB of 1,000 bytes: who pays by the megabyte asks before."""
    return -(-len(draw_print(name, language)) // 1000)


def _said(language: str) -> dict[str, Any]:
    """Return all that the templates read."""
    address = settings.PUBLIC_ORIGIN.rstrip("/") + address_of(HOME, language)
    with override(languages.language(language).locale):
        shown = {key: queries.service_for(key) for key in {*_EMERGENCY, *_TALK, *_POSTER}}
        poster = [_poster_line(key, shown[key], language) for key in _POSTER]
        return {
            "lang": languages.language(language).tag,
            "title": gettext("Nyttige numre"),
            "front": gettext("Nyttige numre"),
            "municipality": queries.municipality_name() or gettext("Kommunen"),
            "own": gettext("Egne notater"),
            "fold": gettext(
                "Klipp langs den hele linjen. Brett som et trekkspill langs de stiplede linjene."
            ),
            "tear": gettext("Riv av en lapp. Det står bare et nummer på den."),
            "edition": gettext("Utgave %(day)s.") % {"day": _edition(shown.values())},
            "draft": _draft(),
            "groups": [
                {"heading": gettext("Når det haster"), "lines": _lines(_EMERGENCY, shown)},
                {"heading": gettext("Noen å snakke med"), "lines": _lines(_TALK, shown)},
            ],
            "poster": {
                "heading": gettext("Er du redd for noen hjemme?"),
                "lead": _lead(shown["vo_linjen"]),
                "lines": [vars(line) for line in poster],
            },
            "slip": poster[0].number,
            "qr": qr_svg(address),
            "qr_alt": gettext("Rutekode med adressen til kommunens nettside"),
            "qr_text": gettext("Mer råd på nettet"),
            "qr_warning": gettext(
                "Adressen kan ligge igjen i telefonen. Numrene virker uten nett."
            ),
            "host": urlsplit(address).netloc + urlsplit(address).path.rstrip("/"),
        }


def _lead(main: Service) -> list[str]:
    """Return the poster's sentences; a promise is made only where the directory knows it."""
    told = [gettext("Du kan snakke med noen, selv om ingen slår.")]
    told += [gettext("Det er gratis.")] if main.free else []
    told += [gettext("Du trenger ikke si hva du heter.")] if main.anonymous else []
    return [" ".join(told), gettext("Er du bekymret for noen? Du kan også ringe.")]


def _lines(keys: tuple[str, ...], shown: dict[str, Service]) -> list[dict[str, str]]:
    return [vars(Line(_label(key, shown[key]), _number(key, shown[key]))) for key in keys]


def _label(key: str, service: Service) -> str:
    """Return the plain words of the card: a card is found in a wallet, so no service is named."""
    words = {
        "politi_nod": gettext("Politi"),
        "medisinsk_nod": gettext("Ambulanse"),
        "brann": gettext("Brann"),
        "legevakt": gettext("Lege når det haster"),
        "vo_linjen": gettext("For voksne"),
        "alarmtelefonen": gettext("For barn og unge"),
        "krisesenter": gettext("Råd og et sted å være"),
        "politi": gettext("Politi når det ikke haster"),
    }
    always = service.hours is not None and service.hours.always
    day_and_night = gettext("%(who)s, hele døgnet")
    return day_and_night % {"who": words[key]} if always and key in _TALK else words[key]


def _poster_line(key: str, service: Service, language: str) -> Line:
    """Return a line of the poster: what the one who rings must know first goes with it."""
    if key == "politi_nod":
        return Line(gettext("Er det fare nå? Ring politiet"), _number(key, service))
    # Children are told before they ring that what they say is written down (116111.no).
    note = service.records.in_language(language) if service.records else ""
    if key == "krisesenter":
        note = service.name.in_language(language)
    return Line(_label(key, service), _number(key, service), note)


def _number(key: str, service: Service) -> str:
    if service.number is None:
        raise LookupError(f"the service {key!r} has no number, and the prints must show it")
    return service.number.display


def _edition(shown: Any) -> str:
    """Return the day of the oldest check of the numbers shown: what hangs too long is seen."""
    days: list[date] = [service.checked_on for service in shown if service.checked_on]
    return min(days).strftime("%d.%m.%Y") if days else "-"


def _draft() -> str:
    """Return what a print says outside production, where nobody has approved the numbers."""
    if settings.TRYGGVEI_MODE == "production":
        return ""
    return gettext("Prøveutgave. Ikke heng opp.")
