"""Write into a page file which bokmål text a translation follows. Pure: text in, text out."""

import re

FIELD = "translated_from"
_FENCE = "---"


class NoFrontMatter(ValueError):
    """The text does not begin with front matter between two lines of three hyphens."""


def stamped(text: str, fingerprint: str) -> str:
    """Return a page file's text with `translated_from` set; every other letter stays as it was.

    Raises NoFrontMatter.
    """
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(ends) < 2 or ends[0] != 0:
        raise NoFrontMatter
    wanted = f'{FIELD}: "{fingerprint}"'  # quoted: twelve digits alone would be read as a number
    for number in range(1, ends[1]):
        if re.match(rf"{FIELD}\s*:", lines[number]):
            lines[number] = wanted
            return "\n".join(lines)
    return "\n".join([*lines[: ends[1]], wanted, *lines[ends[1] :]])
