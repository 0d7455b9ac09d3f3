"""What a text is made of: blocks of lines, lines of segments. Plain values that nobody changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tryggvei.contentpack.texts.placeholders import PATTERN, Placeholder


class Markup(StrEnum):
    """How much markup a kind of text has."""

    LINES = "lines"  # paragraphs, and lists whose items begin with "- "
    WHOLE = "whole"  # headings, lists of both kinds, strong, emphasis, links, escapes


@dataclass(frozen=True)
class Link:
    """Where a link leads, and the title that it may have."""

    target: str
    title: str = ""


@dataclass(frozen=True)
class Segment:
    """A piece of a line: words with their marks, or a placeholder with them.

    A line break that the writer asked for is "\\n" in the words. A link around nothing is a
    segment without words, so that whoever looks for links finds it.
    """

    text: str = ""
    placeholder: Placeholder | None = None
    strong: bool = False
    emphasis: bool = False
    link: Link | None = None


Line = tuple[Segment, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text. `at` is the line of the text where it begins, from 0; so of all blocks."""

    line: Line
    at: int = 0


@dataclass(frozen=True)
class Heading:
    """A heading of level 1-6."""

    level: int
    line: Line
    at: int = 0


@dataclass(frozen=True)
class Listing:
    """A list; each item holds blocks. `first` is the number that it begins with, None for dots."""

    items: tuple[tuple["Block", ...], ...]
    first: int | None = None
    at: int = 0


Block = Paragraph | Heading | Listing
Placed = Paragraph | Heading


def line_of(text: str) -> Line:
    """Return a text of one line, such as a title, as it stands: its placeholders, and no markup."""
    segments: list[Segment] = []
    rest = 0
    for match in PATTERN.finditer(text):
        if match.start() > rest:
            segments.append(Segment(text[rest : match.start()]))
        segments.append(Segment(placeholder=Placeholder.of(match)))
        rest = match.end()
    if rest < len(text):
        segments.append(Segment(text[rest:]))
    return tuple(segments)


def lines(blocks: Iterable[Block]) -> Iterator[Placed]:
    """Yield the paragraphs and headings in the order in which they are read, of lists too."""
    for block in blocks:
        if isinstance(block, Listing):
            for item in block.items:
                yield from lines(item)
        else:
            yield block


def placeholders(line: Line) -> list[Placeholder]:
    """Return the placeholders of a line in order."""
    return [segment.placeholder for segment in line if segment.placeholder]


def written(line: Line) -> str:
    """Return a line as text, its placeholders as they are written and without markup."""
    return "".join(str(segment.placeholder or segment.text) for segment in line)
