"""Is a change of a guide one of words and contacts, or one of structure? And what would be lost?

What is not known to be words or a contact is structure: a field that is added to the schema one
day is guarded before anybody has thought of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tryggvei.guides.rules.schema import Act, Answer, GuideBody, Step

_WORDS_OF_STEP = frozenset({"title", "text", "why_we_ask", "why_this_answer", "contacts"})
_WORDS_OF_ACT = frozenset({"text", "contacts"})
_WORDS_OF_ANSWER = frozenset({"label"})
# Of the guide: words, its name and number, marks (not of GuideBody), and the steps themselves.
_NOT_STRUCTURE = frozenset(
    {"id", "version", "title", "intro", "advice", "order", "steps"}
    | {"reviewed", "unreviewed", "review_by", "sources"}
)


class What(StrEnum):
    """What became of the structure."""

    STEP_ADDED = "step_added"
    STEP_REMOVED = "step_removed"
    ANSWER_ADDED = "answer_added"
    ANSWER_REMOVED = "answer_removed"
    LEADS_ELSEWHERE = "leads_elsewhere"
    ACTS = "acts"
    FIELD = "field"


@dataclass(frozen=True)
class StructuralChange:
    """One change of the structure: in which step ("" for the guide), of which answer or field."""

    what: What
    step: str = ""
    part: str = ""


def structural_difference(before: GuideBody, after: GuideBody) -> tuple[StructuralChange, ...]:
    """Return what a second person must see: every change but of words and contacts.

    In: two versions of a guide. Out: the changes, those of the guide first, then by step in the
    new order, then the steps that went. Empty: words and contacts only, or nothing.
    """
    return tuple(_changes(before, after))


def _changes(before: GuideBody, after: GuideBody) -> Iterator[StructuralChange]:
    for name in sorted(set(type(after).model_fields) - _NOT_STRUCTURE):
        if getattr(before, name, None) != getattr(after, name):
            yield StructuralChange(What.FIELD, part=name)
    for step_id, step in after.steps.items():
        old = before.steps.get(step_id)
        if old is None:
            yield StructuralChange(What.STEP_ADDED, step_id)
        else:
            yield from _in_step(step_id, old, step)
    for step_id in before.steps:
        if step_id not in after.steps:
            yield StructuralChange(What.STEP_REMOVED, step_id)


def _in_step(step_id: str, before: Step, after: Step) -> Iterator[StructuralChange]:
    if before.next != after.next:
        yield StructuralChange(What.LEADS_ELSEWHERE, step_id)
    yield from _in_answers(step_id, before.answers, after.answers)
    if [_bare(act, _WORDS_OF_ACT) for act in before.acts] != [
        _bare(act, _WORDS_OF_ACT) for act in after.acts
    ]:
        yield StructuralChange(What.ACTS, step_id)
    for name in Step.model_fields:
        if name in _WORDS_OF_STEP or name in ("next", "answers", "acts"):
            continue
        if getattr(before, name) != getattr(after, name):
            yield StructuralChange(What.FIELD, step_id, name)


def _in_answers(
    step_id: str, before: list[Answer], after: list[Answer]
) -> Iterator[StructuralChange]:
    old = {answer.id: answer for answer in before}
    new = {answer.id: answer for answer in after}
    for answer in after:
        was = old.get(answer.id)
        if was is None:
            yield StructuralChange(What.ANSWER_ADDED, step_id, answer.id)
        elif was.next != answer.next:
            yield StructuralChange(What.LEADS_ELSEWHERE, step_id, answer.id)
        elif _bare(was, _WORDS_OF_ANSWER) != _bare(answer, _WORDS_OF_ANSWER):
            yield StructuralChange(What.FIELD, step_id, f"answers.{answer.id}")
    for answer_id in old:
        if answer_id not in new:
            yield StructuralChange(What.ANSWER_REMOVED, step_id, answer_id)
    if set(old) == set(new) and list(old) != list(new):
        yield StructuralChange(What.FIELD, step_id, "answers")


def _bare(part: Answer | Act, words: frozenset[str]) -> dict[str, Any]:
    return part.model_dump(exclude=set(words))


def lost_safeguards(before: GuideBody, after: GuideBody) -> tuple[str, ...]:
    """Return what the proof rests on in one version and can no longer see in the other.

    The rules speak of facts, topics, thresholds and claims. Where an answer no longer tells that a
    child may be at risk, no rule asks for the report: the proof would pass, and say less. Out:
    their ids, sorted.
    """
    return tuple(sorted(_safeguards(before) - _safeguards(after)))


def _safeguards(guide: GuideBody) -> set[str]:
    found: set[str] = set()
    for step in guide.steps.values():
        found |= {fact.value for answer in step.answers for fact in answer.facts}
        found |= {threshold.value for threshold in step.thresholds}
        found |= {claim.value for claim in step.fulfils}
        found |= {step.asks.value} if step.asks else set()
    return found
