"""From tree to what is shown. Strict: a placeholder that is not understood stops the drawing."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from tryggvei.contentpack.texts.placeholders import Placeholder, Vocabulary
from tryggvei.contentpack.texts.reading import PARSERS, PLACEHOLDER, segments_of, tokens_of
from tryggvei.contentpack.texts.tree import Line, Markup, Segment

T = TypeVar("T")


def drawn(
    line: Line,
    vocabulary: Vocabulary,
    words: Callable[[Segment], T],
    fill: Callable[[Placeholder], Iterable[T]],
) -> tuple[T, ...]:
    """Return a line as a room's own values: one for words, those of `fill` for a placeholder.

    Raises BadPlaceholder, and what `fill` raises.
    """
    pieces: list[T] = []
    for segment in line:
        if segment.placeholder is None:
            pieces.append(words(segment))
        else:
            pieces.extend(fill(vocabulary.understand(segment.placeholder)))
    return tuple(pieces)


def plain(line: Line, vocabulary: Vocabulary, fill: Callable[[Placeholder], str]) -> str:
    """Return a line as text without markup. Raises BadPlaceholder, and what `fill` raises."""
    return "".join(drawn(line, vocabulary, lambda segment: segment.text, lambda p: [fill(p)]))


def to_html(text: str, vocabulary: Vocabulary, fill: Callable[[Placeholder], str]) -> str:
    """Return the HTML of a text with whole markup; `fill` returns HTML that is already safe.

    A placeholder that is a block and stands alone is no paragraph. Raises BadPlaceholder, and what
    `fill` raises.
    """
    tokens = tokens_of(text, Markup.WHOLE)
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if inline.type == "inline" and stands_alone(segments_of(inline), vocabulary):
            opening.hidden = closing.hidden = True
    parser = PARSERS[Markup.WHOLE]
    draw = {"vocabulary": vocabulary, "fill": fill}
    return str(parser.renderer.render(tokens, parser.options, draw))


def stands_alone(line: Line, vocabulary: Vocabulary) -> bool:
    """Return whether a line is one block and nothing else."""
    if len(line) != 1 or line[0].placeholder is None:
        return False
    unmarked = line[0] == Segment(placeholder=line[0].placeholder)
    return unmarked and vocabulary.is_block(line[0].placeholder)


def _draw_placeholder(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: Any
) -> str:
    vocabulary: Vocabulary = env["vocabulary"]
    fill: Callable[[Placeholder], str] = env["fill"]
    return fill(vocabulary.understand(tokens[index].meta[PLACEHOLDER]))


PARSERS[Markup.WHOLE].add_render_rule(PLACEHOLDER, _draw_placeholder)
