"""Walk a guide with a reader's answers, and explain where it leads and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from tryggvei.guides.rules.schema import (
    Claim,
    GuideBody,
    Step,
    StepType,
    TellGuardians,
    TimeLimit,
)

STRICTEST = [
    TellGuardians.NOT_APPLICABLE,
    TellGuardians.YES,
    TellGuardians.NOT_BEFORE_ASKED,
    TellGuardians.NEVER,
]
_SOONEST = list(TimeLimit)


class Unanswered(Exception):
    """The walk came to a question that has no answer. `question` is its id."""

    def __init__(self, question: str) -> None:
        super().__init__(f"the question {question!r} has no answer")
        self.question = question


class UnknownAnswer(Exception):
    """The answer given is not one of the question's answers."""


@dataclass(frozen=True)
class Reason:
    """Why one step came: its title and explanation in one language, and its law ids."""

    step: str
    title: str
    text: str
    laws: tuple[str, ...]


@dataclass(frozen=True)
class Trace:
    """Where a set of answers leads. Ids only: nothing in it says who asked or about whom."""

    outcome: str
    steps: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    duties: tuple[Claim, ...]
    rights: tuple[Claim, ...]
    recipients: tuple[str, ...]
    laws: tuple[str, ...]
    tell_guardians: TellGuardians
    time_limit: TimeLimit | None


def walk(guide: GuideBody, answers: Mapping[str, str]) -> Trace:
    """Return where `answers` (question id -> answer id) lead.

    Answers to questions that are not met are ignored. Raises Unanswered and UnknownAnswer, and
    KeyError for a guide that has not passed the check.
    """
    step_id = guide.start
    visited: list[str] = []
    given: list[tuple[str, str]] = []
    while True:
        step = guide.steps[step_id]
        if step_id in visited:
            raise KeyError(f"the guide {guide.id!r} has a loop at {step_id!r}")
        visited.append(step_id)
        if step.type is StepType.OUTCOME:
            return _trace(guide, visited, given)
        if step.type is StepType.QUESTION:
            step_id = _answered(step_id, step, answers, given)
        elif step.next:
            step_id = step.next
        else:
            raise KeyError(f"the step {step_id!r} of the guide {guide.id!r} leads nowhere")


def explain(guide: GuideBody, trace: Trace, language: str) -> list[Reason]:
    """Return, in order, why each act and the outcome came, in plain words with law ids."""
    reasons: list[Reason] = []
    for step_id in trace.steps:
        step = guide.steps[step_id]
        why = step.why_this_answer.get(language, "")
        if step.type is not StepType.QUESTION and why:
            reasons.append(Reason(step_id, step.title.get(language, ""), why, tuple(step.laws)))
    return reasons


def _answered(
    step_id: str, step: Step, answers: Mapping[str, str], given: list[tuple[str, str]]
) -> str:
    if step_id not in answers:
        raise Unanswered(step_id)
    for answer in step.answers:
        if answer.id == answers[step_id]:
            given.append((step_id, answer.id))
            return answer.next
    known = ", ".join(answer.id for answer in step.answers)
    raise UnknownAnswer(f"{step_id!r} has no answer {answers[step_id]!r} (known: {known})")


def _trace(guide: GuideBody, visited: list[str], given: list[tuple[str, str]]) -> Trace:
    steps = [guide.steps[step_id] for step_id in visited]
    claims = sorted({claim for step in steps for claim in step.fulfils})
    done = [step for step in steps if step.type is not StepType.QUESTION]
    told = [step.tells_guardians for step in done if step.tells_guardians]
    limits = [TimeLimit(step.time_limit) for step in done if step.time_limit]
    return Trace(
        outcome=visited[-1],
        steps=tuple(visited),
        answers=tuple(given),
        duties=tuple(claim for claim in claims if claim.startswith("duty_")),
        rights=tuple(claim for claim in claims if claim.startswith("right_")),
        recipients=tuple(dict.fromkeys(key for step in done for key in step.all_contacts)),
        laws=tuple(dict.fromkeys(law for step in done for law in step.laws)),
        tell_guardians=max(told, key=STRICTEST.index, default=TellGuardians.NOT_APPLICABLE),
        time_limit=min(limits, key=_SOONEST.index, default=None),
    )
