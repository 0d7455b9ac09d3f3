"""A service that tests bend to their need."""

from typing import Any

from tryggvei.help_directory.rules import Service

WORDS = {"nb": "tekst", "nn": "tekst", "en": "text"}


def service_with(**change: Any) -> Service:
    """Return a sound service with some fields changed; None takes a field away."""
    values: dict[str, Any] = {
        "key": "prove",
        "group": "exposed",
        "scope": "local",
        "name": WORDS,
        "who_for": WORDS,
        "number": {"display": "66 93 23 10", "dial": "+4766932310"},
        "mark": "V",
        "checked_on": "2026-04-13",
        "unreviewed": "ingen har ringt",
        "review_by": "2026-10-13",
        "sources": ["en kilde"],
        **change,
    }
    kept = {name: value for name, value in values.items() if value is not None}
    return Service.model_validate(kept)
