"""Let the machine read pages aloud, and stamp what a person has recorded. Baking only looks."""

import os
import shutil
import subprocess
from pathlib import Path

from tryggvei.website.drawing.beside import core_pages
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.drawing.sound import find_sound, made_of, recordings_of, stamp_of
from tryggvei.website.rules import sound
from tryggvei.website.rules.page import Page
from tryggvei.website.rules.sound import VOICES

TOOLS = {"espeak-ng": "espeak-ng", "opusenc": "opus-tools"}  # program -> Debian's package
KBITS = 12  # a page of 280 words is some 200 kB
LONGEST = 300  # seconds for one page; a hanging program must not hold the worker


class ToolsMissing(Exception):
    """The programs that read aloud are not installed. The message says what to install."""


def make_missing_sounds() -> tuple[int, list[str]]:
    """Let the machine read every core page whose sound is missing or says something older.

    Returns how many were made, and the keys of core pages that have no sound because the language
    has no voice. Raises ToolsMissing when espeak-ng or opusenc is not installed.
    """
    made, silent = 0, []
    for page in core_pages():
        body = body_of(page)
        if find_sound(page, body) is not None:
            continue
        if page.language not in VOICES:
            silent.append(page.key)
            continue
        make_sound(page, body)
        made += 1
    return made, silent


def stamp_recording_of(key: str) -> str:
    """Note that the recording of a page ("so/for-meg") says what the page says now; return its
    file. Raises LookupError for an unknown page or when nothing is recorded."""
    for page in core_pages():
        if page.key == key:
            return str(stamp_recording(page, body_of(page)))
    raise LookupError(f"{key!r} is no core page that is offered")


def make_sound(page: Page, body: str) -> Path:
    """Let the machine read a page; return the file. Raises ToolsMissing, CalledProcessError.

    The file is named by its text and voice, so an unchanged page is never read twice.
    """
    missing = missing_tools()
    if missing:
        raise ToolsMissing(f"install Debian's packages {' and '.join(missing)}")
    target = made_of(page, body)
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
    for recorded in recordings_of(page.language, page.id):
        if recorded.is_file():
            recorded.with_suffix(".txt").write_text(stamp_of(page, body) + "\n")
            return recorded
    raise LookupError(f"no recording sound/{page.language}/{page.id}.opus in the pack")


def missing_tools() -> list[str]:
    """Return Debian's packages of the programs that are not here."""
    return [package for program, package in TOOLS.items() if shutil.which(program) is None]


def _run(command: list[str], given: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own words; the text goes in by standard input
        command, input=given, capture_output=True, check=True, timeout=LONGEST
    )
    return done.stdout
