"""Rules about the bridge to the lawyer's table: `covers` on guides, `when` on answers."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from tryggvei.guides.rules.columns import CLOSED, DERIVED, NO, OPEN, YES
from tryggvei.guides.rules.findings import Finding, Known, Location
from tryggvei.guides.rules.schema import Condition, GuideBody, StepType
from tryggvei.guides.rules.shape import at


def condition_findings(guide: GuideBody, known: Known) -> Iterator[Finding]:
    """Find columns and values that no table has, and answers without a `when` that they need."""
    yield from _unknown(guide.id, guide.covers, ("covers",), known)
    for step_id, step in guide.steps.items():
        for index, answer in enumerate(step.answers):
            place = at(step_id, "answers", index)
            yield from _unknown(guide.id, answer.when, (*place, "when"), known)
            if guide.covers and step.type is StepType.QUESTION and not answer.when:
                message = (
                    f"the guide covers rows of the case table, and the answer {answer.id!r} of "
                    f"{step_id!r} does not say when it is given"
                )
                yield Finding(guide.id, "when-missing", message, place)


def overlap_findings(guides: Iterable[GuideBody]) -> Iterator[Finding]:
    """Find pairs of guides that may cover the same row; told at the latter of the two.

    Two guides are apart when a column that both name has no value in common.
    """
    covering = [guide for guide in guides if guide.covers]
    for one, other in combinations(covering, 2):
        both = set(one.covers) & set(other.covers)
        if all(set(one.covers[column]) & set(other.covers[column]) for column in both):
            message = f"the guides {one.id!r} and {other.id!r} can cover the same row of the table"
            yield Finding(other.id, "covers-overlap", message, ("covers",))


def _unknown(guide: str, condition: Condition, place: Location, known: Known) -> Iterator[Finding]:
    for column, values in condition.items():
        if column not in (*CLOSED, *DERIVED, *OPEN):
            message = f"{'.'.join(map(str, place))} names {column!r}, no column of the case table"
            yield Finding(guide, "when-unknown", message, (*place, column))
            continue
        if not values:
            message = f"{'.'.join(map(str, place))} names {column!r} without a value"
            yield Finding(guide, "when-unknown", message, (*place, column))
        for value in values:
            if not _is_value(column, value, known):
                message = f"{'.'.join(map(str, place))}: {column!r} is never {value!r}"
                yield Finding(guide, "when-unknown", message, (*place, column))


def _is_value(column: str, value: str, known: Known) -> bool:
    if column in CLOSED:
        return value in CLOSED[column]
    if column in DERIVED:
        return value in (YES, NO)
    words = known.words_of.get(column)
    return words is None or value in words
