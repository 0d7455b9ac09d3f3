"""`manage.py catalogues`: collect the texts of code and templates, and compile the translations.

A development command: it needs Babel and polib (requirements/dev.txt). The .po and .mo files are
committed, so that a running house needs neither. `--check` changes nothing and names what lags.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from tryggvei.toolbox import languages

PACKAGE = Path(__file__).resolve().parents[3]
LANGUAGES = ("nn", "en")
# Django's own words for what people meet most, said in ours; the source is English, so bokmål
# has a catalogue too, with these alone.
DJANGO = "django"
DJANGO_TEXTS = (
    "This field is required.",
    "Enter a valid email address.",
    "Select a valid choice. %(value)s is not one of the available choices.",
)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# What a resident can meet: these must be whole in every language before a release.
PUBLIC = (
    "faces/public",
    "intake/public",
    "intake/queries",
    "intake/templates",
    "website",
    "guides",
)
PUBLIC_UI = ("ui/templates", "ui/forms.py", "ui/shell.py", "help_directory/templatetags")
# Languages that hold the core pages only: their catalogues have what those pages say, and no more.
# Easy-read bokmål says its buttons in bokmål.
CORE_LANGUAGES = tuple(
    one.code for one in languages.ALL if not one.whole and one.locale == one.code
)
CORE_PLACES = (
    "ui/templates/public/",
    "help_directory/templatetags/numbers.py",
    "website/drawing/pages.py",
    "website/drawing/placeholders.py",
    "website/drawing/finder.py",
    *(
        f"website/templates/website/public/{name}.html"
        for name in ("finder", "home", "onward", "page", "service", "sound", "unchecked")
    ),
)

Key = tuple[str, str]


def _from_source(text: str) -> Iterator[tuple[int, Any]]:
    found = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    yield from ((line, (function, messages)) for line, function, messages, _comments in found)


def collect() -> dict[Key, list[str]]:
    """Return every msgid (with its plural, "" if none) and the files where it stands."""
    texts: dict[Key, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix not in {".py", ".html"} or "migrations" in path.parts:
            continue
        source = path.read_text()
        if path.suffix == ".html":
            # What templatize leaves is no Python: take the indentation away that it stumbles on.
            source = "\n".join(line.strip() for line in templatize(source).splitlines())
        place = str(path.relative_to(PACKAGE))
        for _line, (function, messages) in _from_source(source):
            parts = messages if isinstance(messages, tuple) else (messages,)
            parts = tuple(part for part in parts if isinstance(part, str))
            if not parts:
                continue
            plural = parts[1] if function == "ngettext" and len(parts) > 1 else ""
            texts.setdefault((parts[0], plural), set()).add(place)
    for text in DJANGO_TEXTS:
        texts.setdefault((text, ""), set()).add(DJANGO)
    return {key: sorted(places) for key, places in sorted(texts.items())}


def texts_of(language: str, texts: dict[Key, list[str]]) -> dict[Key, list[str]]:
    """Return what a catalogue must hold: all of it; of a core language what its pages say; for
    bokmål only Django's own words."""
    if language in LANGUAGES:
        return texts
    if language in CORE_LANGUAGES:
        return {key: places for key, places in texts.items() if is_core(places)}
    return {key: places for key, places in texts.items() if DJANGO in places}


def is_public(places: list[str]) -> bool:
    """True when a resident can meet the text."""
    return any(place.startswith((*PUBLIC, *PUBLIC_UI, DJANGO)) for place in places)


def is_core(places: list[str]) -> bool:
    """True when the text stands on a core page or on an error page."""
    return any(place.startswith(CORE_PLACES) for place in places)


def catalogue_path(language: str) -> Path:
    """Return where the translations of a language lie."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def _is_translated(entry: polib.POEntry | None) -> bool:
    if entry is None:
        return False
    return bool(entry.msgstr) or (bool(entry.msgid_plural) and all(entry.msgstr_plural.values()))


def merged(language: str, texts: dict[Key, list[str]]) -> polib.POFile:
    """Return the catalogue with today's texts: translations kept, gone texts dropped."""
    path = catalogue_path(language)
    old = {(e.msgid, e.msgid_plural): e for e in polib.pofile(str(path))} if path.exists() else {}
    new = polib.POFile(wrapwidth=98)
    new.metadata = {
        "Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "MIME-Version": "1.0",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for (msgid, plural), places in texts.items():
        before = old.get((msgid, plural))
        entry = polib.POEntry(msgid=msgid, occurrences=[(place, "") for place in places])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = before.msgstr_plural if before else {0: "", 1: ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    return new


def findings() -> list[str]:
    """Return what lags: a text not collected, a public text without translation, a stale .mo."""
    texts = collect()
    found = []
    for language in ("nb", *LANGUAGES, *CORE_LANGUAGES):
        path = catalogue_path(language)
        if not path.exists():
            found.append(f"{language}: no catalogue yet")
            continue
        have = {(e.msgid, e.msgid_plural): e for e in polib.pofile(str(path))}
        for key, places in texts_of(language, texts).items():
            if key not in have:
                found.append(f"{language}: not collected: {key[0][:60]!r} ({places[0]})")
            elif is_public(places) and not _is_translated(have[key]):
                found.append(f"{language}: not translated: {key[0][:60]!r} ({places[0]})")
        if path.with_suffix(".mo").read_bytes() != polib.pofile(str(path)).to_binary():
            found.append(f"{language}: the compiled catalogue is older than the text")
    return found


class Command(BaseCommand):
    help = "Collect translatable texts and compile the catalogues; --check only says what lags."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --check."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write .po and .mo, or name what lags and exit 1."""
        if options["check"]:
            found = findings()
            if found:
                raise CommandError("\n".join([*found, "Run: manage.py catalogues, and translate."]))
            self.stdout.write("catalogues are current")
            return
        texts = collect()
        for language in ("nb", *LANGUAGES, *CORE_LANGUAGES):
            catalogue = merged(language, texts_of(language, texts))
            path = catalogue_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path))
            path.with_suffix(".mo").write_bytes(polib.pofile(str(path)).to_binary())
            waiting = sum(1 for entry in catalogue if not _is_translated(entry))
            self.stdout.write(f"{language}: {len(catalogue)} texts, {waiting} to translate")
