"""What is read aloud of a page, in which voice, and where the sound lies. Pure."""

import hashlib
import re
from html.parser import HTMLParser

from tryggvei.website.rules.page import CORE

FOLDER = "lyd"
CORE_READ = CORE  # a page outside the core is read by nobody yet
# Language code -> voice of espeak-ng 1.51. Not here, because there is no voice: Northern Sámi,
# Somali, Tigrinya. Nynorsk is not read by the bokmål voice: it would sound wrong on every line.
VOICES = {
    "nb": "nb", "lettlest": "nb", "en": "en-gb", "uk": "uk", "pl": "pl", "ar": "ar",
    "fa": "fa", "ur": "ur", "tr": "tr", "ru": "ru",
}  # fmt: skip
WORDS_A_MINUTE = 130  # espeak-ng's usual 175 is too fast for somebody who is afraid
_BLOCKS = frozenset({"h1", "h2", "h3", "h4", "p", "li", "br", "div", "ul", "ol"})
_SILENT = frozenset({"svg", "script", "style"})


def sound_file(language: str, page_id: str) -> str:
    """Return the file of a page's sound, below the pages."""
    return f"{FOLDER}/{language}/{page_id}.opus"


def spoken(heading: str, html: str) -> str:
    """Return what is read aloud of a page: heading and body, a pause after each part.

    A telephone number stands in <bdi> (see actions/drawing.py) and is read digit by digit.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [heading, *"".join(reader.parts).split("\n")]
    return "\n".join(_closed(line) for line in map(_squeezed, lines) if line) + "\n"


def digits_apart(number: str) -> str:
    """Return a number as it is said: "116 006" -> "1 1 6, 0 0 6"."""
    groups = [" ".join(group) for group in re.findall(r"\+?\d+", number)]
    return ", ".join(groups)


def fingerprint(text: str, voice: str) -> str:
    """Return 24 hex digits of what decides a sound: the text, the voice and how fast it reads."""
    whole = f"{voice}\n{WORDS_A_MINUTE}\n{text}"
    return hashlib.sha256(whole.encode()).hexdigest()[:24]


def _squeezed(line: str) -> str:
    return " ".join(line.split())


def _closed(line: str) -> str:
    """Return a line with a stop after it, so that the voice rests."""
    return line if line.endswith((".", "?", "!", ":", "؟", "۔")) else f"{line}."


class _Reader(HTMLParser):
    """Collects the text of a body."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = 0
        self._number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Open an element."""
        self._silent += tag in _SILENT
        self._number = self._number or tag == "bdi"
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        self._silent -= tag in _SILENT
        self._number = self._number and tag != "bdi"
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take the text in it; a line break in the source is a space."""
        if not self._silent:
            self.parts.append(digits_apart(data) if self._number else data.replace("\n", " "))
