"""What is right in an employee's guide can be dangerous in a resident's: other rules hold there."""

import pytest

from tests.guides.pages import APART, RESIDENT_GUIDES
from tests.guides.residents import broken, found, raw
from tests.guides.voksen import raw as employees
from tests.guides.voksen import rules_broken


@pytest.mark.parametrize("slug", RESIDENT_GUIDES)
def test_the_guides_themselves_break_no_rule(slug: str) -> None:
    assert found(raw(slug)) == ()


@pytest.mark.parametrize("slug", RESIDENT_GUIDES)
def test_an_end_that_asks_a_resident_to_note_whom_she_called(slug: str) -> None:
    data = raw(slug)
    end = next(step for step in data["steps"].values() if step["type"] == "outcome")
    end["record"] = True
    assert broken(data) == {"no-trace-at-end"}


def test_an_employee_must_note_it_all_the_same() -> None:
    data = employees()
    data["steps"]["outcome_staff"]["record"] = False
    assert rules_broken(data) == {"record-at-end"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Skriv ned hvem du ringte."),
        ("nb", "Noter dato og klokkeslett."),
        ("nb", "Ta bilder av skadene."),
        ("nb", "Skriv ut denne siden."),
        ("nb", "Lagre nummeret på mobilen."),
        ("nn", "Ta eit skjermbilete."),
        ("nn", "Skriv det ned med ein gong."),
        ("en", "Write it down at once."),
        ("en", "Save the number on your phone."),
        ("en", "Keep a diary."),
        ("en", "Take a photo of the injuries."),
    ],
)
def test_advice_to_leave_what_can_be_found(language: str, text: str) -> None:
    data = raw("hvem-kan-hjelpe")
    data["steps"]["outcome_talk"]["text"][language] += f" {text}"
    assert broken(data) == {"leaves-trace"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Ikke skriv ned noe."),
        ("nb", "Alt blir skrevet ned."),
        ("nb", "De skriver ned det du sier."),
        ("en", "They write down what you say."),
        ("en", "Do not save the number."),
    ],
)
def test_a_warning_or_what_others_note_is_not_taken_for_advice(language: str, text: str) -> None:
    data = raw("hvem-kan-hjelpe")
    data["steps"]["outcome_talk"]["text"][language] += f" {text}"
    assert broken(data) == set()


@pytest.mark.parametrize("lane", ["employee", "leader"])
def test_a_step_for_a_resident_left_to_staff(lane: str) -> None:
    data = raw("for-noen-andre")
    data["steps"]["tell_child_welfare"]["lane"] = lane
    assert broken(data) == {"lane"}


def test_danger_without_an_emergency_number() -> None:
    data = raw("hvem-kan-hjelpe")
    data["steps"]["call_112"]["contacts"] = ["krisesenter"]
    assert "danger-first" in broken(data)


def test_a_child_at_risk_and_nobody_of_child_welfare() -> None:
    data = raw("stoppe")
    data["steps"]["child_help"]["contacts"] = ["politi"]
    faults = found(data)
    assert {one.rule for one in faults} == {"child-report"}
    assert all("children=yes" in one.path for one in faults)


def test_a_child_at_risk_and_those_at_home_are_told() -> None:
    data = raw("for-noen-andre")
    data["steps"]["tell_child_welfare"]["tells_guardians"] = "yes"
    assert broken(data) == {"guardians-first"}


def test_who_is_bound_to_no_silence_needs_no_section_to_tell() -> None:
    data = raw("for-noen-andre")
    assert data["steps"]["tell_child_welfare"]["fulfils"] == ["right_to_report"]
    assert "laws" not in data["steps"]["tell_child_welfare"]
    data["audience"] = "employee"
    told = [one for one in found(data) if one.rule == "legal-source"]
    assert [one.location for one in told] == [("steps", "tell_child_welfare")]


def test_the_duty_to_avert_binds_everybody_and_keeps_its_threshold() -> None:
    data = raw("for-noen-andre")
    data["steps"]["offence"]["thresholds"] = ["reason_to_believe"]
    assert "thresholds" in broken(data)
    data = raw("for-noen-andre")
    data["steps"]["avert"]["fulfils"] = []
    assert broken(data) == {"duty-to-avert"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_duty_to_avert_is_never_told_without_the_exception_for_those_who_care(
    language: str,
) -> None:
    words = {"nb": "også når du er redd", "nn": "òg når du er redd", "en": "also when you are"}
    for slug, step in (("for-noen-andre", "avert"), ("hvem-kan-hjelpe", "child_help")):
        assert words[language] in raw(slug)["steps"][step]["text"][language]


@pytest.mark.parametrize("key", ["krisesenter", "vo_linjen", "tryggest"])
def test_the_guide_apart_names_nobody_who_shelters_others(key: str) -> None:
    data = raw(APART)
    data["steps"]["outcome_stop"]["acts"][1]["contacts"].append(key)
    assert broken(data) == {"apart"}
    data = raw(APART)
    data["steps"]["outcome_stop"]["text"]["nb"] += f" Ring [[tel:{key}]]."
    assert broken(data) == {"apart"}


def test_the_guide_apart_tells_nothing_of_how_others_are_protected() -> None:
    said = str(raw(APART)["steps"]).lower()
    for word in (
        "krisesenter",
        "crisis",
        "voldsalarm",
        "valdsalarm",
        "sperret",
        "kodeord",
        "sporer",
    ):
        assert word not in said
