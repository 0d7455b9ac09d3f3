"""A walk through the guide ends at the right place, explains itself, and is never in doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.guides.voksen import guide, raw
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.paths import count_paths, every_path
from tryggvei.guides.rules.schema import StepType
from tryggvei.guides.rules.walk import Unanswered, UnknownAnswer, explain, walk

GUIDE = guide()
QUESTIONS = {key: step for key, step in GUIDE.steps.items() if step.type is StepType.QUESTION}
ANY_ANSWERS = st.fixed_dictionaries(
    {key: st.sampled_from([one.id for one in step.answers]) for key, step in QUESTIONS.items()}
)

# What a reader answers, and where it must lead: outcome, duties and rights, who is named first.
SITUATIONS = [
    (
        "somebody is beaten now, and there are children",
        "danger child_harmed can_be_averted family danger_to_health agrees outside_target_group",
        "outcome_other_help",
        "duty_to_alert_emergency duty_to_avert duty_to_help duty_to_report_child right_to_share",
        "politi_nod",
        "now",
    ),
    (
        "a home nurse sees bruises, an old woman says no to everything",
        "no_danger no_children none_or_over family no_danger refuses",
        "outcome_refuses",
        "",
        "tryggest",
        "next_working_day",
    ),
    (
        "the same, and it will most likely happen again",
        "no_danger no_children can_be_averted family no_danger refuses",
        "outcome_refuses",
        "duty_to_avert",
        "politi_nod",
        "now",
    ),
    (
        "a kindergarten teacher hears that a mother is beaten while the child looks on",
        "no_danger child_harmed unsure family no_danger not_asked",
        "outcome_not_asked",
        "duty_to_report_child",
        "barnevern",
        "without_undue_delay",
    ),
    (
        "children in the house, but nothing points to harm",
        "no_danger child_no_ground none_or_over family no_danger agrees in_target_group",
        "outcome_tryggest",
        "",
        "barnevern",
        "same_day",
    ),
    (
        "nobody knows whether there are children",
        "no_danger unknown unsure other no_danger not_asked",
        "outcome_not_asked",
        "",
        "barnevern",
        "next_working_day",
    ),
    (
        "a man with a learning disability is cheated for money and cannot follow",
        "no_danger no_children none_or_over other no_danger cannot_decide",
        "outcome_cannot_decide",
        "",
        "tryggest",
        "same_day",
    ),
    (
        "the same, and his health is in danger",
        "no_danger no_children unsure other danger_to_health cannot_decide",
        "outcome_cannot_decide",
        "right_to_share",
        "politi",
        "same_day",
    ),
    (
        "a colleague is rough with a resident of the nursing home",
        "no_danger no_children none_or_over staff",
        "outcome_staff",
        "",
        "tryggest",
        "same_day",
    ),
    (
        "a leader has most likely raped a resident, and it can happen again",
        "no_danger no_children can_be_averted staff",
        "outcome_staff",
        "duty_to_avert",
        "politi_nod",
        "now",
    ),
    (
        "a resident hits another resident now",
        "danger no_children none_or_over other no_danger agrees in_target_group",
        "outcome_tryggest",
        "duty_to_alert_emergency duty_to_help",
        "politi_nod",
        "now",
    ),
    (
        "a young man wants to leave his partner, who has threatened him once",
        "no_danger no_children unsure family no_danger agrees outside_target_group",
        "outcome_other_help",
        "",
        "politi",
        "same_day",
    ),
    (
        "a young woman will most likely be sent abroad to be married",
        "no_danger no_children can_be_averted family danger_to_health refuses",
        "outcome_refuses",
        "duty_to_avert right_to_share",
        "politi_nod",
        "now",
    ),
    (
        "a caseworker worries for a client with children, wants advice only",
        "no_danger child_no_ground unsure other no_danger not_asked",
        "outcome_not_asked",
        "",
        "barnevern",
        "next_working_day",
    ),
    (
        "violence long over, the adult wants to talk",
        "no_danger no_children none_or_over family no_danger agrees outside_target_group",
        "outcome_other_help",
        "",
        "krisesenter",
        "same_day",
    ),
]


def answers_in_order(words: str) -> dict[str, str]:
    """Return question -> answer for answers given in the order in which the guide asks."""
    given: dict[str, str] = {}
    left = words.split()
    while left:
        try:
            walk(GUIDE, given)
        except Unanswered as stop:
            given[stop.question] = left.pop(0)
        else:
            raise AssertionError(f"the guide asks nothing more, but {left} is left")
    return given


@pytest.mark.parametrize(
    ("words", "outcome", "claims", "first", "limit"),
    [situation[1:] for situation in SITUATIONS],
    ids=[situation[0] for situation in SITUATIONS],
)
def test_a_situation_leads_where_it_must(
    words: str, outcome: str, claims: str, first: str, limit: str
) -> None:
    trace = walk(GUIDE, answers_in_order(words))
    assert trace.outcome == outcome
    assert " ".join(sorted((*trace.duties, *trace.rights))) == claims
    assert trace.recipients[0] == first
    assert trace.time_limit == limit


@given(ANY_ANSWERS)
def test_any_answers_end_at_an_outcome_that_names_whom_to_contact(answers: dict[str, str]) -> None:
    trace = walk(GUIDE, answers)
    end = GUIDE.steps[trace.outcome]
    assert end.type is StepType.OUTCOME
    assert [act for act in end.acts if act.primary and act.contacts]
    assert trace.recipients


@given(ANY_ANSWERS, st.permutations(list(QUESTIONS)))
def test_the_order_of_answers_and_answers_not_asked_for_change_nothing(
    answers: dict[str, str], order: list[str]
) -> None:
    trace = walk(GUIDE, answers)
    assert walk(GUIDE, {key: answers[key] for key in order}) == trace
    assert walk(GUIDE, dict(trace.answers)) == trace


@given(ANY_ANSWERS)
def test_a_child_at_risk_always_gives_the_duty_to_report_and_silence_at_home(
    answers: dict[str, str],
) -> None:
    trace = walk(GUIDE, {**answers, "children": "child_harmed"})
    assert "duty_to_report_child" in trace.duties
    assert "barnevern" in trace.recipients
    assert trace.tell_guardians in ("never", "not_before_asked")


def test_every_path_that_is_enumerated_is_one_that_can_be_walked() -> None:
    graph = Graph(GUIDE)
    paths = list(every_path(graph))
    walked = {walk(GUIDE, {key: one.id for key, one in path.answers}).steps for path in paths}
    assert len(paths) == count_paths(graph) == 504
    assert walked == {tuple(key for key, _ in path.steps) for path in paths}
    assert {steps[-1] for steps in walked} == {
        key for key, step in GUIDE.steps.items() if step.type is StepType.OUTCOME
    }


def test_a_question_without_answer_stops_the_walk_there() -> None:
    with pytest.raises(Unanswered) as stop:
        walk(GUIDE, {"acute": "no_danger"})
    assert stop.value.question == "children"


def test_an_answer_that_the_question_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownAnswer, match="known: danger, no_danger"):
        walk(GUIDE, {"acute": "maybe"})


def test_a_guide_with_a_loop_does_not_hang_a_walk() -> None:
    data = raw()
    data["steps"]["share"]["next"] = "danger"
    answers = answers_in_order("no_danger no_children none_or_over other danger_to_health refuses")
    with pytest.raises(KeyError, match="loop"):
        walk(guide(data), answers)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_walk_explains_each_act_with_its_sections(language: str) -> None:
    words = "no_danger child_harmed can_be_averted family no_danger refuses"
    reasons = explain(GUIDE, walk(GUIDE, answers_in_order(words)), language)
    assert [one.step for one in reasons] == ["report_child", "avert", "outcome_refuses"]
    assert "bvl-13-2" in reasons[0].laws
    assert reasons[1].laws == ("strl-196",)
    assert all(one.title and one.text for one in reasons)


def test_back_leads_to_the_question_that_every_reader_has_passed() -> None:
    back = Graph(GUIDE).surely_before
    assert back["offence"] == "children"
    assert back["outcome_staff"] == "suspected"
    assert back["wish"] == "danger"
    assert "acute" not in back
