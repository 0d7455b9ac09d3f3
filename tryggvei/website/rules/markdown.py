"""The Markdown subset of the pages, and its placeholders in double square brackets.

Paragraphs, headings, lists, strong and emphasis, links. HTML is never let through. A phone number
is never typed in a text: `[[tel:key]]` fetches it from the help directory, so that one correction
mends every page.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Protocol

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from tryggvei.toolbox.wording import Params

NEEDS_KEY = frozenset({"tel", "service", "side", "raad", "trykk", "bilde"})
NEEDS_TEXT = frozenset({"trykk", "bilde"})  # of a picture it is the alternative text
STANDS_ALONE = frozenset({"skriv", "svar", "kommune", "arrangementer", "finner", "emner"})
# Drawn as blocks of their own: inside a sentence they would break the paragraph.
BLOCKS = frozenset({"service", "arrangementer", "finner", "emner"})
_PLACEHOLDER = re.compile(r"\[\[([a-z]+)(?::([a-z0-9_-]+))?(?:\|([^\]\[\n|]+))?\]\]")


class BadPlaceholder(ValueError):
    """A placeholder that nobody understands: the code of the fault, and what it is about."""

    def __init__(self, rule: str, **about: str) -> None:
        """Take a code of the faults of pages."""
        super().__init__(rule)
        self.rule, self.params = rule, Params(**about)


@dataclass(frozen=True)
class Placeholder:
    """`[[kind:key|text]]`: key and text are empty where they are not given."""

    kind: str
    key: str = ""
    text: str = ""


class Resolver(Protocol):
    """Turns a placeholder into HTML that is already safe."""

    def __call__(self, placeholder: Placeholder) -> str:
        """Return HTML. Raises LookupError when the key is unknown."""


@dataclass(frozen=True)
class Heading:
    """A heading of the body: level 1-6, plain text, line of the body from 0."""

    level: int
    text: str
    line: int


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    match = _PLACEHOLDER.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.meta = {
            "placeholder": Placeholder(match[1], match[2] or "", (match[3] or "").strip())
        }
    state.pos = match.end()
    return True


def _draw_placeholder(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: Any
) -> str:
    resolver: Resolver = env["resolver"]
    return resolver(tokens[index].meta["placeholder"])


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(["heading", "list", "emphasis", "link", "escape", "newline"])
    parser.inline.ruler.before("link", "placeholder", _placeholder_rule)
    parser.add_render_rule("placeholder", _draw_placeholder)
    return parser


_MARKDOWN = _parser()


@lru_cache(maxsize=512)
def _parsed(body: str) -> tuple[Token, ...]:
    """Return what a body is made of; kept, since each check asks for it.

    Nobody changes it but to_html(), which hides the same tokens every time.
    """
    return tuple(_MARKDOWN.parse(body))


def to_html(body: str, resolver: Resolver) -> str:
    """Return the HTML of a body. Raises what the resolver raises."""
    tokens = _parsed(body)
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if inline.type == "inline" and _is_block(inline):
            opening.hidden = closing.hidden = True  # a card is no paragraph
    return str(_MARKDOWN.renderer.render(list(tokens), _MARKDOWN.options, {"resolver": resolver}))


def placeholders(body: str) -> list[tuple[Placeholder, int]]:
    """Return every placeholder with its line, from 0."""
    return [
        (child.meta["placeholder"], _line(token))
        for token in _inline(body)
        for child in token.children or []
        if child.type == "placeholder"
    ]


def crowded_blocks(body: str) -> list[tuple[Placeholder, int]]:
    """Return the placeholders drawn as blocks that do not stand alone, with line, from 0."""
    return [
        (child.meta["placeholder"], _line(token))
        for token in _inline(body)
        for child in token.children or []
        if child.type == "placeholder"
        and child.meta["placeholder"].kind in BLOCKS
        and not _is_block(token)
    ]


def links_out(body: str) -> list[tuple[str, int]]:
    """Return the target of every Markdown link, with its line, from 0."""
    return [
        (str(child.attrs["href"]), _line(token))
        for token in _inline(body)
        for child in token.children or []
        if child.type == "link_open"
    ]


def headings(body: str) -> list[Heading]:
    """Return the headings of a body in order."""
    tokens = _parsed(body)
    return [
        Heading(int(opening.tag[1:]), _plain(inline), _line(opening))
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    ]


def running_text(body: str) -> str:
    """Return what LIX is measured on: paragraphs and list items, without headings and pictures."""
    tokens = _parsed(body)
    parts = [
        _plain(token, pictures=False)
        for before, token in pairwise(tokens)
        if token.type == "inline" and before.type != "heading_open"
    ]
    return "\n\n".join(part for part in parts if part.strip())


def texts(body: str) -> list[tuple[str, int]]:
    """Return every text of the body as it is read, headings too, with its line, from 0."""
    return [(_plain(token), _line(token)) for token in _inline(body)]


def understand(placeholder: Placeholder) -> None:
    """Raise BadPlaceholder unless the kind is known and has a key exactly when it needs one."""
    if placeholder.kind in NEEDS_KEY:
        if not placeholder.key:
            raise BadPlaceholder("needs-key", kind=placeholder.kind)
        if placeholder.kind in NEEDS_TEXT and not placeholder.text:
            raise BadPlaceholder("needs-text", kind=placeholder.kind, key=placeholder.key)
    elif placeholder.kind in STANDS_ALONE:
        if placeholder.key:
            raise BadPlaceholder("takes-no-key", kind=placeholder.kind)
    else:
        known = ", ".join(sorted(NEEDS_KEY | STANDS_ALONE))
        raise BadPlaceholder("placeholder-unknown", kind=placeholder.kind, known=known)


def _inline(body: str) -> Iterator[Token]:
    return (token for token in _parsed(body) if token.type == "inline")


def _is_block(inline: Token) -> bool:
    children = inline.children or []
    return len(children) == 1 and (
        children[0].type == "placeholder" and children[0].meta["placeholder"].kind in BLOCKS
    )


def _plain(inline: Token, *, pictures: bool = True) -> str:
    parts = []
    for child in inline.children or []:
        if child.type == "placeholder":
            if pictures or child.meta["placeholder"].kind != "bilde":
                parts.append(child.meta["placeholder"].text)
        else:
            parts.append(child.content or (" " if child.type.endswith("break") else ""))
    return "".join(parts)


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
