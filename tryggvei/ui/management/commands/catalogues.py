"""`manage.py catalogues`: collect the texts of code and templates, room by room.

Each room has catalogues of its own (`<room>/locale/<language>/LC_MESSAGES/django.po`), so that two
rooms never write the same file. A text that moves, or that two rooms say, keeps its translation:
what any catalogue knows is offered to all. A development command: it needs Babel
(requirements/dev.txt). `--check` changes nothing and names what lags.
"""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_python
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

from tryggvei.toolbox import languages
from tryggvei.ui import compiling

PACKAGE = compiling.PACKAGE
HOME = "ui"  # where the texts stand that belong to no room: Django's own, and the toolbox's
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
Texts = dict[Key, list[str]]


def _from_source(text: str) -> Iterator[tuple[int, Any]]:
    found = extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    yield from ((line, (function, messages)) for line, function, messages, _comments in found)


def collect() -> Texts:
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


def room_of(place: str) -> str:
    """Return the folder whose catalogues hold the texts of a file: the nearest with an apps.py."""
    for folder in Path(place).parents:
        if folder != Path() and (PACKAGE / folder / "apps.py").is_file():
            return str(folder)
    return HOME


def by_room(texts: Texts) -> dict[str, Texts]:
    """Return the texts of each room, with the places in that room."""
    found: dict[str, Texts] = defaultdict(dict)
    for key, places in texts.items():
        for place in places:
            found[room_of(place)].setdefault(key, []).append(place)
    return dict(sorted(found.items()))


def texts_of(language: str, texts: Texts) -> Texts:
    """Return what a room's catalogue must hold: all of it; of a core language what its pages say;
    for bokmål only Django's own words."""
    if language in LANGUAGES:
        return texts
    if language in CORE_LANGUAGES:
        return {key: places for key, places in texts.items() if is_core(places)}
    return {key: places for key, places in texts.items() if DJANGO in places}


def is_public(places: list[str]) -> bool:
    """True when a resident can meet the text. (What a manifest says, employees read.)"""
    return any(
        place.startswith((*PUBLIC, *PUBLIC_UI, DJANGO)) and not place.endswith("/apps.py")
        for place in places
    )


def is_core(places: list[str]) -> bool:
    """True when the text stands on a core page or on an error page."""
    return any(place.startswith(CORE_PLACES) for place in places)


def catalogue_path(room: str, language: str) -> Path:
    """Return where a room's translations of a language lie."""
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogues_of(language: str) -> list[Path]:
    """Return every catalogue of a language that is there."""
    return [path for path in compiling.sources(PACKAGE) if path.parents[1].name == language]


def _is_translated(entry: polib.POEntry | None) -> bool:
    if entry is None:
        return False
    return bool(entry.msgstr) or (bool(entry.msgid_plural) and all(entry.msgstr_plural.values()))


def known(language: str) -> dict[Key, list[polib.POEntry]]:
    """Return every translation that the catalogues of a language hold, by text."""
    found: dict[Key, list[polib.POEntry]] = defaultdict(list)
    for path in catalogues_of(language):
        for entry in polib.pofile(str(path)):
            if _is_translated(entry):
                found[entry.msgid, entry.msgid_plural].append(entry)
    return found


def merged(
    room: str, language: str, texts: Texts, memory: Mapping[Key, list[polib.POEntry]]
) -> polib.POFile:
    """Return a room's catalogue with today's texts: its own translations first, then the others'
    of the same text; gone texts dropped."""
    path = catalogue_path(room, language)
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
        if not _is_translated(before):
            before = next(iter(memory.get((msgid, plural), [])), None)
        entry = polib.POEntry(msgid=msgid, occurrences=[(place, "") for place in places])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = before.msgstr_plural if before else {0: "", 1: ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        new.append(entry)
    return new


def wanted() -> Iterator[tuple[str, str, Texts]]:
    """Yield (room, language, texts) of every catalogue that must be there."""
    for room, texts in by_room(collect()).items():
        for language in ("nb", *LANGUAGES, *CORE_LANGUAGES):
            mine = texts_of(language, texts)
            if mine:
                yield room, language, mine


def said_in_two_ways(language: str) -> Iterator[str]:
    """Yield each text that two rooms translate differently: a page shows the one that Django
    happens to read first. Whoever wants two translations writes two texts (pgettext)."""
    for key, entries in sorted(known(language).items()):
        ways = {(e.msgstr, *(e.msgstr_plural or {}).values()) for e in entries}
        if len(ways) > 1:
            yield f"{language}: translated in {len(ways)} ways: {key[0][:60]!r}"


def findings() -> list[str]:
    """Return what lags: a text not collected, a public text without translation, a text that two
    rooms translate differently, a catalogue of nothing."""
    found, needed = [], set()
    for room, language, texts in wanted():
        path = catalogue_path(room, language)
        needed.add(path)
        if not path.exists():
            found.append(f"{room}: {language}: no catalogue yet")
            continue
        have = {(e.msgid, e.msgid_plural): e for e in polib.pofile(str(path))}
        for key, places in texts.items():
            if key not in have:
                found.append(f"{room}: {language}: not collected: {key[0][:60]!r} ({places[0]})")
            elif is_public(places) and not _is_translated(have[key]):
                found.append(f"{room}: {language}: not translated: {key[0][:60]!r} ({places[0]})")
    for language in ("nb", *LANGUAGES, *CORE_LANGUAGES):
        found += said_in_two_ways(language)
        found += [
            f"{path.relative_to(PACKAGE)}: no text of the room is in it"
            for path in catalogues_of(language)
            if path not in needed
        ]
    return found


class Command(BaseCommand):
    help = "Collect the texts of each room and compile the catalogues; --check says what lags."
    requires_system_checks = ()  # one of them asks for what this command makes

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
        memory = {code: known(code) for code in ("nb", *LANGUAGES, *CORE_LANGUAGES)}
        needed, waiting = set(), []
        for room, language, texts in wanted():
            path = catalogue_path(room, language)
            needed.add(path)
            catalogue = merged(room, language, texts, memory[language])
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path))
            left = [entry.msgid for entry in catalogue if not _is_translated(entry)]
            waiting += [f"{room}: {language}: {text[:60]!r}" for text in left]
        for language in memory:
            for path in catalogues_of(language):
                if path not in needed:
                    path.unlink()
        compiling.compile_all(PACKAGE)
        self.stdout.write(
            "\n".join([*waiting, f"{len(needed)} catalogues, {len(waiting)} texts to translate"])
        )
