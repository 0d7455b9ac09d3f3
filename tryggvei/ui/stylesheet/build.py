"""The style sheets: which sources go into the public ones, and which the staff face links whole."""

import re
from pathlib import Path

from tryggvei.ui.stylesheet.sheet import drop_unread, merged, read, without_images, write
from tryggvei.ui.stylesheet.used import (
    Used,
    used_by_lists,
    used_by_public,
    used_by_reading,
    used_by_walk,
)

UI = Path(__file__).resolve().parents[1]
VENDOR = UI / "vendor" / "designsystemet"
STYLES = UI / "styles"
PUBLIC_FILE = UI / "built" / "public.css"
FORMS_FILE = UI / "built" / "public-forms.css"
READING_FILE = UI / "built" / "public-reading.css"
LISTS_FILE = UI / "built" / "public-lists.css"
WALK_FILE = UI / "built" / "public-walk.css"
STAFF_FILE = UI / "static" / "ui" / "staff.css"
_IMPORT = re.compile(r'@import url\("(\w+)/([\w.-]+)"\);')
NOTICE = "/*! Designsystemet 1.22.0, MIT */"
# Colours are our own (styles/colours.css), so the theme's are left out.
_SKIPPED = ("ds.theme.color-scheme", "ds.theme.typography.secondary")


def built(used: Used, own: tuple[str, ...], *, own_too: bool = False) -> str:
    """Return one built sheet from the vendored files and our own, named without `.css`.

    Every `url()` is left out: the public face's policy admits no image at all.
    own_too: True prunes our own files as well, for the pages where every byte is needed.
    """
    rules = read(_text(VENDOR / "theme.css"), used, skip_layers=_SKIPPED)
    rules += read(_text(VENDOR / "components.css"), used, skip_layers=_SKIPPED)
    rules = without_images(rules)
    for name in own:
        rules += read(_text(STYLES / f"{name}.css"), used if own_too else None)
    return NOTICE + write(merged(drop_unread(rules))) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def staff_sheets() -> list[Path]:
    """Return the sources of the staff face's style, in order: what its one sheet imports, whole."""
    places = {"designsystemet": VENDOR, "styles": STYLES}
    named = _IMPORT.findall(_text(STAFF_FILE))
    return [places[folder] / file for folder, file in named]


def all_built() -> dict[Path, str]:
    """Return path -> text of every built sheet. Same sources, same bytes."""
    public = ("colours", "shared", "public")
    return {
        READING_FILE: built(used_by_reading(), public, own_too=True),
        PUBLIC_FILE: built(
            used_by_public(forms=False), (*public, "flow", "flow-page"), own_too=True
        ),
        FORMS_FILE: built(used_by_public(forms=True), public),
        LISTS_FILE: built(used_by_lists(), (*public, "lists"), own_too=True),
        WALK_FILE: built(used_by_walk(), (*public, "walk"), own_too=True),
    }
