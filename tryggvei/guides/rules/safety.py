"""Rules that keep people safe: what every path must meet, and in which order.

Sources: straffeloven §§ 196 and 287, barnevernsloven § 13-2 and its parallel sections,
helsepersonelloven § 31; the order duty, right, consent is the municipality's own reading of
forvaltningsloven §§ 13 a-13 f (a duty never needs consent).
"""

from collections.abc import Callable, Iterator

from tryggvei.guides.rules.findings import Finding
from tryggvei.guides.rules.paths import Path
from tryggvei.guides.rules.schema import (
    Audience,
    Claim,
    Exposed,
    Fact,
    GuideBody,
    Kind,
    Lane,
    Step,
    StepType,
    TellGuardians,
    TellLeader,
    Threshold,
    Topic,
)
from tryggvei.guides.rules.shape import at

MOST_QUESTIONS = 7
EMERGENCY = frozenset({"politi_nod", "medisinsk_nod", "brann"})
CHILD_WELFARE_PREFIX = "barnevern"  # keys of the help directory: the day office, the duty line
POLICE = frozenset({"politi_nod", "politi"})
CALLERS = (Lane.EMPLOYEE, Lane.RESIDENT)

Said = tuple[str, str, str]  # rule id, step id, message
PathRule = Callable[[GuideBody, Path], Iterator[Said]]


def danger_first(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """112 comes first, at once, called by the reader herself: never through a leader."""
    questions = path.questions
    if not questions or questions[0][1].asks is not Topic.DANGER_NOW:
        yield "danger-first", path.steps[0][0], "the first question does not ask for danger now"
    after = path.after(Fact.ACUTE)
    if after:
        step_id, step = after[0]
        calls = EMERGENCY & set(step.all_contacts)
        if step.type is StepType.QUESTION or not calls or step.lane not in CALLERS:
            message = f"after danger, {step_id!r} does not tell the reader to call for help herself"
            yield "danger-first", step_id, message


def ends_with_contact(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A path ends at an outcome whose primary act names whom to contact."""
    step_id, step = path.steps[-1]
    if step.type is not StepType.OUTCOME:
        yield "dead-end", step_id, f"the path stops at {step_id!r}, which is not an outcome"
    elif not any(act.primary and act.contacts for act in step.acts):
        yield "contact-at-end", step_id, f"the primary act of {step_id!r} names no contact"


def duty_right_consent(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """Am I obliged? Am I allowed? Do I have consent? In this order, and none left out before."""
    rank = [Kind.DUTY, Kind.RIGHT, Kind.CONSENT]
    asked: list[Kind] = []
    for step_id, step in path.questions:
        if step.kind is Kind.INFORMATION:
            continue
        if asked and rank.index(step.kind) < rank.index(asked[-1]):
            message = f"{step_id!r} asks about {step.kind} after a question about {asked[-1]}"
            yield "duty-right-consent", step_id, message
        for earlier in rank[: rank.index(step.kind)]:
            if earlier not in asked:
                message = f"{step_id!r} asks about {step.kind}, and {earlier} was not asked before"
                yield "duty-right-consent", step_id, message
        asked.append(step.kind)


def children_asked(guide: GuideBody, path: Path) -> Iterator[Said]:
    """Children in the household are always asked for, whoever the guide is about."""
    asked = any(step.asks is Topic.CHILDREN for _, step in path.questions)
    if guide.exposed is Exposed.ADULT and not asked:
        step_id = path.steps[-1][0]
        yield "children-asked", step_id, f"the path to {step_id!r} never asks for children"


def child_report(guide: GuideBody, path: Path) -> Iterator[Said]:
    """barnevernsloven § 13-2: personal, to child welfare, never parents first.

    It binds those who work for the public. Residents must learn whom to call all the same.
    """
    after = path.after(Fact.CHILD_AT_RISK)
    if not after:
        return
    if guide.audience is Audience.RESIDENT:
        if not any(_names_child_welfare(step) for _, step in after):
            message = "a child is at risk, and the path names nobody of child welfare"
            yield "child-report", after[0][0], message
        return
    meets = [(key, step) for key, step in after if Claim.DUTY_TO_REPORT_CHILD in step.fulfils]
    if not meets:
        yield "child-report", after[0][0], "a child is at risk, and the path has no report"
    for step_id, step in meets:
        if step.kind is not Kind.DUTY:
            yield "child-report", step_id, f"{step_id!r} reports a child, but not as a duty"
        if not _names_child_welfare(step):
            yield "child-report", step_id, f"{step_id!r} does not name child welfare as contact"
        if step.tells_guardians not in (TellGuardians.NEVER, TellGuardians.NOT_BEFORE_ASKED):
            message = f"{step_id!r} must say that guardians are not told before asked"
            yield "guardians-first", step_id, message


def _names_child_welfare(step: Step) -> bool:
    return any(key.startswith(CHILD_WELFARE_PREFIX) for key in step.all_contacts)


def duty_to_avert(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """straffeloven § 196: certain or most likely, and still possible to avert."""
    after = path.after(Fact.OFFENCE_TO_AVERT)
    if not after:
        return
    meets = [(key, step) for key, step in after if Claim.DUTY_TO_AVERT in step.fulfils]
    if not meets:
        yield "duty-to-avert", after[0][0], "an offence can be averted, and the path does not"
    for step_id, step in meets:
        if step.kind is not Kind.DUTY or not POLICE & set(step.all_contacts):
            message = f"{step_id!r} must be a duty and name the police"
            yield "duty-to-avert", step_id, message


def guardians_first(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """Nobody at home is told on a path where somebody at home may stand behind."""
    if path.facts & {Fact.CHILD_AT_RISK, Fact.FAMILY_SUSPECTED, Fact.OFFENCE_TO_AVERT}:
        for step_id, step in path.steps:
            if step.tells_guardians is TellGuardians.YES:
                yield "guardians-first", step_id, f"{step_id!r} tells those at home on this path"


def staff_suspected(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """The unit's leader may be the suspected, or close to her: go past."""
    if Fact.STAFF_SUSPECTED in path.facts:
        for step_id, step in path.steps:
            if step.tells_leader is TellLeader.UNIT_LEADER or step.lane is Lane.LEADER:
                message = f"{step_id!r} goes through the unit's leader where staff are suspected"
                yield "staff-suspected", step_id, message


def leader_ends(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A duty is personal: an outcome that only tells a leader does not end it."""
    step_id, step = path.steps[-1]
    if step.tells_leader is not TellLeader.NO and not step.all_contacts:
        message = f"{step_id!r} ends with a leader and nobody else; the duty is personal"
        yield "leader-ends", step_id, message


def seven_questions(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A reader with ten minutes answers seven questions, not eight."""
    if len(path.questions) > MOST_QUESTIONS:
        step_id = path.questions[MOST_QUESTIONS][0]
        yield "seven-questions", step_id, f"the path asks {len(path.questions)} questions"


PATH_RULES: tuple[PathRule, ...] = (
    danger_first,
    ends_with_contact,
    duty_right_consent,
    children_asked,
    child_report,
    duty_to_avert,
    guardians_first,
    staff_suspected,
    leader_ends,
    seven_questions,
)


def threshold_findings(guide: GuideBody) -> Iterator[Finding]:
    """Find questions that merge the two thresholds, or take a duty from the wrong one."""
    for step_id, step in guide.steps.items():
        for message in _thresholds(guide, step_id, step):
            yield Finding(guide.id, "thresholds", message, at(step_id))


def _thresholds(guide: GuideBody, step_id: str, step: Step) -> Iterator[str]:
    if len(set(step.thresholds)) > 1:
        yield f"the question {step_id!r} asks for both thresholds at once"
    words = _words_of_thresholds(step)
    if len(words) > 1:
        yield f"the text of {step_id!r} speaks of both thresholds in one question"
    needed = {Fact.OFFENCE_TO_AVERT: Threshold.CERTAIN_OR_MOST_LIKELY}
    if guide.audience is Audience.EMPLOYEE:  # a resident may turn to child welfare with any worry
        needed[Fact.CHILD_AT_RISK] = Threshold.REASON_TO_BELIEVE
    for answer in step.answers:
        for fact in answer.facts:
            if fact in needed and step.thresholds != [needed[fact]]:
                yield f"{step_id!r} finds {fact} and must have the one threshold {needed[fact]}"


_WORDS = {
    Threshold.CERTAIN_OR_MOST_LIKELY: ("mest sannsynlig", "mest sannsynleg", "most likely"),
    Threshold.REASON_TO_BELIEVE: ("grunn til å tro", "grunn til å tru", "reason to believe"),
}


def _words_of_thresholds(step: Step) -> set[Threshold]:
    if step.type is not StepType.QUESTION:
        return set()  # an act may tell the difference; a question may not ask for both
    labels = [text for answer in step.answers for text in answer.label.values()]
    said = " ".join([*step.title.values(), *step.text.values(), *labels]).lower()
    return {one for one, words in _WORDS.items() if any(word in said for word in words)}
