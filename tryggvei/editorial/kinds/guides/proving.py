"""When a guide may be shown, besides what its proof says, and its flowchart."""

from collections.abc import Iterator, Mapping
from typing import Any

from tryggvei.editorial.rules.reasons import Reason, Stopper
from tryggvei.guides.api import (
    GuideFile,
    Picture,
    Proof,
    guide_of,
    lost_safeguards,
    picture_to_write,
    proof_of,
)
from tryggvei.toolbox.wording import Coded, Params
from tryggvei.website.api import Fault, PageRule, forbidden_words


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


def stops_besides_the_proof(guide: GuideFile, shown: Mapping[str, Any]) -> Iterator[Coded]:
    """Yield a reason for each thing that the proof rests on and that is lost, and for each word of
    the title that must not stand in a history. `shown`: the guide that readers have now."""
    for name in lost_safeguards(guide_of(shown), guide):
        yield Reason(Stopper.SAFEGUARD_LOST, Params(safeguard=name))
    forbidden = forbidden_words()
    seen = {word for text in guide.title.values() for word in forbidden.found_in(text)}
    for word in sorted(seen):
        yield Fault(guide.id, "title", PageRule.WORD_SEEN, Params(word=word))
