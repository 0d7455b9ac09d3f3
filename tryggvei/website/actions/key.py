"""What the pages are made of, as one digest: our own files, the libraries, settings, content, sound
and the day.

All of it is taken as one. When any of it changes every page is drawn, which takes seconds; a list
of what each page depends on would be one more thing to keep true by hand (ADR 0033).
"""

import functools
import hashlib
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings

import tryggvei
from tryggvei.contentpack.api import content_fingerprint
from tryggvei.toolbox import clock
from tryggvei.website import queries

_HERE = Path(str(tryggvei.__file__)).parent
_LIBRARIES = Path(str(django.__file__)).parents[1]
# Read while a page is drawn. A test draws every page and compares what it read with this list.
# Only a digest of them is stored, and no secret is among them.
SETTINGS = (
    "BROTLI_QUALITY",
    "FORM_RENDERER",
    "INSTALLED_APPS",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LOCALE_PATHS",
    "NEUTRAL_URL",
    "PUBLIC_ORIGIN",
    "TEMPLATES",
    "TIME_ZONE",
    "TRYGGVEI_MODE",
    "TRYGGVEI_MUNICIPALITY",
    "USE_I18N",
    "USE_THOUSAND_SEPARATOR",
    "USE_TZ",
    "VOICES",
)

Stamps = tuple[tuple[str, int, int, int], ...]


def key_now() -> str:
    """Return a digest of all that the pages are made of; "" when it is not known.

    It is not known when our files have changed since this process started (what is drawn now is
    then a mixture that no digest names), or while a broken file of the pack is not read. The pages
    are then drawn each time. Raises PackError.
    """
    content = content_fingerprint()
    if not content or _stamps() != _AT_START:
        return ""
    # The pages that tell of events change when one is over, not only at midnight.
    coming = [event.key for event in queries.coming_events()]
    told = [_code(), _settings(), content, _sounds(), str(clock.today()), coming]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _files() -> Iterator[Path]:
    yield from (
        path
        for path in sorted(_HERE.rglob("*"))
        if "__pycache__" not in path.parts and path.suffix != ".mo" and path.is_file()
    )


def _stamps() -> Stamps:
    """Return what a look at the file system tells of our files: changed when any is replaced."""
    return tuple(
        (str(path), status.st_mtime_ns, status.st_size, status.st_ino)
        for path in _files()
        for status in [path.stat()]
    )


# This process holds the code, the templates and the catalogues as they were when it started, or as
# they were when first used. Both are what lies on disk only as long as nothing there has changed.
_AT_START = _stamps()


@functools.lru_cache(maxsize=1)
def _code() -> str:
    made = hashlib.sha256()
    for path in _files():
        made.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    libraries = sorted(path.name for path in _LIBRARIES.glob("*.dist-info"))
    made.update(json.dumps([libraries, sys.version, zlib.ZLIB_RUNTIME_VERSION]).encode())
    return made.hexdigest()


def _settings() -> dict[str, Any]:
    return {name: _plain(getattr(settings, name, None)) for name in SETTINGS}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return f"{type(value).__name__} {value}"


def _sounds() -> list[tuple[str, int]]:
    """Return what the machine has read so far: each file is named by its text, and stays."""
    folder = Path(settings.STATE_DIR) / "sound"
    return sorted((path.name, path.stat().st_size) for path in folder.glob("*.opus"))
