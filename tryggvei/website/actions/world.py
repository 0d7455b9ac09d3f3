"""What a page depends on besides content: our own files, the libraries, and settings.

These are taken as one: when any of it changes every page is drawn anew. That happens with a new
release, and is then right; a list of which template a page uses would be one more thing to keep
true by hand.
"""

import functools
import hashlib
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.conf import settings

import tryggvei
from tryggvei.toolbox.ledger import text_of

_HERE = Path(str(tryggvei.__file__)).parent
_LIBRARIES = Path(str(django.__file__)).parents[1]
# Read while a page is drawn. A test draws every page and compares what it read with this list.
# Only a digest of them is stored, and no secret is among them.
SETTINGS = (
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


def fingerprint() -> str:
    """Return a digest of everything but content that a page depends on; "" when it is not known.

    It is not known when our files have changed since this process started: what is drawn now is
    then a mixture that no digest names, and must be drawn again by a new process.
    """
    if _stamps() != _AT_START:
        return ""
    return hashlib.sha256(f"{_code()}{_settings()}".encode()).hexdigest()


@functools.lru_cache(maxsize=1)
def _code() -> str:
    made = hashlib.sha256()
    for path in _files():
        made.update(path.relative_to(_HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    libraries = sorted(path.name for path in _LIBRARIES.glob("*.dist-info"))
    made.update(text_of([libraries, sys.version, zlib.ZLIB_RUNTIME_VERSION]).encode())
    return made.hexdigest()


def _settings() -> str:
    return text_of({name: _plain(getattr(settings, name, None)) for name in SETTINGS})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value)
