"""Words or structure? The rule tells them apart, and what the proof rests on is not lost unseen."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.guides.voksen import Raw, guide, raw
from tryggvei.guides.rules.difference import What, lost_safeguards, structural_difference
from tryggvei.guides.rules.editing import (
    CannotBeRemoved,
    in_order,
    merged,
    new_answer_id,
    titles_of,
    told_flat,
    with_new_step,
    with_step,
    without_step,
)
from tryggvei.guides.rules.outline import outline
from tryggvei.guides.rules.schema import Step, StepType, arranged


def changed(change: Callable[[Raw], Any]) -> Raw:
    """Return the real guide after a change."""
    data = raw()
    change(data)
    return data


def found(data: Raw) -> list[tuple[What, str, str]]:
    """Return the structural differences from the real guide."""
    return [(one.what, one.step, one.part) for one in structural_difference(guide(), guide(data))]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["title"].update(nb="Uro for en voksen"),
        lambda data: data["intro"].update(en="For you."),
        lambda data: data["advice"].pop(),
        lambda data: data["steps"]["acute"]["text"].update(nb="Svar ja."),
        lambda data: data["steps"]["acute"]["answers"][0]["label"].update(nb="Ja"),
        lambda data: data["steps"]["avert"].update(contacts=["politi_nod"]),
        lambda data: data["steps"]["outcome_staff"]["acts"][0]["text"].update(nb="Ring."),
        lambda data: data["steps"]["outcome_staff"]["acts"][0].update(contacts=["politi"]),
        lambda data: data.update(version=9, sources=["x"]),
        lambda data: data.update(in_order(data)),
    ],
)
def test_words_and_contacts_are_no_structure(change: Callable[[Raw], Any]) -> None:
    assert found(changed(change)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda data: data["steps"]["children"]["answers"][0].update(next="offence"),
            (What.LEADS_ELSEWHERE, "children", "child_harmed"),
        ),
        (
            lambda data: data["steps"]["avert"].update(next="danger"),
            (What.LEADS_ELSEWHERE, "avert", ""),
        ),
        (
            lambda data: data["steps"]["children"]["answers"].pop(0),
            (What.ANSWER_REMOVED, "children", "child_harmed"),
        ),
        (
            lambda data: data["steps"]["children"]["answers"][0].update(facts=[]),
            (What.FIELD, "children", "answers.child_harmed"),
        ),
        (
            lambda data: data["steps"]["children"]["answers"].reverse(),
            (What.FIELD, "children", "answers"),
        ),
        (
            lambda data: data["steps"]["outcome_staff"]["acts"].pop(),
            (What.ACTS, "outcome_staff", ""),
        ),
        (
            lambda data: data["steps"]["avert"].update(tells_guardians="yes"),
            (What.FIELD, "avert", "tells_guardians"),
        ),
        (lambda data: data["steps"]["avert"].update(laws=[]), (What.FIELD, "avert", "laws")),
        (lambda data: data.update(start="children"), (What.FIELD, "", "start")),
        (lambda data: data.update(covers={"staff": ["n"]}), (What.FIELD, "", "covers")),
        (lambda data: data["steps"].pop("wish"), (What.STEP_REMOVED, "wish", "")),
    ],
)
def test_all_else_is_structure(change: Callable[[Raw], Any], told: tuple[What, str, str]) -> None:
    assert told in found(changed(change))


def test_every_field_of_a_step_is_words_or_told() -> None:
    words = {"title", "text", "why_we_ask", "why_this_answer", "contacts"}
    own = {"next", "answers", "acts"}  # told by themselves
    other = {
        "type": "act", "lane": "police", "kind": "duty", "laws": ["x"], "time_limit": "now",
        "asks": "wish", "thresholds": ["reason_to_believe"], "fulfils": ["duty_to_avert"],
        "tells_guardians": "yes", "tells_leader": "unit_leader", "record": True,
    }  # fmt: skip
    known = words | own | set(other)
    assert set(Step.model_fields) <= known, "is the new field words, or structure?"
    for name, value in other.items():
        data = raw()
        data["steps"]["suspected"][name] = value
        assert (What.FIELD, "suspected", name) in found(data), name


def test_what_the_proof_rests_on_is_missed() -> None:
    first = changed(lambda data: data["steps"]["children"]["answers"].pop(0))
    assert lost_safeguards(guide(), guide(first)) == ("child_at_risk",)
    assert lost_safeguards(guide(first), guide()) == ()
    other = changed(lambda data: data["steps"]["offence"].update(asks=None, thresholds=[]))
    assert lost_safeguards(guide(), guide(other)) == ("certain_or_most_likely", "offence")
    words = changed(lambda data: data["steps"]["acute"]["text"].update(nb="Svar ja."))
    assert lost_safeguards(guide(), guide(words)) == ()


def test_the_order_of_the_steps_survives_a_store_that_sorts() -> None:
    data = in_order(raw())
    sorted_by_key = json.loads(json.dumps(data, sort_keys=True, default=str))
    assert list(sorted_by_key["steps"]) != list(data["steps"])
    assert list(guide(sorted_by_key).steps) == list(guide().steps)
    assert [one.id for one in outline(guide(sorted_by_key))] == [one.id for one in outline(guide())]
    assert list(arranged(sorted_by_key)["steps"]) == list(data["steps"])
    half = {**sorted_by_key, "order": ["wish", "gone", "wish"]}
    assert next(iter(guide(half).steps)) == "wish"
    assert set(guide(half).steps) == set(guide().steps)


def test_a_new_step_is_safe_and_stands_where_it_was_put() -> None:
    data = with_new_step(raw(), StepType.OUTCOME, "Ring legevakten", "wish")
    (fresh,) = set(data["steps"]) - set(raw()["steps"])
    assert list(data["steps"]).index(fresh) == list(data["steps"]).index("wish") + 1
    step = guide(data).steps[fresh]
    assert (step.type, step.record, step.tells_guardians) == (StepType.OUTCOME, True, "never")
    assert found(data) == [(What.STEP_ADDED, fresh, "")]
    assert not next(one for one in outline(guide(data)) if one.id == fresh).reached
    with pytest.raises(KeyError):
        with_new_step(raw(), StepType.ACT, "x", "gone")
    again = with_new_step(data, StepType.QUESTION, "Enda et", fresh)
    assert len(again["steps"]) == len(raw()["steps"]) + 2


def test_who_came_to_a_step_that_goes_comes_to_another() -> None:
    data = without_step(raw(), "discuss_child", "offence")
    assert "discuss_child" not in data["steps"]
    assert data["steps"]["children"]["answers"][1]["next"] == "offence"
    assert "discuss_child" not in data["order"]
    assert raw()["steps"]["children"]["answers"][1]["next"] == "discuss_child"
    for step_id, instead in (("acute", "children"), ("wish", "wish")):
        with pytest.raises(CannotBeRemoved):
            without_step(raw(), step_id, instead)
    with pytest.raises(KeyError):
        without_step(raw(), "gone", "wish")


def test_two_versions_of_one_guide_are_made_one_and_what_both_changed_is_named() -> None:
    base = raw()
    mine = changed(lambda data: data["steps"]["wish"]["title"].update(nb="Min"))
    mine["advice"] = mine["advice"][:2]
    theirs = changed(lambda data: data["steps"]["offence"]["title"].update(nb="Deres"))
    theirs["steps"]["ny"] = theirs["steps"]["ask_police"]
    data, both = merged(base, mine, theirs)
    assert both == []
    assert data["steps"]["wish"]["title"]["nb"] == "Min"
    assert data["steps"]["offence"]["title"]["nb"] == "Deres"
    assert "ny" in data["order"]
    assert len(data["advice"]) == 2
    theirs["steps"]["wish"]["title"]["nb"] = "Deres"
    gone = without_step(mine, "offence", "suspected")
    data, both = merged(base, gone, theirs)
    assert data["steps"]["wish"]["title"]["nb"] == "Min"
    assert data["steps"]["offence"]["title"]["nb"] == "Deres"
    assert {"wish", "offence"} <= set(both)
    assert merged(base, mine, mine) == (in_order(mine), [])


def test_a_title_that_changes_is_one_change_and_each_value_is_told() -> None:
    old = raw()
    new = changed(lambda data: data["steps"]["offence"]["title"].update(nb="Noe annet?"))
    titles = {**titles_of(old), **titles_of(new)}
    before, after = told_flat(old, titles), told_flat(new, titles)
    assert {place for place in before if before[place] != after.get(place)} == {
        ("steps", "offence", "title", "nb")
    }
    assert before[("steps", "acute", "answers", "danger", "next")] == titles["call_112"]
    assert after[("steps", "children", "answers", "unknown", "label", "nb")] == "Jeg vet ikke"
    assert after[("steps", "outcome_staff", "acts", 0, "primary")] == "True"
    assert before[("advice", 3, "nb")].startswith("Ikke konfronter")
    assert new_answer_id(old["steps"]["acute"]) == "answer_3"
    taken = {"answers": [{"id": "answer_2"}, {"id": "x"}]}
    assert new_answer_id({"answers": taken["answers"][:1]}) == "answer_3"


def test_the_outline_names_every_way_also_of_a_broken_guide() -> None:
    told = outline(guide())
    assert [one.number for one in told] == list(range(1, 21))
    first = told[0]
    assert (first.id, first.ways[0].label) == ("acute", "Ja, eller jeg er i tvil")
    assert first.ways[0].step == "call_112"
    assert told[first.ways[0].number - 1].id == "call_112"
    assert outline(guide(), "en")[0].title == "Is anybody in danger now?"
    lost = changed(lambda data: data["steps"]["avert"].update(next="gone"))
    way = next(one for one in outline(guide(lost)) if one.id == "avert").ways[0]
    assert (way.step, way.number, way.title) == ("gone", 0, "gone")
    loop = changed(lambda data: data["steps"]["avert"].update(next="acute"))
    assert len(outline(guide(loop))) == 20
    nowhere = changed(lambda data: data.update(start="gone"))
    assert not any(one.reached for one in outline(guide(nowhere)))


def test_one_step_can_be_put_in_place_of_another() -> None:
    data = raw()
    fresh = with_step(data, "wish", {**data["steps"]["wish"], "lane": "police"})
    assert guide(fresh).steps["wish"].lane == "police"
    assert guide(data).steps["wish"].lane == "employee"
