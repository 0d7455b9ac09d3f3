"""A fault that could put somebody in danger, planted in the real guide, is caught by its rule."""

from typing import Any

import pytest

from tests.guides.voksen import Raw, proof, raw, rules_broken


def answer_of(data: Raw, step: str, answer: str) -> dict[str, Any]:
    """Return one answer of a spoilt guide, to change."""
    found: dict[str, Any] = next(
        one for one in data["steps"][step]["answers"] if one["id"] == answer
    )
    return found


def test_danger_asked_second() -> None:
    data = raw()
    data["start"] = "children"
    assert "danger-first" in rules_broken(data)


def test_danger_that_leads_to_another_question() -> None:
    data = raw()
    answer_of(data, "acute", "danger")["next"] = "children"
    assert "danger-first" in rules_broken(data)


def test_danger_that_goes_through_the_leader() -> None:
    data = raw()
    data["steps"]["call_112"]["lane"] = "leader"
    assert "danger-first" in rules_broken(data)


def test_danger_without_an_emergency_number() -> None:
    data = raw()
    data["steps"]["call_112"]["contacts"] = ["tryggest"]
    assert "danger-first" in rules_broken(data)


def test_an_end_without_contact() -> None:
    data = raw()
    data["steps"]["outcome_refuses"]["acts"][0]["contacts"] = []
    found = [one for one in proof(data).findings if one.rule == "contact-at-end"]
    assert len(found) == 1
    assert "wish=refuses" in found[0].path
    assert found[0].more_paths > 0


def test_an_end_that_does_not_ask_whom_the_reader_called() -> None:
    data = raw()
    data["steps"]["outcome_staff"]["record"] = False
    assert "record-at-end" in rules_broken(data)


def test_consent_asked_before_right() -> None:
    data = raw()
    data["steps"]["danger"]["kind"] = "consent"
    data["steps"]["wish"]["kind"] = "right"
    assert "duty-right-consent" in rules_broken(data)


def test_consent_asked_where_right_is_never_asked() -> None:
    data = raw()
    answer_of(data, "suspected", "other")["next"] = "wish"
    found = [one for one in proof(data).findings if one.rule == "duty-right-consent"]
    assert all("suspected=other" in one.path for one in found)
    assert found


def test_a_path_that_does_not_ask_for_children() -> None:
    data = raw()
    data["steps"]["call_112"]["next"] = "offence"
    found = [one for one in proof(data).findings if one.rule == "children-asked"]
    assert found
    assert all("acute=danger" in one.path for one in found)


def test_a_child_at_risk_without_a_report() -> None:
    data = raw()
    answer_of(data, "children", "child_harmed")["next"] = "discuss_child"
    assert "child-report" in rules_broken(data)


def test_a_report_of_a_child_as_a_right() -> None:
    data = raw()
    data["steps"]["report_child"]["kind"] = "right"
    assert "child-report" in rules_broken(data)


def test_a_report_of_a_child_to_somebody_else() -> None:
    data = raw()
    data["steps"]["report_child"]["contacts"] = ["tryggest"]
    assert "child-report" in rules_broken(data)


def test_a_report_that_tells_the_guardians() -> None:
    data = raw()
    data["steps"]["report_child"]["tells_guardians"] = "yes"
    assert "guardians-first" in rules_broken(data)


def test_a_report_that_is_silent_about_guardians() -> None:
    data = raw()
    del data["steps"]["report_child"]["tells_guardians"]
    assert "guardians-first" in rules_broken(data)


def test_those_at_home_told_where_family_is_suspected() -> None:
    data = raw()
    data["steps"]["outcome_cannot_decide"]["tells_guardians"] = "yes"
    found = [one for one in proof(data).findings if one.rule == "guardians-first"]
    assert found
    assert all("suspected=family" in one.path or "=c" in one.path for one in found)


def test_an_offence_that_nobody_tries_to_avert() -> None:
    data = raw()
    answer_of(data, "offence", "can_be_averted")["next"] = "suspected"
    assert "duty-to-avert" in rules_broken(data)


def test_an_offence_averted_without_the_police() -> None:
    data = raw()
    data["steps"]["avert"]["contacts"] = ["tryggest"]
    assert "duty-to-avert" in rules_broken(data)


def test_both_thresholds_in_one_question() -> None:
    data = raw()
    data["steps"]["offence"]["thresholds"].append("reason_to_believe")
    assert "thresholds" in rules_broken(data)


def test_both_thresholds_in_the_words_of_one_question() -> None:
    data = raw()
    data["steps"]["offence"]["title"]["nb"] += " Eller har du grunn til å tro det?"
    assert "thresholds" in rules_broken(data)


def test_the_duty_to_report_found_by_the_high_threshold() -> None:
    data = raw()
    data["steps"]["children"]["thresholds"] = ["certain_or_most_likely"]
    assert "thresholds" in rules_broken(data)


def test_a_threshold_without_the_section_that_sets_it() -> None:
    data = raw()
    data["steps"]["offence"]["laws"] = ["strl-282"]
    assert "thresholds" in rules_broken(data)


def test_an_outcome_left_with_a_leader() -> None:
    data = raw()
    data["steps"]["outcome_refuses"]["lane"] = "leader"
    assert "leader-ends" in rules_broken(data)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Si fra til lederen din i dag."),
        ("nn", "Sei frå til leiaren din i dag."),
        ("en", "Tell your manager today."),
    ],
)
def test_an_outcome_whose_primary_act_is_to_tell_a_leader(language: str, text: str) -> None:
    data = raw()
    data["steps"]["outcome_refuses"]["acts"][0]["text"][language] = text
    assert "leader-ends" in rules_broken(data)


def test_the_units_leader_told_where_staff_are_suspected() -> None:
    data = raw()
    data["steps"]["avert"]["tells_leader"] = "unit_leader"
    found = [one for one in proof(data).findings if one.rule == "staff-suspected"]
    assert found
    assert all("suspected=staff" in one.path for one in found)
