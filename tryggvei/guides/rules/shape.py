"""Rules about the shape of the graph, and about each step by itself."""

from collections.abc import Iterator

from tryggvei.guides.rules.findings import Finding, Known, Location, Severity
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.schema import (
    Audience,
    Claim,
    GuideBody,
    Lane,
    Step,
    StepType,
    TimeLimit,
)

_OF_LAW = {"duty", "right"}
_OF_STAFF = (Lane.EMPLOYEE, Lane.LEADER)


def shape_findings(graph: Graph) -> Iterator[Finding]:
    """Find unknown, unreachable and endless steps, loops, and faults inside single steps."""
    guide = graph.guide
    if guide.start not in guide.steps:
        yield Finding(
            guide.id, "start", f"the first step {guide.start!r} does not exist", ("start",)
        )
    if graph.loop:
        trail = " -> ".join(graph.loop)
        yield Finding(guide.id, "loop", f"the walk can go in a circle: {trail}", at(graph.loop[0]))
    for step_id, step in guide.steps.items():
        yield from _ways_on(graph, step_id, step)
        yield from _inside(guide, step_id, step)


def at(step_id: str, *more: str | int) -> Location:
    """Return the place of a step, or of something in it, in the guide file."""
    return ("steps", step_id, *more)


def _ways_on(graph: Graph, step_id: str, step: Step) -> Iterator[Finding]:
    guide = graph.guide
    if guide.start in guide.steps and step_id not in graph.reachable:
        message = f"no answer leads to the step {step_id!r}"
        yield Finding(guide.id, "unreachable", message, at(step_id))
    for way in step.ways_on:
        if way not in guide.steps:
            message = f"the step {step_id!r} leads to {way!r}, which does not exist"
            yield Finding(guide.id, "unknown-step", message, at(step_id))
    if step.type is StepType.OUTCOME and (step.next or step.answers):
        message = f"the outcome {step_id!r} leads on; an outcome ends the walk"
        yield Finding(guide.id, "dead-end", message, at(step_id))
    if step.type is StepType.ACT and (not step.next or step.answers):
        message = f"the act {step_id!r} must lead to one next step, and has no answers"
        yield Finding(guide.id, "dead-end", message, at(step_id))
    if step.type is StepType.QUESTION and (len(step.answers) < 2 or step.next):
        message = f"the question {step_id!r} must have two answers or more, and no 'next'"
        yield Finding(guide.id, "dead-end", message, at(step_id))


def _inside(guide: GuideBody, step_id: str, step: Step) -> Iterator[Finding]:
    if step.lane is None:
        message = f"the step {step_id!r} does not say who acts; set 'lane'"
        yield Finding(guide.id, "lane", message, at(step_id))
    if guide.audience is Audience.RESIDENT and step.lane in _OF_STAFF:
        message = f"the step {step_id!r} is for a resident, and its lane is {step.lane}"
        yield Finding(guide.id, "lane", message, at(step_id, "lane"))
    ids = [answer.id for answer in step.answers]
    for double in sorted({one for one in ids if ids.count(one) > 1}):
        message = f"two answers of {step_id!r} have the id {double!r}"
        yield Finding(guide.id, "same-answer", message, at(step_id, "answers"))
    if step.type is StepType.OUTCOME:
        yield from _outcome(guide, step_id, step)
    if step.time_limit is not None and step.time_limit not in set(TimeLimit):
        known = ", ".join(TimeLimit)
        message = f"{step_id!r} has the time limit {step.time_limit!r} (known: {known})"
        yield Finding(guide.id, "time-limit", message, at(step_id, "time_limit"))


def _outcome(guide: GuideBody, step_id: str, step: Step) -> Iterator[Finding]:
    primary = [act for act in step.acts if act.primary]
    if len(primary) != 1:
        message = f"the outcome {step_id!r} has {len(primary)} primary acts; it must have one"
        yield Finding(guide.id, "one-primary-act", message, at(step_id, "acts"))
    if guide.audience is Audience.EMPLOYEE and not step.record:
        message = f"the outcome {step_id!r} does not ask whom the reader called, and when"
        yield Finding(guide.id, "record-at-end", message, at(step_id))
    if guide.audience is Audience.RESIDENT and step.record:
        # What a resident notes lies where the one she fears can find it.
        message = f"the outcome {step_id!r} asks a resident to note whom she called"
        yield Finding(guide.id, "no-trace-at-end", message, at(step_id, "record"))
    if step.lane is Lane.LEADER:
        message = f"the outcome {step_id!r} leaves the matter with a leader; the duty is personal"
        yield Finding(guide.id, "leader-ends", message, at(step_id, "lane"))


def source_findings(graph: Graph, known: Known) -> Iterator[Finding]:
    """Hold every legal reference and contact against the pack, on the day of `known`."""
    for step_id, step in graph.steps.items():
        yield from _laws(graph.guide, step_id, step, known)
        for key in step.all_contacts:
            if key not in known.contacts:
                message = f"{step_id!r} names the contact {key!r}, not in the help directory"
                yield Finding(graph.guide.id, "contact-unknown", message, at(step_id))
            elif key not in known.with_number:
                message = f"{step_id!r} names {key!r}, which has no number and nobody instead"
                yield Finding(graph.guide.id, "contact-without-number", message, at(step_id))
            if graph.guide.apart and key in known.shelters:
                message = f"{step_id!r} names {key!r}, who shelters those exposed"
                yield Finding(graph.guide.id, "apart", message, at(step_id))


def _laws(body: GuideBody, step_id: str, step: Step, known: Known) -> Iterator[Finding]:
    guide = body.id
    kinds = {known.laws[law_id].kind for law_id in step.laws if law_id in known.laws}
    claims = set(step.fulfils)
    if body.audience is Audience.RESIDENT:  # who is bound to no silence needs no section to tell
        claims.discard(Claim.RIGHT_TO_REPORT)
    needed = {claim.value.split("_")[0] for claim in claims} | ({step.kind.value} & _OF_LAW)
    for kind in sorted(needed - kinds):
        message = f"{step_id!r} speaks of a {kind} and names no section that gives one"
        yield Finding(guide, "legal-source", message, at(step_id))
    thresholds = {known.laws[law_id].threshold for law_id in step.laws if law_id in known.laws}
    for threshold in step.thresholds:
        if threshold not in thresholds:
            message = f"{step_id!r} asks for {threshold} and names no section that sets it"
            yield Finding(guide, "thresholds", message, at(step_id))
    for index, law_id in enumerate(step.laws):
        place = at(step_id, "laws", index)
        law = known.laws.get(law_id)
        if law is None:
            message = f"{step_id!r} refers to {law_id!r}, which is not among the laws"
            yield Finding(guide, "law-unknown", message, place)
            continue
        early = law.valid_from is not None and known.today < law.valid_from
        late = law.valid_to is not None and known.today > law.valid_to
        if early or late:
            message = f"{step_id!r} refers to {law_id!r}, not in force on {known.today}"
            yield Finding(guide, "law-not-in-force", message, place)
        if known.today > law.review_by:
            message = f"{step_id!r} refers to {law_id!r}, due for review since {law.review_by}"
            yield Finding(guide, "law-review-due", message, place, severity=_due(known))


def _due(known: Known) -> Severity:
    return Severity.WARNING if known.demo else Severity.ERROR
