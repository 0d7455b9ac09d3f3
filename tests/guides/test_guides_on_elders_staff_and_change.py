"""The guides on elders, on staff, on danger now and on those who want to stop lead where they must.

A guide about staff never goes through the unit's leader; one about an elder never through the next
of kin; one about somebody who uses violence never tells her or him, or those at home, anything.
"""

from functools import cache

import pytest

from tests.guides.walks import leads, read
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.paths import Path, every_path
from tryggvei.guides.rules.schema import Claim, Fact, StepType, TellGuardians, TellLeader

NAMES = ("akutt", "ansatt", "eldre", "utover")


@cache
def paths(name: str) -> list[Path]:
    """Return every way through a guide."""
    return list(every_path(Graph(read(name))))


# Guide, answers, outcome, duties and rights, who is named first.
SITUATIONS = [
    (
        "a son hits his mother, small children live there, she says no",
        "eldre",
        "no_danger child_harmed can_be_averted family danger_to_health refuses",
        "outcome_refuses",
        "duty_to_avert duty_to_report_child right_to_share",
        "barnevern",
    ),
    (
        "money leaves the account of a man with dementia, and nobody knows who takes it",
        "eldre",
        "no_danger no_children unsure unknown no_danger cannot_decide",
        "outcome_cannot_decide",
        "",
        "politi",
    ),
    (
        "another resident raped a woman in the nursing home, and is there still",
        "eldre",
        "danger no_children can_be_averted other danger_to_health agrees in_target_group",
        "outcome_tryggest",
        "duty_to_alert_emergency duty_to_avert duty_to_help right_to_share",
        "politi_nod",
    ),
    (
        "a spry widow wants to talk of forty years",
        "eldre",
        "no_danger no_children none_or_over family no_danger agrees outside_target_group",
        "outcome_other_help",
        "",
        "tryggest",
    ),
    (
        "a nurse is rough with an old resident",
        "eldre",
        "no_danger unknown none_or_over staff",
        "outcome_staff",
        "",
        "barnevern",
    ),
    (
        "a teacher hits pupils",
        "ansatt",
        "no_danger none_or_over not_health child_harmed staff_here",
        "outcome_child",
        "duty_to_notify_management duty_to_report_child",
        "barnevern",
    ),
    (
        "the head of a kindergarten has most likely raped a child",
        "ansatt",
        "no_danger can_be_averted not_health child_harmed head_here",
        "outcome_child",
        "duty_to_avert duty_to_notify_management duty_to_report_child",
        "politi_nod",
    ),
    (
        "a leader uses a resident with a learning disability for sex",
        "ansatt",
        "no_danger can_be_averted health_danger adult leader danger_to_health cannot_decide",
        "outcome_careful",
        "duty_to_avert duty_to_notify_supervision right_to_share",
        "politi_nod",
    ),
    (
        "meals are skipped on every night shift",
        "ansatt",
        "no_danger unsure health_danger adult service no_danger not_asked",
        "outcome_careful",
        "duty_to_notify_supervision",
        "politi",
    ),
    (
        "a cleaner sees a colleague mock a resident, who says no",
        "ansatt",
        "no_danger none_or_over not_health adult staff no_danger refuses",
        "outcome_refuses",
        "",
        "pasientombud",
    ),
    (
        "a man beats a woman at the reception desk, her child beside her",
        "akutt",
        "danger child_harmed hurt",
        "outcome_after",
        "duty_to_alert_emergency duty_to_help duty_to_report_child",
        "politi_nod",
    ),
    (
        "it is over, and nobody is hurt",
        "akutt",
        "no_danger no_child not_hurt",
        "outcome_after",
        "",
        "politi",
    ),
    (
        "a father says that he hits, and will most likely do it tonight",
        "utover",
        "danger child_harmed can_be_averted danger_to_health agrees harms",
        "outcome_treatment",
        "duty_to_alert_emergency duty_to_avert duty_to_help duty_to_report_child right_to_share",
        "politi_nod",
    ),
    (
        "a young man fears his thoughts about children",
        "utover",
        "no_danger no_child none_or_over no_danger agrees thoughts",
        "outcome_thoughts",
        "",
        "mental_helse",
    ),
    (
        "a woman wants to stop, and wants to call alone",
        "utover",
        "no_danger no_child unsure no_danger refuses",
        "outcome_alone",
        "",
        "politi",
    ),
]


@pytest.mark.parametrize(
    ("name", "words", "outcome", "claims", "first"),
    [situation[1:] for situation in SITUATIONS],
    ids=[situation[0] for situation in SITUATIONS],
)
def test_a_situation_leads_where_it_must(
    name: str, words: str, outcome: str, claims: str, first: str
) -> None:
    assert leads(read(name), words) == (outcome, claims, first)


@pytest.mark.parametrize("name", NAMES)
def test_every_path_asks_for_children_and_tells_nobody_at_home(name: str) -> None:
    for path in paths(name):
        assert "children" in dict(path.answers)
    for step in read(name).steps.values():
        assert step.tells_guardians is not TellGuardians.YES
        if step.type is not StepType.QUESTION:
            assert step.tells_guardians is not None


def test_where_staff_are_suspected_no_step_goes_to_the_leader_of_the_unit() -> None:
    for step in read("ansatt").steps.values():
        assert step.tells_leader is not TellLeader.UNIT_LEADER
    for path in paths("ansatt"):
        assert Fact.STAFF_SUSPECTED in path.facts, str(path)


def test_in_kindergarten_and_school_the_head_is_told_unless_the_head_is_suspected() -> None:
    def told(path: Path) -> set[str]:
        return {key for key, step in path.steps if Claim.DUTY_TO_NOTIFY_MANAGEMENT in step.fulfils}

    for path in paths("ansatt"):
        place = {key: answer.id for key, answer in path.answers}.get("place")
        expected = {"staff_here": {"tell_head"}, "head_here": {"tell_owner"}}.get(
            place or "", set()
        )
        assert told(path) == expected


def test_an_elders_next_of_kin_are_kept_out_unless_staff_stand_behind() -> None:
    for path in paths("eldre"):
        given = {key: answer.id for key, answer in path.answers}
        passed = [key for key, _ in path.steps]
        assert ("not_kin_first" in passed) == (given["suspected"] != "staff")


def test_danger_now_is_the_shortest_guide_and_leads_to_the_police() -> None:
    questions = {name: max(len(path.questions) for path in paths(name)) for name in NAMES}
    assert questions["akutt"] == min(questions.values()) == 3
    assert len(read("akutt").steps) == min(len(guide.steps) for guide in map(read, NAMES))
    assert {path.steps[-1][0] for path in paths("akutt")} == {"outcome_after"}
    assert read("akutt").steps["outcome_after"].all_contacts[0] == "politi"


def test_asking_for_help_to_stop_takes_no_duty_away() -> None:
    for path in paths("utover"):
        claims = {claim for _, step in path.steps for claim in step.fulfils}
        assert (Claim.DUTY_TO_AVERT in claims) == (Fact.OFFENCE_TO_AVERT in path.facts)
        assert (Claim.DUTY_TO_REPORT_CHILD in claims) == (Fact.CHILD_AT_RISK in path.facts)
    for step in read("utover").steps.values():
        if step.type is not StepType.QUESTION:
            assert step.tells_guardians in (TellGuardians.NEVER, TellGuardians.NOT_BEFORE_ASKED)
