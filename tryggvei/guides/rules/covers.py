"""Rules about the bridge to the lawyer's table: `covers` on guides, `when` on answers."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from tryggvei.guides.rules.codes import Code
from tryggvei.guides.rules.columns import CLOSED, DERIVED, NO, OPEN, YES
from tryggvei.guides.rules.findings import Finding, Known, Location
from tryggvei.guides.rules.schema import Condition, GuideBody, StepType
from tryggvei.guides.rules.shape import at
from tryggvei.toolbox.wording import Params


def condition_findings(guide: GuideBody, known: Known) -> Iterator[Finding]:
    """Find columns and values that no table has, and answers without a `when` that they need."""
    yield from _unknown(guide.id, guide.covers, ("covers",), known)
    for step_id, step in guide.steps.items():
        for index, answer in enumerate(step.answers):
            place = at(step_id, "answers", index)
            yield from _unknown(guide.id, answer.when, (*place, "when"), known)
            if guide.covers and step.type is StepType.QUESTION and not answer.when:
                params = Params(answer=answer.id)
                yield Finding(guide.id, Code.WHEN_MISSING, params, place)


def overlap_findings(guides: Iterable[GuideBody]) -> Iterator[Finding]:
    """Find pairs of guides that may cover the same row; told at the latter of the two.

    Two guides are apart when a column that both name has no value in common.
    """
    covering = [guide for guide in guides if guide.covers]
    for one, other in combinations(covering, 2):
        both = set(one.covers) & set(other.covers)
        if all(set(one.covers[column]) & set(other.covers[column]) for column in both):
            params = Params(one=one.id, other=other.id)
            yield Finding(other.id, Code.COVERS_OVERLAP, params, ("covers",))


def _unknown(guide: str, condition: Condition, place: Location, known: Known) -> Iterator[Finding]:
    for column, values in condition.items():
        there = (*place, column)
        if column not in (*CLOSED, *DERIVED, *OPEN):
            yield Finding(guide, Code.WHEN_COLUMN, Params(column=column), there)
            continue
        if not values:
            yield Finding(guide, Code.WHEN_EMPTY, Params(column=column), there)
        for value in values:
            if not _is_value(column, value, known):
                yield Finding(guide, Code.WHEN_VALUE, Params(column=column, value=value), there)


def _is_value(column: str, value: str, known: Known) -> bool:
    if column in CLOSED:
        return value in CLOSED[column]
    if column in DERIVED:
        return value in (YES, NO)
    words = known.words_of.get(column)
    return words is None or value in words
