"""Compile the translations: `python -m tryggvei.ui.compiling`. Needs no Django and no settings.

The .po files are what people write and what git keeps; .mo files are made from them, by
deploy/venv.sh on every machine. Each .mo bears the digest of the text that it was made of, so that
a second run costs a few milliseconds, whatever the files' times say.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
MARK = "X-Made-Of"


def sources(package: Path = PACKAGE) -> Iterator[Path]:
    """Yield every .po file of the rooms."""
    yield from sorted(package.glob("**/locale/*/LC_MESSAGES/django.po"))


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()


def is_compiled(source: Path) -> bool:
    """Return whether the .mo beside a .po was made of exactly this text."""
    made = source.with_suffix(".mo")
    return made.is_file() and f"{MARK}: {_digest(source)}\n".encode() in made.read_bytes()


def compile_one(source: Path) -> None:
    """Write the .mo beside a .po, whole or not at all: others may do it at the same moment."""
    import polib  # noqa: PLC0415 - most runs have nothing to compile

    catalogue = polib.pofile(str(source))
    catalogue.metadata[MARK] = _digest(source)
    handle, name = tempfile.mkstemp(dir=source.parent, suffix=".mo.new")
    with os.fdopen(handle, "wb") as file:
        file.write(catalogue.to_binary())
    made = Path(name)
    made.chmod(0o644)  # the public process runs as another user
    made.replace(source.with_suffix(".mo"))


def compile_all(package: Path = PACKAGE) -> int:
    """Compile what is not, and remove what no text stands behind; return how many were made."""
    stale = [source for source in sources(package) if not is_compiled(source)]
    for source in stale:
        compile_one(source)
    for made in package.glob("**/locale/*/LC_MESSAGES/django.mo"):
        if not made.with_suffix(".po").exists():
            made.unlink(missing_ok=True)
    return len(stale)


if __name__ == "__main__":
    number = compile_all()
    if number:
        sys.stdout.write(f"{number} translations compiled\n")
