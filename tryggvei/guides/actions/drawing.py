"""Draw an action card: the same words as one page of PDF/UA-1 and as HTML."""

import base64
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from tryggvei.guides.queries.cards import CardFault, shown_address
from tryggvei.guides.rules.card_text import CardText
from tryggvei.toolbox import languages
from tryggvei.toolbox.printing import pdf_of, qr_svg

TEMPLATE = Path(__file__).resolve().parents[1] / "print" / "kort.typ"


class Paper(StrEnum):
    """The sheet a card is drawn on."""

    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True)
class Edition:
    """Which edition of a card this is: its number and day; neither for a card of no unit."""

    number: int = 0
    day: date | None = None


def card_pdf(text: CardText, edition: Edition, paper: Paper = Paper.A5) -> bytes:
    """Return a card as one tagged page. Raises CardFault when it does not fit or is no PDF/UA-1."""
    data = {**shown(text, edition), "text": text.plain, "paper": paper.value}
    try:
        return pdf_of(TEMPLATE, json.dumps(data, sort_keys=True, ensure_ascii=False))
    except typst.TypstError as error:
        raise CardFault(f"card {text.card}/{text.role}: {error}") from error


def card_html(text: CardText, edition: Edition) -> str:
    """Return a card as a whole page of HTML that can be saved, opened and printed by itself."""
    return render_to_string("guides/staff/card_file.html", card_context(text, edition))


def card_context(text: CardText, edition: Edition) -> dict[str, Any]:
    """Return what the templates of a card need: the same as the sheet, the code as a picture."""
    sheet = shown(text, edition)
    picture = base64.b64encode(sheet["qr"].encode()).decode()
    return {"card": text, "sheet": sheet, "qr": f"data:image/svg+xml;base64,{picture}"}


def shown(text: CardText, edition: Edition) -> dict[str, Any]:
    """Return what stands on a card beside its text, for the sheet and for HTML alike."""
    spoken = languages.language(text.language)
    with override(spoken.locale):
        return {
            "lang": spoken.tag,
            "title": _title(text),
            "words": _headings(text),
            "edition": _edition(text, edition),
            "draft": _draft(),
            "qr": qr_svg(text.guides[0].address),
            "qr_alt": gettext("Rutekode til veilederen"),
            "shown": shown_address(text.guides[0].address),
        }


def _title(text: CardText) -> str:
    told = {"card": text.title, "role": text.role_name}
    if text.unit is None:
        return gettext("Tiltakskort: %(card)s. %(role)s") % told
    told["unit"] = text.unit.name
    return gettext("Tiltakskort: %(card)s. %(role)s, %(unit)s") % told


def _headings(text: CardText) -> dict[str, str]:
    municipality = text.municipality or gettext("kommunen")
    return {
        "from": gettext("Tiltakskort fra %(municipality)s") % {"municipality": municipality},
        "danger": gettext("Er noen i fare nå?"),
        "role": gettext("Når noen kommer til deg med dette"),
        "acts": gettext("Gjør dette"),
        "first": gettext("Husk"),
        "never": gettext("Dette gjør du ikke"),
        "calls": gettext("Hvem du ringer"),
        "day": gettext("På dagtid"),
        "night": gettext("Kveld, natt og helg"),
        "missing": gettext("Ring så lenge:"),
        "us": gettext("Hos oss"),
        "leader": gettext("Leder:"),
        "above": gettext("Leder over:"),
        "own": gettext("Egne numre:"),
        "past": gettext("Kan lederen stå bak?"),
        "guide": gettext("Hele veilederen"),
    }


def _edition(text: CardText, edition: Edition) -> list[str]:
    """Return the small print: edition, day, owner, what the card is made from, and the law."""
    said = []
    if edition.day is not None:
        told = {"number": edition.number, "day": edition.day.strftime("%d.%m.%Y")}
        said.append(gettext("Utgave %(number)s, %(day)s.") % told)
    said.append(gettext("Eier: %(owner)s.") % {"owner": _owner(text)})
    for guide in text.guides:
        told = {"guide": guide.title, "version": guide.version}
        said.append(gettext("Bygger på veilederen «%(guide)s», versjon %(version)s.") % told)
    laws = ", ".join(text.laws).replace("§ ", "§\N{NO-BREAK SPACE}")
    said.append(gettext("Lover: %(laws)s.") % {"laws": laws})
    return said


def _owner(text: CardText) -> str:
    if text.unit is None:
        return text.municipality or gettext("Kommunen")
    if text.unit.leaders:
        return f"{text.unit.leaders[0]}, {text.unit.name}"
    return gettext("lederen av %(unit)s") % {"unit": text.unit.name}


def _draft() -> str:
    """Return what a card says outside production, where nobody has approved it."""
    if settings.TRYGGVEI_MODE == "production":
        return ""
    return gettext("Prøveutgave. Ikke heng opp.")
