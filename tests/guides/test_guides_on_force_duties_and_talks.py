"""The guides on force, on duties and on the talk itself lead where they must, and tell nobody."""

import pytest

from tests.guides.walks import leads, read, walked
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.paths import every_path
from tryggvei.guides.rules.schema import StepType, TellGuardians
from tryggvei.guides.rules.walk import walk

BOUND = [
    "health",
    "kindergarten",
    "school",
    "nav",
    "crisis_centre",
    "family_counselling",
    "municipality",
]


NAMES = ("plikter", "sporre", "tvang")


SITUATIONS = [
    (
        "a girl of 15 is on her way to the airport",
        "tvang",
        "danger planned can_be_averted under_18 child_harmed",
        "outcome_child",
        "duty_to_alert_emergency duty_to_avert duty_to_help duty_to_report_child",
        "politi_nod",
    ),
    (
        "a pupil speaks of a journey in the summer, no more is known",
        "tvang",
        "no_danger planned unsure under_18 doubt",
        "outcome_child_doubt",
        "",
        "politi",
    ),
    (
        "an infant sister of a woman who was cut; the woman says no",
        "tvang",
        "no_danger no_journey none_or_over adult child_harmed no_danger refuses",
        "outcome_refuses",
        "duty_to_report_child",
        "barnevern",
    ),
    (
        "a young man is held abroad, and asked for help before",
        "tvang",
        "no_danger abroad can_be_averted adult no_children danger_to_health agrees",
        "outcome_help",
        "duty_to_avert right_to_share",
        "ud_operativt",
    ),
    (
        "a woman with a learning disability is to be married",
        "tvang",
        "no_danger no_journey unsure adult unknown danger_to_health cannot_decide",
        "outcome_cannot_decide",
        "right_to_share",
        "politi",
    ),
    (
        "a teacher with an order and a worry",
        "plikter",
        "no_danger unsure school ordered child_harmed nothing_more",
        "outcome_done",
        "duty_to_answer duty_to_report_child",
        "politi",
    ),
    (
        "a volunteer worries about a neighbour's child",
        "plikter",
        "no_danger none_or_over private child",
        "outcome_private_child",
        "right_to_report",
        "barnevern",
    ),
    (
        "a volunteer fears a killing",
        "plikter",
        "no_danger can_be_averted private adult",
        "outcome_private_adult",
        "duty_to_avert right_to_report",
        "politi_nod",
    ),
    (
        "a nurse may share to prevent danger, and then asks",
        "plikter",
        "no_danger unsure health none no_ground danger_to_health no_consent",
        "outcome_no_consent",
        "right_to_share",
        "politi",
    ),
    (
        "a child tells in the wardrobe of the kindergarten",
        "sporre",
        "no_danger no_interpreter no_support child told child_harmed can_be_averted",
        "outcome_avert",
        "duty_to_avert duty_to_report_child",
        "barnevern",
    ),
    (
        "a child says that all is well; the marks say something else",
        "sporre",
        "no_danger interpreter needs_support child said_no child_harmed unsure",
        "outcome_unsure",
        "duty_to_report_child",
        "barnevern",
    ),
    (
        "an adult goes silent",
        "sporre",
        "no_danger interpreter no_support adult silent no_ground none_or_over",
        "outcome_after",
        "",
        "tryggest",
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


def test_where_force_is_feared_no_step_tells_anybody_at_home() -> None:
    steps = read("tvang").steps.values()
    told = {step.tells_guardians for step in steps if step.type is not StepType.QUESTION}
    assert told == {TellGuardians.NEVER}


@pytest.mark.parametrize("name", NAMES)
def test_no_step_tells_those_at_home_or_goes_through_a_leader(name: str) -> None:
    for step in read(name).steps.values():
        assert step.tells_guardians is not TellGuardians.YES
        assert step.tells_leader.value == "no"


@pytest.mark.parametrize("work", BOUND)
def test_each_profession_is_told_its_own_section_and_has_the_duty(work: str) -> None:
    words = f"no_danger unsure {work} none child_harmed nothing_more"
    trace = walked(read("plikter"), words)
    assert f"work_{work}" in trace.steps
    assert "duty_to_report_child" in trace.duties
    sections = {
        law
        for law in read("plikter").steps[f"work_{work}"].laws
        if law in read("plikter").steps["report_child"].laws
    }
    assert sections, "the profession's step names the section that binds it"


def test_a_private_person_never_has_the_duty_to_report_and_always_the_right() -> None:
    for path in every_path(Graph(read("plikter"))):
        given = {question: answer.id for question, answer in path.answers}
        if given["work"] != "private":
            continue
        trace = walk(read("plikter"), given)
        assert "duty_to_report_child" not in trace.duties
        assert "right_to_report" in trace.rights


@pytest.mark.parametrize("answer", ["told", "said_no", "silent", "not_safe"])
@pytest.mark.parametrize("who", ["adult", "child"])
def test_whatever_the_answer_the_duties_are_asked_after_the_talk(who: str, answer: str) -> None:
    words = f"no_danger no_interpreter no_support {who} {answer} no_ground none_or_over"
    trace = walked(read("sporre"), words)
    asked = [question for question, _ in trace.answers]
    assert asked[-2:] == ["children", "offence"]
