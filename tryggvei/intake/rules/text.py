"""What may be kept of a typed text: everything a person can see, and nothing that hides."""

import re
from urllib.parse import unquote_to_bytes

# Controls, and the marks that reorder or hide text on a screen (a reversed telephone number is a
# danger). The plain direction marks that Arabic, Persian and Urdu need (200E, 200F, 061C) stay.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(typed: str) -> str:
    """Return the text with one kind of line break and without controls and lone surrogates."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def clean_line(typed: str) -> str:
    """Return a text of one line: cleaned, line breaks and tabs as blanks, ends stripped."""
    return " ".join(clean_text(typed).split())


def pairs_of(body: bytes, wanted: frozenset[str], most: int) -> dict[str, list[str]]:
    """Read an urlencoded form: only the wanted keys, at most `most` of them, the rest dropped.

    Never raises: a body that is not a form gives an empty answer. Bytes that are not UTF-8
    become the replacement mark, so that what can be kept of a text is kept.
    """
    found: dict[str, list[str]] = {}
    taken = 0
    for pair in body.split(b"&"):
        raw_name, _, raw_value = pair.partition(b"=")
        name = raw_name.decode("ascii", "replace")
        if name not in wanted:
            continue
        if taken == most:
            break
        taken += 1
        value = unquote_to_bytes(raw_value.replace(b"+", b" ")).decode("utf-8", "replace")
        found.setdefault(name, []).append(clean_text(value))
    return found
