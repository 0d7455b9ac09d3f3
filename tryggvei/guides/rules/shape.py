"""Rules about the shape of the graph, and about each step by itself."""

from collections.abc import Iterator

from tryggvei.guides.rules.codes import Code
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
from tryggvei.toolbox.wording import Params

_OF_LAW = {"duty", "right"}
_OF_STAFF = (Lane.EMPLOYEE, Lane.LEADER)


def shape_findings(graph: Graph) -> Iterator[Finding]:
    """Find unknown, unreachable and endless steps, loops, and faults inside single steps."""
    guide = graph.guide
    if guide.start not in guide.steps:
        yield Finding(guide.id, Code.START, Params(first=guide.start), ("start",))
    if graph.loop:
        params = Params(trail=" -> ".join(graph.loop))
        yield Finding(guide.id, Code.LOOP, params, at(graph.loop[0]))
    for step_id, step in guide.steps.items():
        yield from _ways_on(graph, step_id, step)
        yield from _inside(guide, step_id, step)


def at(step_id: str, *more: str | int) -> Location:
    """Return the place of a step, or of something in it, in the guide file."""
    return ("steps", step_id, *more)


def _ways_on(graph: Graph, step_id: str, step: Step) -> Iterator[Finding]:
    guide = graph.guide
    if guide.start in guide.steps and step_id not in graph.reachable:
        yield Finding(guide.id, Code.UNREACHABLE, location=at(step_id))
    for way in step.ways_on:
        if way not in guide.steps:
            yield Finding(guide.id, Code.UNKNOWN_STEP, Params(to=way), at(step_id))
    if step.type is StepType.OUTCOME and (step.next or step.answers):
        yield Finding(guide.id, Code.OUTCOME_LEADS_ON, location=at(step_id))
    if step.type is StepType.ACT and (not step.next or step.answers):
        yield Finding(guide.id, Code.ACT_LEADS_NOWHERE, location=at(step_id))
    if step.type is StepType.QUESTION and (len(step.answers) < 2 or step.next):
        yield Finding(guide.id, Code.QUESTION_ENDS, location=at(step_id))


def _inside(guide: GuideBody, step_id: str, step: Step) -> Iterator[Finding]:
    if step.lane is None:
        yield Finding(guide.id, Code.NO_LANE, location=at(step_id))
    if guide.audience is Audience.RESIDENT and step.lane in _OF_STAFF:
        params = Params(lane=str(step.lane))
        yield Finding(guide.id, Code.LANE_OF_STAFF, params, at(step_id, "lane"))
    ids = [answer.id for answer in step.answers]
    for double in sorted({one for one in ids if ids.count(one) > 1}):
        params = Params(answer=double)
        yield Finding(guide.id, Code.SAME_ANSWER, params, at(step_id, "answers"))
    if step.type is StepType.OUTCOME:
        yield from _outcome(guide, step_id, step)
    if step.time_limit is not None and step.time_limit not in set(TimeLimit):
        params = Params(limit=str(step.time_limit), known=", ".join(TimeLimit))
        yield Finding(guide.id, Code.TIME_LIMIT, params, at(step_id, "time_limit"))


def _outcome(guide: GuideBody, step_id: str, step: Step) -> Iterator[Finding]:
    primary = [act for act in step.acts if act.primary]
    if len(primary) != 1:
        params = Params(count=len(primary))
        yield Finding(guide.id, Code.ONE_PRIMARY_ACT, params, at(step_id, "acts"))
    if guide.audience is Audience.EMPLOYEE and not step.record:
        yield Finding(guide.id, Code.RECORD_AT_END, location=at(step_id))
    if guide.audience is Audience.RESIDENT and step.record:
        # What a resident notes lies where the one she fears can find it.
        yield Finding(guide.id, Code.NO_TRACE_AT_END, location=at(step_id, "record"))
    if step.lane is Lane.LEADER:
        yield Finding(guide.id, Code.LEADER_HAS_IT, location=at(step_id, "lane"))


def source_findings(graph: Graph, known: Known) -> Iterator[Finding]:
    """Hold every legal reference and contact against the pack, on the day of `known`."""
    for step_id, step in graph.steps.items():
        yield from _laws(graph.guide, step_id, step, known)
        for key in step.all_contacts:
            params = Params(contact=key)
            if key not in known.contacts:
                yield Finding(graph.guide.id, Code.CONTACT_OF_STEP, params, at(step_id))
            elif key not in known.with_number:
                yield Finding(graph.guide.id, Code.CONTACT_WITHOUT_NUMBER, params, at(step_id))
            if graph.guide.apart and key in known.shelters:
                yield Finding(graph.guide.id, Code.SHELTER_OF_STEP, params, at(step_id))


def _laws(body: GuideBody, step_id: str, step: Step, known: Known) -> Iterator[Finding]:
    guide = body.id
    kinds = {known.laws[law_id].kind for law_id in step.laws if law_id in known.laws}
    claims = set(step.fulfils)
    if body.audience is Audience.RESIDENT:  # who is bound to no silence needs no section to tell
        claims.discard(Claim.RIGHT_TO_REPORT)
    needed = {claim.value.split("_")[0] for claim in claims} | ({step.kind.value} & _OF_LAW)
    for kind in sorted(needed - kinds):
        yield Finding(guide, Code.LEGAL_SOURCE, Params(kind=kind), at(step_id))
    thresholds = {known.laws[law_id].threshold for law_id in step.laws if law_id in known.laws}
    for threshold in step.thresholds:
        if threshold not in thresholds:
            params = Params(threshold=threshold.value)
            yield Finding(guide, Code.THRESHOLD_WITHOUT_LAW, params, at(step_id))
    for index, law_id in enumerate(step.laws):
        place = at(step_id, "laws", index)
        law = known.laws.get(law_id)
        if law is None:
            yield Finding(guide, Code.LAW_UNKNOWN, Params(law=law_id), place)
            continue
        early = law.valid_from is not None and known.today < law.valid_from
        late = law.valid_to is not None and known.today > law.valid_to
        if early or late:
            params = Params(law=law_id, day=known.today.isoformat())
            yield Finding(guide, Code.LAW_NOT_IN_FORCE, params, place)
        if known.today > law.review_by:
            params = Params(law=law_id, day=law.review_by.isoformat())
            yield Finding(guide, Code.LAW_REVIEW_DUE, params, place, severity=_due(known))


def _due(known: Known) -> Severity:
    return Severity.WARNING if known.demo else Severity.ERROR
