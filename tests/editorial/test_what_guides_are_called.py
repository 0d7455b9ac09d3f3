"""Every id, rule and field of a guide has its Norwegian words, and findings find their field."""

from typing import Any

import pytest

from tests.guides.voksen import Raw, guide, proof, raw
from tryggvei.editorial.staff import guide_wording
from tryggvei.editorial.staff.guide_findings import field_of, remarks
from tryggvei.editorial.staff.wording import said
from tryggvei.guides.api import RULES, Finding, What, schema
from tryggvei.guides.rules.difference import StructuralChange

KNOWN: list[tuple[Any, dict[str, Any]]] = [
    (schema.StepType, guide_wording.TYPES),
    (schema.Lane, guide_wording.LANES),
    (schema.Kind, guide_wording.KINDS),
    (schema.TimeLimit, guide_wording.LIMITS),
    (schema.TellGuardians, guide_wording.GUARDIANS),
    (schema.TellLeader, guide_wording.LEADERS),
    (schema.Topic, guide_wording.TOPICS),
    (schema.Threshold, guide_wording.THRESHOLDS),
    (schema.Fact, guide_wording.FACTS),
    (schema.Claim, guide_wording.CLAIMS),
]


@pytest.mark.parametrize(("ids", "words"), KNOWN, ids=[ids.__name__ for ids, _words in KNOWN])
def test_no_id_is_without_words(ids: Any, words: dict[str, Any]) -> None:
    assert set(ids) == set(words)


def test_no_rule_field_or_safeguard_is_without_words() -> None:
    assert set(RULES) == set(guide_wording.RULES)
    assert set(schema.LANGUAGES) == set(guide_wording.LANGUAGES)
    fields = set(schema.Step.model_fields) | set(schema.GuideBody.model_fields)
    assert fields - {"id", "version", "steps", "order"} <= set(guide_wording.FIELDS)
    for name in guide_wording.SAFEGUARDS:
        assert "innholdspakken" in said(f"safeguard: {name}")


def test_every_structural_change_can_be_said() -> None:
    told = {
        guide_wording.structure_in_words(StructuralChange(what, "wish", part), {"wish": "Hva?"})
        for what in What
        for part in ("", "answers.x", "lane")
    }
    assert all("«Hva?»" in sentence for sentence in told)
    told_of_guide = guide_wording.structure_in_words(StructuralChange(What.FIELD, "", "start"), {})
    assert told_of_guide == "Veilederen: Første steg er endret"


def with_faults() -> Raw:
    """Return the guide with a fault in every sort of place."""
    data = raw()
    data["title"].pop("en")
    data["advice"][1]["nb"] = "Ring 22 22 55 55."
    data["start"] = "gone"
    steps = data["steps"]
    steps["acute"]["title"].pop("nn")
    steps["acute"]["answers"][1]["label"]["nb"] = "Ring 22 22 55 55."
    steps["acute"]["why_we_ask"].pop("nb")
    steps["avert"]["lane"] = None
    steps["avert"]["laws"] = ["finnes-ikke"]
    steps["avert"]["contacts"] = ["finnes_ikke"]
    steps["wish"]["text"]["nb"] = "Snakk med mannen."
    steps["outcome_staff"]["acts"][2]["text"]["nb"] = "Snakk med foreldrene."
    steps["outcome_staff"]["record"] = False
    return data


def test_each_finding_finds_the_field_that_it_is_about() -> None:
    found = {
        (one.rule, field_of(one, guide(with_faults()), (0, 1, 5, 6)))
        for one in proof(with_faults()).findings
    }
    assert {
        ("missing-text", "title_en"),
        ("bare-number", "advice_1_nb"),
        ("start", "start"),
        ("missing-text", "title_nn"),
        ("bare-number", "answer_no_danger_label_nb"),
        ("missing-text", "why_nb"),
        ("lane", "lane"),
        ("law-unknown", "laws"),
        ("contact-unknown", "contacts"),
        ("confrontation", "text_nb"),
        ("guardians-first", "act_5_text_nb"),
        ("record-at-end", "record"),
    } <= found


@pytest.mark.django_db
def test_a_remark_has_the_words_the_step_and_the_answers_that_lead_there() -> None:
    data = raw()
    data["steps"]["children"]["answers"][0]["next"] = "offence"
    findings = [one for one in proof(data).findings if one.rule == "child-report"]
    (remark,) = remarks(guide(data), findings)
    assert remark.text.startswith("Et barn kan være i fare")
    assert remark.is_error
    assert remark.title == guide().steps[remark.step].title["nb"]
    assert remark.path[0] in {"Nei", "Ja, eller jeg er i tvil"}
    assert any("grunn til å tro" in answer for answer in remark.path)


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        ("steps.x has LIX 44; it must be under 40", "«44»"),
        ("title has no text in 'nn'", "«nynorsk»"),
        ("steps.x has the number '22 22 55 55' typed in; write [[tel:key]]", "«22 22 55 55»"),
        ("'acute' refers to 'hpl-31', due for review since 2026-07-01", "«Helsepersonelloven»"),
        ("'acute' names the contact 'legen', not in the help directory", "«Legen min»"),
        ("steps.x can be read as advice: 'Snakk med mannen'", "«Snakk med mannen»"),
        ("nothing to name", "."),
    ],
)
def test_a_sentence_names_what_it_is_about(message: str, detail: str) -> None:
    names = {"hpl-31": "Helsepersonelloven", "legen": "Legen min"}
    assert guide_wording.sentence("lane", message, names).endswith(detail)


def test_a_rule_that_is_new_is_shown_as_it_is() -> None:
    assert guide_wording.sentence("brand-new", "x") == "brand-new"
    assert said("brand-new: x") == "Sjekken sier: brand-new: x"
    assert Finding("g", "lane", "x").path == ""
