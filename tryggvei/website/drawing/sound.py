"""The sound of a page: a recorded file first, else what the machine has read of this very text.

Drawing and baking only ever look for a sound. Making one takes seconds a page and is done apart,
so that a corrected number is never kept waiting; until the new text has been read, the page has no
sound, and never an old one with the old number.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import pack_folders
from tryggvei.website.rules import sound
from tryggvei.website.rules.page import Page


@dataclass(frozen=True)
class Sound:
    """A sound that says what the page says, and whether a person reads it."""

    path: Path
    by_a_person: bool
    size: int  # bytes

    @property
    def kilobytes(self) -> int:
        """Return its size in kB of 1,000 bytes, for those who pay by the megabyte."""
        return -(-self.size // 1000)


def may_have_sound(page: Page) -> bool:
    """Return False when a page has no sound whatever it says: then it need not be drawn to ask."""
    if page.id not in sound.CORE_READ:
        return False
    if settings.VOICES and page.language in sound.VOICES:
        return True
    return any(path.is_file() for path in recordings_of(page.language, page.id))


def find_sound(page: Page, body: str) -> Sound | None:
    """Return the sound of a page, None when there is none.

    body: the page's HTML with numbers filled in. A recorded file lies in the pack as
    sound/<language>/<id>.opus, the municipality's before the shared one. It counts only while the
    stamp beside it (<id>.txt, from `manage.py voices --stamp`) is that of the text: a recording
    that says last year's number must fall away by itself.
    """
    if page.id not in sound.CORE_READ:
        return None
    voice = sound.VOICES.get(page.language) if settings.VOICES else None
    stamp = stamp_of(page, body)
    for recorded in recordings_of(page.language, page.id):
        if recorded.is_file() and _says_this(recorded, stamp):
            return Sound(recorded, True, recorded.stat().st_size)
    made = made_of(page, body) if voice else None
    return Sound(made, False, made.stat().st_size) if made and made.is_file() else None


def recordings_of(language: str, page_id: str) -> list[Path]:
    """Return where a recording may lie, the municipality's before the shared one."""
    folders = reversed(pack_folders())
    return [folder / "sound" / language / f"{page_id}.opus" for folder in folders]


def _says_this(recorded: Path, stamp: str) -> bool:
    try:
        return recorded.with_suffix(".txt").read_text().strip() == stamp
    except OSError:
        return False


def stamp_of(page: Page, body: str) -> str:
    """Return what a recording must be stamped with to say what a page says now."""
    return sound.fingerprint(sound.spoken(page.heading, body), "")


def made_of(page: Page, body: str) -> Path:
    """Return where the machine's reading of a page lies, or would lie."""
    voice = sound.VOICES[page.language]
    name = sound.fingerprint(sound.spoken(page.heading, body), voice)
    return Path(settings.STATE_DIR) / "sound" / f"{name}.opus"
