"""What the room must know of guides: when one may be shown, its next number, how two differ."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from tryggvei.guides.api import (
    GuideFile,
    Picture,
    Proof,
    StructuralChange,
    guide_of,
    lost_safeguards,
    picture_to_write,
    proof_of,
    structural_difference,
)
from tryggvei.website.api import forbidden_words

# What a guide covers, who reads it and whom it is about are the pack's: they decide which rules
# hold, and whether a reader is ever asked anything.
FIELDS = ("title", "intro", "advice", "start", "steps", "order", "sources")
NO_VERSION = 0


def heading(data: Mapping[str, Any]) -> str:
    """Return what a guide is called in bokmål."""
    return str(data["title"].get("nb", "")) or str(data["id"])


def flow(guide: GuideFile, edit_path: str = "", here: str = "") -> Picture | None:
    """Return the flowchart of a guide in bokmål; None while it cannot be drawn.

    Its boxes lead to the forms of their steps at `edit_path`, without one to the list below.
    """
    try:
        return picture_to_write(guide, "nb", edit_path, here)
    except LookupError:
        return None


def proof(data: Mapping[str, Any]) -> Proof:
    """Return what the check says of a guide. Raises pydantic.ValidationError, PackError."""
    return proof_of(guide_of(data))


def stops(data: Mapping[str, Any], shown: Mapping[str, Any]) -> list[str]:
    """Return why a guide may not be sent in or shown, in English, with rules; empty: it may.

    `shown` is the guide that readers have now. What its proof rests on must not be lost.
    """
    try:
        guide = guide_of(data)
    except ValidationError as error:
        return [str(fault["msg"]) for fault in error.errors(include_url=False)]
    found = [f"{one.rule}: {one.message}" for one in proof_of(guide).errors]
    return found + stops_besides_the_proof(guide, shown)


def stops_besides_the_proof(guide: GuideFile, shown: Mapping[str, Any]) -> list[str]:
    """Return a reason for each thing that the proof rests on and that is lost, and for each word of
    the title that must not stand in a history."""
    lost = [f"safeguard: {name}" for name in lost_safeguards(guide_of(shown), guide)]
    words = forbidden_words()
    found = {word for text in guide.title.values() for word in words.found_in(text)}
    return lost + [f"the title says {word!r}: it is seen in the history" for word in sorted(found)]


def numbered(
    data: Mapping[str, Any], shown: Mapping[str, Any], pack: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return a guide that is about to be shown with the next number after all that were shown."""
    known = [int(one.get("version", NO_VERSION)) for one in (shown, pack or {})]
    return {**data, "version": max(known) + 1}


def structure(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[StructuralChange, ...]:
    """Return what differs in structure. Raises pydantic.ValidationError."""
    return structural_difference(guide_of(old), guide_of(new))
