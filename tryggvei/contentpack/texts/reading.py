"""From text to tree. markdown-it reads the marks; nothing that it knows leaves this package."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tryggvei.contentpack.texts.placeholders import PATTERN, Placeholder
from tryggvei.contentpack.texts.tree import (
    Block,
    Heading,
    Line,
    Link,
    Listing,
    Markup,
    Paragraph,
    Segment,
)

PLACEHOLDER = "placeholder"  # the type of our own tokens
# markdown-it drops what lies deeper than this, so no list is begun that would reach it.
_DEEPEST = 100
_RULES = {
    Markup.LINES: ["list", "newline"],
    Markup.WHOLE: ["heading", "list", "emphasis", "link", "escape", "newline"],
}


def parse(text: str, markup: Markup) -> tuple[Block, ...]:
    """Return what a text is made of. Never raises, and never loses a letter."""
    return _parsed(text, markup)


@lru_cache(maxsize=4096)  # each check of a page asks again, and cards quote the same steps
def _parsed(text: str, markup: Markup) -> tuple[Block, ...]:
    return tuple(_Reading(tokens_of(text, markup), markup).blocks())


def tokens_of(text: str, markup: Markup) -> list[Token]:
    """Return markdown-it's own tokens, for the drawing of HTML."""
    return PARSERS[markup].parse(text)


def segments_of(inline: Token) -> Line:
    """Return the segments of an inline token of markdown-it."""
    return tuple(_Segments(inline.children or []).read())


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    match = PATTERN.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push(PLACEHOLDER, "", 0)
        token.meta = {PLACEHOLDER: Placeholder.of(match)}
    state.pos = match.end()
    return True


def _list_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level + 2 >= _DEEPEST:
        return False
    return list_block(state, start, end, silent)


def _dashes_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    return state.src.startswith("- ", at) and _list_rule(state, start, end, silent)


def _parser(markup: Markup) -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.options.maxNesting = _DEEPEST
    parser.enable(_RULES[markup])
    rule = _dashes_rule if markup is Markup.LINES else _list_rule
    parser.block.ruler.at("list", rule, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("link", PLACEHOLDER, _placeholder_rule)
    return parser


PARSERS = {markup: _parser(markup) for markup in Markup}


class _Reading:
    """One text: its tokens, read from the first to the last."""

    def __init__(self, tokens: Sequence[Token], markup: Markup) -> None:
        self._tokens = tokens
        self._markup = markup
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        """Yield blocks until the list item or the text ends."""
        while self._at < len(self._tokens):
            token = self._next()
            if token.type in ("bullet_list_open", "ordered_list_open"):
                yield self._listing(token)
            elif token.type in ("paragraph_open", "heading_open"):
                yield self._placed(token)
            else:  # list_item_close
                return

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _placed(self, opening: Token) -> Block:
        inline, _closing = self._next(), self._next()
        line = self._line(inline)
        if opening.type == "heading_open":
            return Heading(int(opening.tag[1:]), line, _line_number(opening))
        return Paragraph(line, _line_number(opening))

    def _line(self, inline: Token) -> Line:
        line = segments_of(inline)
        if self._markup is Markup.WHOLE:
            return line
        return tuple(replace(segment, text=segment.text.replace("\n", " ")) for segment in line)

    def _listing(self, opening: Token) -> Listing:
        numbered = opening.type == "ordered_list_open"
        items: list[tuple[Block, ...]] = []
        first = None
        while self._next().type == "list_item_open":
            if numbered and first is None:
                first = int(self._tokens[self._at - 1].info)
            items.append(tuple(self.blocks()))
        return Listing(tuple(items), first, _line_number(opening))


@dataclass
class _Marks:
    """What is open where the reading of a line has come to."""

    strong: int = 0
    emphasis: int = 0
    link: Link | None = None


class _Segments:
    """One line: its tokens, as segments with their marks."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._marks = _Marks()
        self._segments: list[Segment] = []

    def read(self) -> list[Segment]:
        for token in self._tokens:
            if token.type == PLACEHOLDER:
                self._add(placeholder=token.meta[PLACEHOLDER])
            elif token.type == "softbreak":
                self._add(" ")
            elif token.type == "hardbreak":
                self._add("\n")
            elif token.content:
                self._add(token.content)
            else:
                self._mark(token)
        return self._segments

    def _mark(self, token: Token) -> None:
        if token.tag == "strong":
            self._marks.strong += token.nesting
        elif token.tag == "em":
            self._marks.emphasis += token.nesting
        elif token.type == "link_open":
            title = str(token.attrs.get("title", ""))
            self._marks.link = Link(str(token.attrs["href"]), title)
        elif token.type == "link_close":
            if not self._segments or self._segments[-1].link != self._marks.link:
                self._add()  # a link around nothing leads somewhere all the same
            self._marks.link = None

    def _add(self, text: str = "", placeholder: Placeholder | None = None) -> None:
        marks = self._marks
        segment = Segment(text, placeholder, marks.strong > 0, marks.emphasis > 0, marks.link)
        last = self._segments[-1] if self._segments else None
        joins = last is not None and not (last.placeholder or placeholder)
        if last is not None and joins and replace(last, text="") == replace(segment, text=""):
            self._segments[-1] = replace(last, text=last.text + text)
        else:
            self._segments.append(segment)


def _line_number(token: Token) -> int:
    return token.map[0] if token.map else 0
