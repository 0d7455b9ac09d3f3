"""The front door: who can help, on which number, and whether somebody answers now."""

from tryggvei.help_directory.queries import service, services
from tryggvei.help_directory.rules import (
    EMERGENCY,
    SPOKEN,
    Group,
    Hours,
    Need,
    Number,
    OpenState,
    Service,
    Who,
    Words,
    bare_numbers,
    is_plain_words,
    open_now,
)


def number(key: str) -> Number:
    """Return a service's number. Raises KeyError (no such service) or LookupError (no number)."""
    found = service(key).number
    if found is None:
        raise LookupError(f"the service {key!r} has no number yet")
    return found


__all__ = [
    "EMERGENCY",
    "SPOKEN",
    "Group",
    "Hours",
    "Need",
    "Number",
    "OpenState",
    "Service",
    "Who",
    "Words",
    "bare_numbers",
    "is_plain_words",
    "number",
    "open_now",
    "service",
    "services",
]
