"""Rules that keep people safe: what every path must meet, and in which order.

Sources: straffeloven §§ 196 and 287, barnevernsloven § 13-2 and its parallel sections,
helsepersonelloven § 31; the order duty, right, consent is the municipality's own reading of
forvaltningsloven §§ 13 a-13 f (a duty never needs consent).
"""

from collections.abc import Callable, Iterator

from tryggvei.guides.rules.codes import Code
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
from tryggvei.toolbox.wording import NOTHING_MORE, Params

MOST_QUESTIONS = 7
EMERGENCY = frozenset({"politi_nod", "medisinsk_nod", "brann"})
CHILD_WELFARE_PREFIX = "barnevern"  # keys of the help directory: the day office, the duty line
POLICE = frozenset({"politi_nod", "politi"})
CALLERS = (Lane.EMPLOYEE, Lane.RESIDENT)

Said = tuple[Code, str, Params]  # what, at which step, about what
PathRule = Callable[[GuideBody, Path], Iterator[Said]]


def danger_first(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """112 comes first, at once, called by the reader herself: never through a leader."""
    questions = path.questions
    if not questions or questions[0][1].asks is not Topic.DANGER_NOW:
        yield Code.DANGER_NOT_ASKED, path.steps[0][0], NOTHING_MORE
    after = path.after(Fact.ACUTE)
    if after:
        step_id, step = after[0]
        calls = EMERGENCY & set(step.all_contacts)
        if step.type is StepType.QUESTION or not calls or step.lane not in CALLERS:
            yield Code.DANGER_NOT_CALLED, step_id, NOTHING_MORE


def ends_with_contact(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A path ends at an outcome whose primary act names whom to contact."""
    step_id, step = path.steps[-1]
    if step.type is not StepType.OUTCOME:
        yield Code.PATH_STOPS, step_id, NOTHING_MORE
    elif not any(act.primary and act.contacts for act in step.acts):
        yield Code.CONTACT_AT_END, step_id, NOTHING_MORE


def duty_right_consent(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """Am I obliged? Am I allowed? Do I have consent? In this order, and none left out before."""
    rank = [Kind.DUTY, Kind.RIGHT, Kind.CONSENT]
    asked: list[Kind] = []
    for step_id, step in path.questions:
        if step.kind is Kind.INFORMATION:
            continue
        if asked and rank.index(step.kind) < rank.index(asked[-1]):
            params = Params(kind=step.kind.value, earlier=asked[-1].value)
            yield Code.ASKED_TOO_LATE, step_id, params
        for earlier in rank[: rank.index(step.kind)]:
            if earlier not in asked:
                params = Params(kind=step.kind.value, earlier=earlier.value)
                yield Code.ASKED_TOO_EARLY, step_id, params
        asked.append(step.kind)


def children_asked(guide: GuideBody, path: Path) -> Iterator[Said]:
    """Children in the household are always asked for, whoever the guide is about."""
    asked = any(step.asks is Topic.CHILDREN for _, step in path.questions)
    if guide.exposed is Exposed.ADULT and not asked:
        yield Code.CHILDREN_ASKED, path.steps[-1][0], NOTHING_MORE


def child_report(guide: GuideBody, path: Path) -> Iterator[Said]:
    """barnevernsloven § 13-2: personal, to child welfare, never parents first.

    It binds those who work for the public. Residents must learn whom to call all the same.
    """
    after = path.after(Fact.CHILD_AT_RISK)
    if not after:
        return
    if guide.audience is Audience.RESIDENT:
        if not any(_names_child_welfare(step) for _, step in after):
            yield Code.CHILD_NOBODY, after[0][0], NOTHING_MORE
        return
    meets = [(key, step) for key, step in after if Claim.DUTY_TO_REPORT_CHILD in step.fulfils]
    if not meets:
        yield Code.CHILD_NO_REPORT, after[0][0], NOTHING_MORE
    for step_id, step in meets:
        if step.kind is not Kind.DUTY:
            yield Code.CHILD_NO_DUTY, step_id, NOTHING_MORE
        if not _names_child_welfare(step):
            yield Code.CHILD_NO_CONTACT, step_id, NOTHING_MORE
        if step.tells_guardians not in (TellGuardians.NEVER, TellGuardians.NOT_BEFORE_ASKED):
            yield Code.GUARDIANS_BEFORE_ASKED, step_id, NOTHING_MORE


def _names_child_welfare(step: Step) -> bool:
    return any(key.startswith(CHILD_WELFARE_PREFIX) for key in step.all_contacts)


def duty_to_avert(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """straffeloven § 196: certain or most likely, and still possible to avert."""
    after = path.after(Fact.OFFENCE_TO_AVERT)
    if not after:
        return
    meets = [(key, step) for key, step in after if Claim.DUTY_TO_AVERT in step.fulfils]
    if not meets:
        yield Code.NOT_AVERTED, after[0][0], NOTHING_MORE
    for step_id, step in meets:
        if step.kind is not Kind.DUTY or not POLICE & set(step.all_contacts):
            yield Code.AVERTED_WRONGLY, step_id, NOTHING_MORE


def guardians_first(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """Nobody at home is told on a path where somebody at home may stand behind."""
    if path.facts & {Fact.CHILD_AT_RISK, Fact.FAMILY_SUSPECTED, Fact.OFFENCE_TO_AVERT}:
        for step_id, step in path.steps:
            if step.tells_guardians is TellGuardians.YES:
                yield Code.GUARDIANS_ON_PATH, step_id, NOTHING_MORE


def staff_suspected(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """The unit's leader may be the suspected, or close to her: go past."""
    if Fact.STAFF_SUSPECTED in path.facts:
        for step_id, step in path.steps:
            if step.tells_leader is TellLeader.UNIT_LEADER or step.lane is Lane.LEADER:
                yield Code.STAFF_SUSPECTED, step_id, NOTHING_MORE


def leader_ends(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A duty is personal: an outcome that only tells a leader does not end it."""
    step_id, step = path.steps[-1]
    if step.tells_leader is not TellLeader.NO and not step.all_contacts:
        yield Code.LEADER_ALONE, step_id, NOTHING_MORE


def seven_questions(_guide: GuideBody, path: Path) -> Iterator[Said]:
    """A reader with ten minutes answers seven questions, not eight."""
    if len(path.questions) > MOST_QUESTIONS:
        step_id = path.questions[MOST_QUESTIONS][0]
        yield Code.SEVEN_QUESTIONS, step_id, Params(count=len(path.questions))


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
        for code, params in _thresholds(guide, step):
            yield Finding(guide.id, code, params, at(step_id))


def _thresholds(guide: GuideBody, step: Step) -> Iterator[tuple[Code, Params]]:
    if len(set(step.thresholds)) > 1:
        yield Code.BOTH_THRESHOLDS, NOTHING_MORE
    words = _words_of_thresholds(step)
    if len(words) > 1:
        yield Code.WORDS_OF_BOTH, NOTHING_MORE
    needed = {Fact.OFFENCE_TO_AVERT: Threshold.CERTAIN_OR_MOST_LIKELY}
    if guide.audience is Audience.EMPLOYEE:  # a resident may turn to child welfare with any worry
        needed[Fact.CHILD_AT_RISK] = Threshold.REASON_TO_BELIEVE
    for answer in step.answers:
        for fact in answer.facts:
            if fact in needed and step.thresholds != [needed[fact]]:
                params = Params(fact=fact.value, threshold=needed[fact].value)
                yield Code.THRESHOLD_OF_FACT, params


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
