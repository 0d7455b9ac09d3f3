"""A planted wrong word, law, number or contact is caught by its rule."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.guides.voksen import law_fact, proof, raw, rules_broken, world


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Ta det opp med den som utøver vold."),
        ("nb", "Konfronter ham rolig."),
        ("nb", "Tilby parsamtale først."),
        ("nb", "Lov personen å holde det hemmelig."),
        ("nn", "Konfronter han med det du har sett."),
        ("nn", "Snakk med partnaren før du ringjer."),
        ("en", "Confront the person calmly."),
        ("en", "Talk to the perpetrator first."),
        ("en", "Offer mediation."),
        ("en", "Promise to keep it secret."),
    ],
)
def test_advice_that_raises_danger(language: str, text: str) -> None:
    data = raw()
    data["steps"]["share"]["text"][language] += "\n\n" + text
    assert rules_broken(data) == {"confrontation"} or "partnaren" in text
    assert rules_broken(data) & {"confrontation", "guardians-first"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Informer foreldrene først."),
        ("nb", "Snakk med de pårørende om saken."),
        ("nb", "Ring familien i dag."),
        ("nn", "Fortel det til foreldra."),
        ("nn", "Kontakt dei pårørande."),
        ("en", "Tell the parents first."),
        ("en", "Contact the next of kin."),
    ],
)
def test_advice_to_tell_those_at_home(language: str, text: str) -> None:
    data = raw()
    data["steps"]["report_child"]["text"][language] += "\n\n" + text
    assert "guardians-first" in rules_broken(data)


@pytest.mark.parametrize(
    "text",
    ["Ikke konfronter noen.", "Du skal ikke snakke med foreldrene først.", "Meld aldri hjem."],
)
def test_a_warning_is_not_taken_for_advice(text: str) -> None:
    data = raw()
    data["steps"]["report_child"]["text"]["nb"] += "\n\n" + text
    assert rules_broken(data) == set()


def test_a_not_in_the_sentence_before_does_not_excuse() -> None:
    data = raw()
    data["steps"]["share"]["text"]["nb"] += "\n\nIkke vent. Konfronter ham."
    assert "confrontation" in rules_broken(data)


@pytest.mark.parametrize("number", ["02800", "112", "66 93 23 10", "+47 22 00 00 00", "116 006"])
def test_a_phone_number_typed_in(number: str) -> None:
    data = raw()
    data["steps"]["share"]["text"]["nb"] += f"\n\nRing {number}."
    assert "bare-number" in rules_broken(data)


@pytest.mark.parametrize("text", ["Se § 13-2 og § 196.", "Fra 18 år.", "Loven av 1967.", "§ 13 b"])
def test_sections_ages_and_years_are_not_phone_numbers(text: str) -> None:
    data = raw()
    data["steps"]["share"]["text"]["nb"] += f"\n\n{text}"
    assert "bare-number" not in rules_broken(data)


def test_a_phone_number_inside_an_answer() -> None:
    data = raw()
    data["steps"]["target"]["answers"][0]["label"]["en"] += " [[tel:tryggest]]"
    assert rules_broken(data) == {"number-in-answer"}


def test_a_placeholder_without_a_number_behind_it() -> None:
    data = raw()
    data["steps"]["share"]["text"]["nn"] += " [[tel:politti]]"
    assert "contact-unknown" in rules_broken(data)


@pytest.mark.parametrize(
    "written",
    ["[[side:spor]]", "[[tel]]", "[[tel:tryggest|oss]]", "[[Tel:tryggest]]", "[[tel: tryggest]]"],
)
def test_a_placeholder_that_a_guide_does_not_know(written: str) -> None:
    data = raw()
    data["steps"]["share"]["text"]["nn"] += f" {written}"
    assert rules_broken(data) == {"placeholder"}


def test_a_contact_that_is_not_in_the_directory() -> None:
    data = raw()
    data["steps"]["avert"]["contacts"].append("politistasjonen")
    assert rules_broken(data) == {"contact-unknown"}


def test_a_contact_that_nobody_can_call() -> None:
    known = world()
    fewer = known.with_number - {"krisesenter"}
    assert rules_broken(raw(), replace(known, with_number=fewer)) == {"contact-without-number"}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_text_that_a_language_lacks(language: str) -> None:
    data = raw()
    del data["steps"]["danger"]["why_we_ask"][language]
    found = [one for one in proof(data).findings if one.rule == "missing-text"]
    assert [one.location for one in found] == [("steps", "danger", "why_we_ask")]


def test_a_question_that_does_not_say_why_it_is_asked() -> None:
    data = raw()
    del data["steps"]["danger"]["why_we_ask"]
    assert "missing-text" in rules_broken(data)


def test_a_text_that_is_hard_to_read() -> None:
    data = raw()
    data["steps"]["share"]["text"]["nb"] = (
        "Opplysningsretten forutsetter forholdsmessighetsvurderinger, herunder "
        "nødvendighetsbetraktninger vedrørende taushetsbelagte personopplysninger."
    )
    assert "hard-to-read" in rules_broken(data)


def test_a_law_that_does_not_exist() -> None:
    data = raw()
    data["steps"]["avert"]["laws"] = ["strl-196", "strl-1960"]
    found = proof(data).findings
    assert [(one.rule, one.location) for one in found] == [
        ("law-unknown", ("steps", "avert", "laws", 1))
    ]


@pytest.mark.parametrize(
    "changes", [{"valid_to": date(2026, 6, 30)}, {"valid_from": date(2027, 1, 1)}]
)
def test_a_law_that_is_not_in_force_on_the_day(changes: dict[str, Any]) -> None:
    known = world()
    laws = {**known.laws, "hpl-31": law_fact("hpl-31", **changes)}
    assert rules_broken(raw(), replace(known, laws=laws)) == {"law-not-in-force"}


def test_a_law_due_for_review_stops_a_real_installation_and_warns_the_demo() -> None:
    known = world()
    laws = {**known.laws, "hpl-17": law_fact("hpl-17", review_by=date(2026, 6, 30))}
    real = proof(raw(), replace(known, laws=laws))
    demo = proof(raw(), replace(known, laws=laws, demo=True))
    assert not real.passed
    assert demo.passed
    assert [one.rule for one in demo.findings] == ["law-review-due"]


def test_a_duty_without_a_law() -> None:
    data = raw()
    data["steps"]["call_112"]["laws"] = []
    assert rules_broken(data) == {"legal-source"}


def test_a_duty_that_rests_on_a_mere_right() -> None:
    data = raw()
    data["steps"]["call_112"]["laws"] = ["fvl-13b-7"]
    assert rules_broken(data) == {"legal-source"}


def test_a_time_limit_that_the_house_does_not_know() -> None:
    data = raw()
    data["steps"]["share"]["time_limit"] = "soonish"
    assert rules_broken(data) == {"time-limit"}


def test_every_finding_names_guide_and_rule_in_plain_english() -> None:
    data = raw()
    data["steps"]["outcome_refuses"]["acts"][0]["contacts"] = []
    text = str(proof(data).errors[0])
    assert text.startswith("error: guide voksen: contact-at-end: ")
    assert "[path: acute=" in text
