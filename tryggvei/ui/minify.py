"""A simple, deterministic squeeze of our own small scripts. Not a general JavaScript minifier."""

import re

_LINE_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_BLOCK_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def javascript(source: str) -> str:
    """Return the script without comments on lines of their own, indentation and line breaks.

    The scripts keep to a manner that makes this safe, and a test holds them to it: every
    statement ends with `;`, `{` or `}`, no text or expression holds `//` or `/*`, no template
    text spans lines.
    """
    bare = _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source))
    lines = [line.strip() for line in bare.splitlines()]
    joined = "".join(line for line in lines if line)
    return re.sub(r"\s*([=(){};,:?<>&|+!])\s*", r"\1", joined)
