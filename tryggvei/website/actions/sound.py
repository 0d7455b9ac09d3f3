"""The sound of a page: a recorded file first, else what the machine has read of this very text.

Drawing and baking only ever look for a sound. Making one takes seconds a page and is done apart,
so that a corrected number is never kept waiting; until the new text has been read, the page has no
sound, and never an old one with the old number.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import pack_folders
from tryggvei.toolbox.ledger import noted
from tryggvei.website.rules import sound
from tryggvei.website.rules.page import Page

TOOLS = {"espeak-ng": "espeak-ng", "opusenc": "opus-tools"}  # program -> Debian's package
KBITS = 12  # a page of 280 words is some 200 kB
LONGEST = 300  # seconds for one page; a hanging program must not hold the worker


class ToolsMissing(Exception):
    """The programs that read aloud are not installed. The message says what to install."""


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
    return any(path.is_file() for path in _recordings(page.language, page.id))


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
    made = str(_made(page, body)) if voice else ""
    found = _lies(page.language, page.id, _stamp(page, body), made)
    return None if found is None else Sound(Path(found[0]), *found[1:])


@noted
def _lies(language: str, page_id: str, stamp: str, made: str) -> tuple[str, bool, int] | None:
    """Return the file that says a text, whether a person reads it, and its size in bytes."""
    for recorded in _recordings(language, page_id):
        if recorded.is_file() and _says_this(recorded, stamp):
            return str(recorded), True, recorded.stat().st_size
    if made and Path(made).is_file():
        return made, False, Path(made).stat().st_size
    return None


def make_sound(page: Page, body: str) -> Path:
    """Let the machine read a page; return the file. Raises ToolsMissing, CalledProcessError.

    The file is named by its text and voice, so an unchanged page is never read twice.
    """
    missing = missing_tools()
    if missing:
        raise ToolsMissing(f"install Debian's packages {' and '.join(missing)}")
    target = _made(page, body)
    target.parent.mkdir(parents=True, exist_ok=True)
    spoken = sound.spoken(page.heading, body).encode()
    pace = str(sound.WORDS_A_MINUTE)
    voice = sound.VOICES[page.language]
    speech = _run(["espeak-ng", "-v", voice, "-s", pace, "--stdin", "--stdout"], spoken)
    # The only name inside the file is the page's neutral title: a player may show it.
    told = ["--discard-comments", "--title", page.title]
    how = ["--quiet", "--speech", "--bitrate", str(KBITS), "--serial", "1"]
    packed = _run(["opusenc", *how, *told, "-", "-"], speech)
    making = target.with_suffix(f".{os.getpid()}")
    making.write_bytes(packed)
    making.replace(target)
    return target


def stamp_recording(page: Page, body: str) -> Path:
    """Note that a recorded file says what the page says now; return the file.

    Raises LookupError when there is no recording of the page.
    """
    for recorded in _recordings(page.language, page.id):
        if recorded.is_file():
            recorded.with_suffix(".txt").write_text(_stamp(page, body) + "\n")
            return recorded
    raise LookupError(f"no recording sound/{page.language}/{page.id}.opus in the pack")


def _recordings(language: str, page_id: str) -> list[Path]:
    """Return where a recording may lie, the municipality's before the shared one."""
    folders = reversed(pack_folders())
    return [folder / "sound" / language / f"{page_id}.opus" for folder in folders]


def _says_this(recorded: Path, stamp: str) -> bool:
    try:
        return recorded.with_suffix(".txt").read_text().strip() == stamp
    except OSError:
        return False


def _stamp(page: Page, body: str) -> str:
    return sound.fingerprint(sound.spoken(page.heading, body), "")


def missing_tools() -> list[str]:
    """Return Debian's packages of the programs that are not here."""
    return [package for program, package in TOOLS.items() if shutil.which(program) is None]


def _made(page: Page, body: str) -> Path:
    voice = sound.VOICES[page.language]
    name = sound.fingerprint(sound.spoken(page.heading, body), voice)
    return Path(settings.STATE_DIR) / "sound" / f"{name}.opus"


def _run(command: list[str], given: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own words; the text goes in by standard input
        command, input=given, capture_output=True, check=True, timeout=LONGEST
    )
    return done.stdout
