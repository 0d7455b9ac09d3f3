"""A small pack for tests of mechanism: six pages, a guide, a card, the services they name.

Its own texts lie in tests/pack. What must be true or lawful (numbers, sections of law, a guide that
passes every rule) is borrowed from the real pack. Everything is approved here, so that a test says
itself what is not.
"""

import re
import shutil
from pathlib import Path
from typing import Any

from tests.browser import ROOT

OWN, REAL = ROOT / "tests" / "pack", ROOT / "content"
BORROWED = (
    *("acts.yaml", "languages.yaml", "laws.yaml", "case-ids.yaml", "forbidden-words.yaml"),
    *("card-roles.yaml", "guides/voksen.yaml", "cards/frivillig.yaml"),
)
_WAITS = re.compile(r"^unreviewed:.*\n(?:[ ]+.*\n)*", re.MULTILINE)
_WAITS_INSIDE = re.compile(r"^(\s+)unreviewed:.*\n(?:\1\s+.*\n)*", re.MULTILINE)
_MARK = "reviewed: {date: 2026-11-01, by: prøve}\n"


def make_pack(folder: Path) -> Path:
    """Write the small pack into a folder that is not there yet; return it."""
    shutil.copytree(OWN, folder)
    for name in BORROWED:
        _copy(f"felles/{name}", folder)
    for file in sorted(REAL.glob("*/help/*.yaml")):
        _copy(file.relative_to(REAL).as_posix(), folder)
    _copy("lillestrom/guide-contacts.yaml", folder)
    approve(folder)
    return folder


def _copy(name: str, folder: Path) -> None:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(REAL / name, target)


def approve(folder: Path) -> None:
    """Let every text and fact of a pack be approved, and its review far ahead."""
    for file in folder.rglob("*.*"):
        if file.suffix in {".yaml", ".md"}:
            text = _WAITS.sub(_MARK, file.read_text())
            text = _WAITS_INSIDE.sub(lambda found: f"{found[1]}{_MARK}", text)
            file.write_text(re.sub(r"\breview_by: .*", "review_by: 2099-01-01", text))


def unapprove(file: Path) -> None:
    """Take the approval of every text in a file away."""
    text = file.read_text()
    assert _MARK in text
    file.write_text(text.replace(_MARK, "unreviewed: ikke lest ennå\n"))


def use(settings: Any, state: Path, content: Path, mode: str = "demo") -> None:
    """Let the house read a pack, and keep what it makes in a folder."""
    settings.CONTENT_DIR, settings.STATE_DIR = content, state
    settings.BAKED_DIR, settings.TRYGGVEI_MODE = state / "baked", mode
    settings.BROTLI_QUALITY = 1
