"""Walks of real guides, told as a reader's answers in the order in which the guide asks."""

from functools import cache

from tests.guides.voksen import FILE
from tryggvei.contentpack.reading import read_document
from tryggvei.guides.models import GuideFile
from tryggvei.guides.rules.walk import Trace, Unanswered, walk


@cache
def read(name: str) -> GuideFile:
    """Return one guide of the pack, as the engine reads it."""
    return GuideFile.model_validate(read_document(FILE.with_name(f"{name}.yaml")).data)


def walked(guide: GuideFile, words: str) -> Trace:
    """Walk a guide with answers given in the order in which it asks."""
    given: dict[str, str] = {}
    left = words.split()
    while True:
        try:
            trace = walk(guide, given)
        except Unanswered as stop:
            given[stop.question] = left.pop(0)
        else:
            assert left == [], "the guide asks nothing more"
            return trace


def leads(guide: GuideFile, words: str) -> tuple[str, str, str]:
    """Return where answers lead: the outcome, the duties and rights, and who is named first."""
    trace = walked(guide, words)
    return trace.outcome, " ".join(sorted((*trace.duties, *trace.rights))), trace.recipients[0]
