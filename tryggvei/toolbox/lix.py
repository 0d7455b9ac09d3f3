"""LIX, the Nordic readability index (Björnsson 1968): words a sentence + per cent long words."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_STOP = re.compile(r"[.!?:]+(?=\s|$)|\n{2,}")
LONG_WORD_OVER = 6  # letters


def lix(text: str) -> int:
    """Return the LIX of running text, rounded; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0
    sentences = [part for part in _STOP.split(text) if _WORD.search(part)]
    long_words = sum(1 for word in words if len(word) > LONG_WORD_OVER)
    return round(len(words) / max(1, len(sentences)) + 100 * long_words / len(words))
