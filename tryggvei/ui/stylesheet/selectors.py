"""Whether a selector can match anything that a face draws, and the selector without what cannot."""

from collections.abc import Iterator, Sequence
from typing import Any

from tryggvei.ui.stylesheet.used import Used

Node = Any  # tinycss2 has no types
_LISTS = {"is", "where", "not", "has"}


_PARTLY = frozenset({"^=", "$=", "*="})


def split_at_commas(tokens: Sequence[Node]) -> Iterator[list[Node]]:
    """Yield the parts of a selector list."""
    part: list[Node] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def prune_list(tokens: Sequence[Node], used: Used) -> str:
    """Return the selectors of a list that can match, as text; "" when none can."""
    parts = (prune(part, used) for part in split_at_commas(tokens))
    return ",".join(part for part in parts if part)


def prune(tokens: Sequence[Node], used: Used) -> str:
    """Return one selector as text, or "" when it can match nothing.

    An alternative inside `:is`, `:where` or `:has` that cannot match is dropped, and the whole
    selector with the last of them; inside `:not` it is dropped, since it excludes nothing.
    """
    out: list[str] = []
    previous = ""
    for token in tokens:
        text = _one(token, previous, used)
        if text is None:
            return ""
        if text == "" and previous == ":":  # a :not() that excludes nothing goes whole
            out.pop()
        out.append(text)
        previous = token.value if token.type == "literal" else token.type
    return _tight("".join(out))


def _one(token: Node, previous: str, used: Used) -> str | None:
    """Return one part of a selector as text; None when it makes the selector impossible."""
    possible, text = True, str(token.serialize())
    if token.type == "ident" and previous != ":":
        possible = token.value in (used.words if previous == "." else used.tags)
    elif token.type == "[] block":
        possible = _attribute_possible(token.content, used)
    elif token.type == "function" and token.lower_name in _LISTS:
        inner = prune_list(token.arguments, used)
        possible = bool(inner) or token.lower_name == "not"
        text = f"{token.lower_name}({inner})" if inner else ""
    elif token.type == "whitespace":
        text = " "
    return text if possible else None


def _attribute_possible(content: Sequence[Node], used: Used) -> bool:
    names = [token.value for token in content if token.type in {"ident", "string"}]
    if not names or names[0] in {"type", "size"}:
        return all(name in used.words for name in names)
    if any(token.type == "literal" and token.value in _PARTLY for token in content):
        return names[0] in used.words  # a part of a value that code may draw, as in href="tel:112"
    return names[0] in used.words and all(name in used.words for name in names[1:])


def _tight(text: str) -> str:
    """Return a selector without needless blanks."""
    text = " ".join(text.split())
    for sign in (">", "~", "+"):
        text = text.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return text
