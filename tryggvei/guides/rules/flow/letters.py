"""How wide words are, and where a line of them ends.

No font is read: the reader's system chooses it. The widths are those of DejaVu Sans, rounded up:
the widest of the fonts that `system-ui, sans-serif` can mean, so what fits here fits in the others.
"""

from functools import lru_cache

POINT = 25.4 / 72  # millimetres
LINE = 1.25  # line height by size
_UNKNOWN = 1.0
_BY_WIDTH = {
    0.30: "'IJijl",
    0.35: " ,./:;\\|·’",
    0.40: "()-[]ftŧ",
    0.45: "!r",
    0.50: '"*_`§–',
    0.55: "?cszčšž“”",
    0.60: "FLkvxy",
    0.65: "$0123456789EPSTYabdeghnopqu{}øåéèêàäöáđŋüòóô«»",
    0.70: "ABCKRVXZÅÄ",
    0.75: "NU",
    0.80: "&DGHOQØÖ",
    0.85: "#+<=>^w~",
    0.90: "M",
    1.00: "%@WmæÆ—…",
}
_WIDTH = {sign: width for width, signs in _BY_WIDTH.items() for sign in signs}


def _width(sign: str) -> float:
    return _WIDTH.get(sign, _UNKNOWN)


def width_of(text: str, size: float) -> float:
    """Return how wide a text is at most, in the unit of the size."""
    return size * _advance(text)


@lru_cache(maxsize=32_768)
def _advance(text: str) -> float:
    """Return the width of a text of size one: a layout asks of the same lines many times."""
    return sum(map(_width, text))


def wrapped(text: str, size: float, limit: float) -> tuple[str, ...]:
    """Return the lines of a text, none wider than the limit, as few and as even as can be.

    A word that is wider than a line is broken at a hyphen of its own, else with one of ours.
    """
    words = [part for word in text.split() for part in _parts(word, size, limit)]
    lines = _filled(words, size, limit)
    widest_word = max((width_of(word, size) for word in words), default=0.0)
    while True:  # the same number of lines with the shortest longest line
        narrower = max((width_of(line, size) for line in lines), default=0.0) - 0.01
        if narrower < widest_word:
            return tuple(lines)
        tried = _filled(words, size, narrower)
        if len(tried) > len(lines):
            return tuple(lines)
        lines = tried


def _filled(words: list[str], size: float, limit: float) -> list[str]:
    """Return the lines, each as full as it gets."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else ""
        if longer and width_of(longer, size) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, size: float, limit: float) -> list[str]:
    """Return a word, or the parts of one that is wider than a line."""
    if width_of(word, size) <= limit or len(word) < 4:
        return [word]
    fitting = [n for n in range(2, len(word) - 1) if width_of(f"{word[:n]}-", size) <= limit]
    at = max(fitting, default=2)
    hyphen = word.rfind("-", 2, at)
    if hyphen > 0:
        return [word[: hyphen + 1], *_parts(word[hyphen + 1 :], size, limit)]
    return [f"{word[:at]}-", *_parts(word[at:], size, limit)]
