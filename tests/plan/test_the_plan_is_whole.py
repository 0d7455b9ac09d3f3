"""The plan's structure follows the adopted plan: counted, numbered, honest about its gaps."""

from datetime import date

import pytest

from tryggvei.contentpack.api import pack_items
from tryggvei.plan.rules import ActionPlan, Lack, Measure, lacks, numbering_faults


def plan() -> ActionPlan:
    found = pack_items("plan")["handlingsplan"]
    assert isinstance(found, ActionPlan)
    return found


def test_three_areas_eight_states_eighteen_measures() -> None:
    areas = plan().areas
    assert [len(area.states) for area in areas] == [3, 3, 2]
    assert [measure.key for measure in plan().measures()] == [
        "1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.2.3", "1.3.1",
        "2.1.1", "2.1.2", "2.2.1", "2.3.1", "2.3.2", "2.3.3", "2.3.4",
        "3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2",
    ]  # fmt: skip


def test_five_measures_are_for_every_unit() -> None:
    spread = [measure.key for measure in plan().measures() if measure.every_unit]
    assert spread == ["2.1.1", "2.1.2", "2.3.2", "2.3.3", "2.3.4"]


def test_dialogue_has_its_four_parts() -> None:
    found = plan().find("1.3.1")
    assert found is not None
    assert len(found[0].parts) == 4


def test_the_last_chapter_is_there_under_its_own_number() -> None:
    assert [item.key for item in plan().implementation] == ["7.1", "7.2", "7.3", "7.4"]
    assert plan().find("7.3") is not None
    assert plan().find("9.9") is None


def test_the_numbers_follow_from_the_places() -> None:
    assert list(numbering_faults(plan())) == []


def test_a_wrong_or_double_number_is_found() -> None:
    data = plan().model_dump()
    data["areas"][0]["states"][0]["measures"][1]["key"] = "1.1.1"
    reasons = list(numbering_faults(ActionPlan.model_validate(data)))
    assert reasons == [
        "measure '1.1.1' stands where '1.1.2' belongs",
        "measure '1.1.1' stands twice",
    ]


def test_the_plan_names_no_owner_and_no_deadline() -> None:
    for measure in plan().measures():
        assert Lack.OWNER in lacks(measure)
        assert measure.deadline is None


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, [Lack.OWNER, Lack.DEADLINE, Lack.INDICATOR]),
        ({"owner": "virksomhetsleder", "indicators": ["a"]}, [Lack.DEADLINE]),
        ({"owner": "leder", "deadline": date(2027, 1, 1), "indicators": ["a"]}, []),
        ({"owner": "leder", "cadence": "hvert år", "indicators": ["a"]}, []),
        (
            {"owner": "leder", "cadence": "hvert år", "no_indicator_because": "leveres én gang"},
            [],
        ),
    ],
)
def test_what_a_measure_lacks(change: dict[str, object], missing: list[Lack]) -> None:
    measure = Measure.model_validate({"key": "1.1.1", "title": "T", "text": "t", **change})
    assert lacks(measure) == missing
