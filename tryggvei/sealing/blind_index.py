"""Exact search in sealed fields: equal values give equal 32 bytes, and nothing else is told.

HMAC-SHA256 under a key of its own. Whoever has the database but not the key learns only which
rows are equal. Whoever has the key can try every national identity number, so it lies with the
private keys.
"""

import hashlib
import hmac
import re
import unicodedata

from tryggvei.sealing.context import prefixed
from tryggvei.sealing.errors import NothingToIndexError
from tryggvei.sealing.guard import refuse_on_public_face

refuse_on_public_face(__name__)

NORWAY = "47"
_NORWEGIAN_LENGTH = 8
_LABEL = b"tryggvei-index\x01"
_DASHES = re.compile(r"[\u2010-\u2015\u2212-]")


def _digits(value: str) -> str:
    """Return the digits in any script, e.g. Arabic-Indic, as 0-9."""
    return "".join(str(digit) for c in value if (digit := unicodedata.digit(c, None)) is not None)


def normal_name(value: str) -> str:
    """Return a name without difference of case, width, spacing, hyphens or invisible marks."""
    visible = "".join(c for c in value if unicodedata.category(c) != "Cf")
    folded = unicodedata.normalize("NFKC", visible).casefold()
    return " ".join(_DASHES.sub(" ", unicodedata.normalize("NFKC", folded)).split())


def normal_phone(value: str) -> str:
    """Return a number as + country code and digits; without a country code it is Norwegian.

    Ten digits that begin with 47 are read as a Norwegian number whose plus sign was left out.
    """
    digits = _digits(value)
    stripped = value.strip()
    if not digits:
        return ""
    if stripped.startswith(("+", "\uff0b")):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith(NORWAY) and len(digits) == len(NORWAY) + _NORWEGIAN_LENGTH:
        return f"+{digits}"
    return f"+{NORWAY}{digits}"


_NORMAL = {"name": normal_name, "phone": normal_phone, "national_id": _digits}


def blind_index(index_key: bytes, kind: str, value: str) -> bytes:
    """Return the 32 bytes that stand for a value of a kind: name, phone or national_id.

    Raises NothingToIndexError for a value that is empty after normalisation (store no index then),
    ValueError for an unknown kind.
    """
    if kind not in _NORMAL:
        raise ValueError(f"unknown kind of index: {kind}")
    normal = _NORMAL[kind](value)
    if not normal:
        raise NothingToIndexError(f"nothing to index as {kind}")
    # surrogatepass: a broken character in a pasted name must not stop a registration.
    message = _LABEL + prefixed(kind) + normal.encode("utf-8", "surrogatepass")
    return hmac.new(index_key, message, hashlib.sha256).digest()
