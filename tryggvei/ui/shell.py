"""What the frame round every public page needs, and dates as people say them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from tryggvei.toolbox.languages import WHOLE, Language, prefix_of
from tryggvei.toolbox.languages import language as language_of
from tryggvei.ui.owner import owner

# Shown when neither the settings nor the municipality's pack names a neutral page.
DEFAULT_NEUTRAL_URL = "https://www.yr.no/"


@dataclass(frozen=True)
class LanguageLink:
    """A language as it is offered: a link in its own words, script and direction."""

    code: str
    tag: str
    direction: str
    name: str
    url: str


@dataclass(frozen=True)
class PublicShell:
    """The frame of one public page; every text is plain, every address a path but the neutral."""

    language: str
    lang_dir: str
    languages: tuple[LanguageLink, ...]
    municipality_name: str
    neutral_url: str
    prefix: str

    @property
    def tag(self) -> str:
        """Return what `lang` says: easy-read bokmål is bokmål to a screen reader."""
        return language_of(self.language).tag

    @property
    def whole(self) -> bool:
        """Return True when every page exists in this language."""
        return language_of(self.language).whole

    @property
    def instead(self) -> Language:
        """Return the language that pages outside the core are read in."""
        mine = language_of(self.language)
        return mine if mine.whole else language_of(mine.instead)

    @property
    def home_url(self) -> str:
        """Return the path of the front page in this language."""
        return f"{self.prefix}/"

    @property
    def leave_url(self) -> str:
        """Return the path that leaves without JavaScript."""
        return "/ut"


def language_links(path: str) -> tuple[LanguageLink, ...]:
    """Return a link to the same page in every language offered; where a language holds the core
    pages only, to its front page."""
    bare = path or "/"
    for code in WHOLE:
        prefix = prefix_of(code)
        if prefix and (bare == prefix or bare.startswith(f"{prefix}/")):
            bare = bare[len(prefix) :] or "/"
            break
    return tuple(
        language_link(code, f"{prefix_of(code)}{bare if language_of(code).whole else '/'}")
        for code in owner().languages or WHOLE
    )


def language_link(code: str, url: str) -> LanguageLink:
    """Return the link to a page in a language."""
    found = language_of(code)
    return LanguageLink(found.code, found.tag, found.direction, found.name, url)


def _text(thing: Any, name: str) -> str:
    """Return a text from a dictionary or an object, "" when it is not there."""
    value = thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")
    return value if isinstance(value, str) else str(value or "")


def safe_neutral_url(candidate: str) -> str:
    """Return the address if it is a plain https one, else the default: it goes into every page."""
    parts = urlsplit(candidate)
    return candidate if parts.scheme == "https" and parts.netloc else DEFAULT_NEUTRAL_URL


def public_shell(context: Mapping[str, Any]) -> PublicShell:
    """Return the frame for a template context.

    Read if present: language, languages (of LanguageLink), municipality (a text or a
    thing with name and neutral_url), neutral_url, path. The settings' NEUTRAL_URL wins; what the
    context does not hold, the registered owner gives.
    """
    language = str(context.get("language") or get_language() or settings.LANGUAGE_CODE)
    municipality = context.get("municipality")
    known = owner()
    name = municipality if isinstance(municipality, str) else _text(municipality, "name")
    neutral = (
        settings.NEUTRAL_URL
        or str(context.get("neutral_url") or "")
        or _text(municipality, "neutral_url")
        or known.neutral_url
    )
    offered: Iterable[LanguageLink] = context.get("languages") or language_links(
        str(context.get("path") or "/")
    )
    return PublicShell(
        language=language,
        lang_dir=language_of(language).direction,
        languages=tuple(offered),
        municipality_name=name or known.name,
        neutral_url=safe_neutral_url(neutral),
        prefix=prefix_of(language),
    )


def date_in_words(value: date | datetime | None, form: str = "long") -> SafeString:
    """Return a date in words and digits, in Oslo time, inside `<time>`; "" for None.

    form: "long" (mandag 23. november 2026 (23.11.2026)) or "short" (23. november 2026).
    """
    if value is None:
        return SafeString("")
    clock = ""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        clock = gettext(" kl. %(time)s") % {"time": local.strftime("%H.%M")}
        day: date = local
        machine = local.isoformat(timespec="minutes")
    else:
        day, machine = value, value.isoformat()
    if form == "short":
        words = date_format(day, gettext("j. F Y"))
        return format_html('<time datetime="{}">{}{}</time>', machine, words, clock)
    words = date_format(day, gettext("l j. F Y"))
    digits = day.strftime("%d.%m.%Y")
    return format_html('<time datetime="{}">{}{} ({})</time>', machine, words, clock, digits)
