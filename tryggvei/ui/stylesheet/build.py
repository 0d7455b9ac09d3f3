"""The built style sheets: which sources go in, in which order."""

from pathlib import Path

from tryggvei.ui.stylesheet.sheet import drop_unread, merged, read, without_images, write
from tryggvei.ui.stylesheet.used import (
    Used,
    used_by_lists,
    used_by_public,
    used_by_reading,
    used_by_staff,
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
NOTICE = "/*! Designsystemet 1.22.0, MIT */"
# Colours are our own (styles/colours.css), so the theme's are left out.
_SKIPPED = ("ds.theme.color-scheme", "ds.theme.typography.secondary")


def built(used: Used, own: tuple[str, ...], *, images: bool, own_too: bool = False) -> str:
    """Return one built sheet from the vendored files and our own, named without `.css`.

    images: False leaves out every `url()`; the public face's policy admits no image at all.
    own_too: True prunes our own files as well, for the pages where every byte is needed.
    """
    rules = read(_text(VENDOR / "theme.css"), used, skip_layers=_SKIPPED)
    rules += read(_text(VENDOR / "components.css"), used, skip_layers=_SKIPPED)
    if not images:
        rules = without_images(rules)
    for name in own:
        rules += read(_text(STYLES / f"{name}.css"), used if own_too else None)
    return NOTICE + write(merged(drop_unread(rules))) + "\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def all_built() -> dict[Path, str]:
    """Return path -> text of every built sheet. Same sources, same bytes."""
    public = ("colours", "shared", "public")
    staff = ("colours", "shared", "staff", "desk", "writing", "cards", "flow")
    return {
        READING_FILE: built(used_by_reading(), public, images=False, own_too=True),
        PUBLIC_FILE: built(
            used_by_public(forms=False), (*public, "flow", "flow-page"), images=False, own_too=True
        ),
        FORMS_FILE: built(used_by_public(forms=True), public, images=False),
        LISTS_FILE: built(used_by_lists(), (*public, "lists"), images=False, own_too=True),
        WALK_FILE: built(used_by_walk(), (*public, "walk"), images=False, own_too=True),
        STAFF_FILE: built(used_by_staff(), staff, images=True),
    }
