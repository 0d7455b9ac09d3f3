"""Decide one row of the lawyer's table: which guide, which answers, and what the law says to do.

The guide gives claims; who the reader is decides which of them bind her (`case_ids`). A row that
the guides cannot hold is Inexpressible, with the reason; it is never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tryggvei.guides.rules.case_ids import CaseIdsBody
from tryggvei.guides.rules.columns import NO, Columns, Inexpressible
from tryggvei.guides.rules.schema import Claim, GuideBody, Step, StepType, TellGuardians
from tryggvei.guides.rules.walk import STRICTEST, Trace, Unanswered, walk

LISTS = ("duties", "rights", "recipients", "sources")
SINGLE = ("tell_guardians", "deadline")
OUT = ("duties", "rights", "recipients", "tell_guardians", "deadline", "sources")


@dataclass(frozen=True)
class Decided:
    """What the guides answer for a row: values by output column, and the walk that gave them."""

    guide: str
    trace: Trace
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """An output column where the answer is not what the row expects."""

    column: str
    answered: tuple[str, ...]
    expected: tuple[str, ...]


def decide(row: Mapping[str, str], guides: Iterable[GuideBody], ids: CaseIdsBody) -> Decided:
    """Return what the guides answer for a row (a value for each raw column).

    The guides must have passed the check. Raises Inexpressible with the reason when no guide or no
    answer fits, when two do, or when the row does not tell what is needed.
    """
    columns = Columns(row, ids)
    guide = _guide_for(columns, guides)
    who = columns.who
    trace = _walk(columns, guide)
    done = [(key, guide.steps[key]) for key in trace.steps]
    done = [(key, step) for key, step in done if step.type is not StepType.QUESTION]
    held = {key: _claims(step, ids, who) for key, step in done}
    claims = sorted({claim for found in held.values() for claim in found})
    values = {
        "duties": tuple(one.value for one in claims if one.startswith("duty_")),
        "rights": tuple(one.value for one in claims if one.startswith("right_")),
        "recipients": _recipients(done, held, ids),
        "tell_guardians": (_tell_guardians(columns, done, held).value,),
        "deadline": (trace.time_limit.value,) if trace.time_limit else (),
        "sources": _sources(done, held, columns, ids),
    }
    return Decided(guide.id, trace, values)


def differences(
    decided: Decided, expected: Mapping[str, tuple[str, ...]]
) -> tuple[Difference, ...]:
    """Return where the answer differs from what a row expects; columns it lacks are not compared.

    Duties and rights are compared as sets, recipients in order too: another recipient, or another
    order, is another disclosure. The sources that a row names must be among those of the answer,
    which may name more.
    """
    found: list[Difference] = []
    for column, wanted in expected.items():
        answered = decided.values[column]
        if column == "sources":
            same = set(wanted) <= set(answered)
        elif column in ("duties", "rights"):
            same = set(wanted) == set(answered)
        else:
            same = wanted == answered
        if not same:
            found.append(Difference(column, answered, wanted))
    return tuple(found)


def _guide_for(columns: Columns, guides: Iterable[GuideBody]) -> GuideBody:
    fitting = [guide for guide in guides if guide.covers and columns.fit(guide.covers)]
    if not fitting:
        raise Inexpressible("no guide covers the row")
    if len(fitting) > 1:
        raise Inexpressible(f"guides cover it twice: {', '.join(one.id for one in fitting)}")
    return fitting[0]


def _walk(columns: Columns, guide: GuideBody) -> Trace:
    answers: dict[str, str] = {}
    while True:
        try:
            return walk(guide, answers)
        except Unanswered as stop:
            answers[stop.question] = _answer(columns, guide, stop.question)


def _answer(columns: Columns, guide: GuideBody, question: str) -> str:
    answers = guide.steps[question].answers
    fitting = [one.id for one in answers if columns.fit(one.when)]
    if len(fitting) != 1:
        named = ", ".join(fitting) or "none"
        message = f"the guide {guide.id!r} asks {question!r}, and of its answers fit: {named}"
        raise Inexpressible(message)
    return fitting[0]


def _claims(step: Step, ids: CaseIdsBody, who: frozenset[str]) -> set[Claim]:
    return {found for claim in step.fulfils if (found := ids.claim_for(claim, who))}


def _recipients(
    done: list[tuple[str, Step]], held: Mapping[str, set[Claim]], ids: CaseIdsBody
) -> tuple[str, ...]:
    """Whom the reader must or may tell: by claim, or by the end's primary act. Not mere advice."""
    keys: list[str] = []
    for step_id, step in done:
        for act in step.acts:
            keys += act.contacts if act.primary else []
        if held[step_id]:
            keys += step.contacts
    return tuple(dict.fromkeys(ids.recipient(key) for key in keys))


def _tell_guardians(
    columns: Columns, done: list[tuple[str, Step]], held: Mapping[str, set[Claim]]
) -> TellGuardians:
    """The strictest word of the steps that meet a claim, else of all; not where nobody is to tell.

    What is not known counts as if there were somebody: then the answer is about whom not to tell.
    """
    nobody_small = columns.value("minor") == NO and columns.is_("children_in_household", NO)
    if nobody_small and columns.is_("capacity", "full"):
        return TellGuardians.NOT_APPLICABLE
    told = [step.tells_guardians for step_id, step in done if held[step_id]]
    told += [] if any(told) else [step.tells_guardians for _, step in done]
    words = [one for one in told if one is not None]
    return max(words, key=STRICTEST.index, default=TellGuardians.NOT_APPLICABLE)


def _sources(
    done: list[tuple[str, Step]],
    held: Mapping[str, set[Claim]],
    columns: Columns,
    ids: CaseIdsBody,
) -> tuple[str, ...]:
    """The laws of the claims and of the end that concern the reader, with her own parallel."""
    own = ids.section_for(columns.profession, columns.sector)
    parallels = {one.section for one in ids.professions} - {own}
    laws: list[str] = []
    for step_id, step in done:
        if held[step_id] or step.type is StepType.OUTCOME:
            laws += ids.laws_for(step.laws, columns.who)
        if own and Claim.DUTY_TO_REPORT_CHILD in held[step_id]:
            laws.append(own)
    return tuple(law for law in dict.fromkeys(laws) if law not in parallels)
