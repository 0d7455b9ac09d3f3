"""The texts of pages: which placeholders they know, and what the checks ask of a body.

How a text is read, and what of Markdown it may have, is the ground's: `contentpack.texts`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tryggvei.contentpack.api import texts as pack_texts

BadPlaceholder = pack_texts.BadPlaceholder
Placeholder = pack_texts.Placeholder

PICTURE = "bilde"
PAGE = pack_texts.Vocabulary(
    {
        "tel": pack_texts.Takes(key=True),
        "service": pack_texts.Takes(key=True, is_block=True),
        "side": pack_texts.Takes(key=True, text=pack_texts.Text.MAY),
        "raad": pack_texts.Takes(key=True, text=pack_texts.Text.MAY),
        "trykk": pack_texts.Takes(key=True, text=pack_texts.Text.MUST),
        PICTURE: pack_texts.Takes(key=True, text=pack_texts.Text.MUST),  # its alternative text
        "skriv": pack_texts.Takes(text=pack_texts.Text.MAY),
        "svar": pack_texts.Takes(text=pack_texts.Text.MAY),
        "kommune": pack_texts.Takes(),
        "arrangementer": pack_texts.Takes(is_block=True),
        "finner": pack_texts.Takes(is_block=True),
        "emner": pack_texts.Takes(is_block=True),
    }
)
STANDS_ALONE = frozenset(kind for kind, takes in PAGE.kinds.items() if not takes.key)
understand = PAGE.understand


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1-6, plain text, line of the body from 0."""

    level: int
    text: str
    line: int


def to_html(body: str, resolver: Callable[[Placeholder], str]) -> str:
    """Return the HTML of a body; `resolver` returns HTML that is already safe.

    Raises BadPlaceholder, and what the resolver raises.
    """
    return pack_texts.to_html(body, PAGE, resolver)


def placeholders(body: str) -> list[tuple[Placeholder, int]]:
    """Return every placeholder with its line, from 0."""
    return [
        (placeholder, placed.at)
        for placed in _placed(body)
        for placeholder in pack_texts.placeholders(placed.line)
    ]


def crowded_blocks(body: str) -> list[tuple[Placeholder, int]]:
    """Return the placeholders drawn as blocks that do not stand alone, with line, from 0."""
    return [
        (placeholder, placed.at)
        for placed in _placed(body)
        if not pack_texts.stands_alone(placed.line, PAGE)
        for placeholder in pack_texts.placeholders(placed.line)
        if PAGE.is_block(placeholder)
    ]


def links_out(body: str) -> list[tuple[str, int]]:
    """Return the target of every Markdown link, with its line, from 0."""
    targets = (
        (segment.link.target, placed.at)
        for placed in _placed(body)
        for segment in placed.line
        if segment.link
    )
    return list(dict.fromkeys(targets))


def headings(body: str) -> list[Heading]:
    """Return the headings of a body in order."""
    return [
        Heading(placed.level, _as_read(placed.line), placed.at)
        for placed in _placed(body)
        if isinstance(placed, pack_texts.Heading)
    ]


def running_text(body: str) -> str:
    """Return what LIX is measured on: paragraphs and list items, without headings and pictures."""
    parts = (
        _as_read(placed.line, pictures=False)
        for placed in _placed(body)
        if not isinstance(placed, pack_texts.Heading)
    )
    return "\n\n".join(part for part in parts if part.strip())


def texts(body: str) -> list[tuple[str, int]]:
    """Return every text of the body as it is read, headings too, with its line, from 0."""
    return [(_as_read(placed.line), placed.at) for placed in _placed(body)]


def _placed(body: str) -> Iterator[pack_texts.Placed]:
    return pack_texts.lines(pack_texts.parse(body, pack_texts.Markup.WHOLE))


def _as_read(line: pack_texts.Line, *, pictures: bool = True) -> str:
    """Return the words of a line, those of its placeholders too; a break is a space."""
    words = ""
    for segment in line:
        if segment.placeholder is None:
            words += segment.text.replace("\n", " ")
        elif pictures or segment.placeholder.kind != PICTURE:
            words += segment.placeholder.text
    return words
