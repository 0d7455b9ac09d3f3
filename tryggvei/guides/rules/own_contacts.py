"""The numbers that a unit puts on its own card."""

import re

from tryggvei.guides.rules.card_text import OwnContact

MOST = 4
LONGEST_LABEL = 60
_BLANKS = re.compile(r"[\s.\-\u00a0]")


class BadContact(ValueError):
    """What was typed is no number that can be dialled here, or there is no word for whose it is."""


def own_contact(label: str, typed: str) -> OwnContact:
    """Return a contact as it is shown and dialled.

    Takes Norwegian numbers of eight digits, with or without +47, and internal ones of three to
    five. Raises BadContact for anything else, and for a contact without a label.
    """
    digits = _BLANKS.sub("", typed)
    national = digits.removeprefix("+47").removeprefix("0047")
    words = " ".join(label.split())
    if not words or len(words) > LONGEST_LABEL or not national.isascii() or not national.isdigit():
        raise BadContact(typed)
    if len(national) == 8 and national[0] in "23456789":
        return OwnContact(words, _grouped(national), f"+47{national}")
    if digits == national and 3 <= len(national) <= 5:
        return OwnContact(words, national, national)
    raise BadContact(typed)


def _grouped(digits: str) -> str:
    """Return eight digits as they are written: mobile numbers in three groups, others in four."""
    if digits[0] in "489":
        return f"{digits[:3]} {digits[3:5]} {digits[5:]}"
    return f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}"
