"""Every id, rule and field of a guide has its Norwegian words, and findings find their field."""

from typing import Any

import pytest
from django.utils import translation

from tests.guides.voksen import Raw, guide, proof, raw
from tryggvei.editorial.kinds.guides import proving, wording
from tryggvei.editorial.kinds.guides.findings import field_of, remarks, said
from tryggvei.guides.api import Code, Finding, What, guide_of, schema
from tryggvei.guides.rules.difference import StructuralChange
from tryggvei.toolbox.wording import Params

KNOWN: list[tuple[Any, dict[str, Any]]] = [
    (schema.StepType, wording.TYPES),
    (schema.Lane, wording.LANES),
    (schema.Kind, wording.KINDS),
    (schema.TimeLimit, wording.LIMITS),
    (schema.TellGuardians, wording.GUARDIANS),
    (schema.TellLeader, wording.LEADERS),
    (schema.Topic, wording.TOPICS),
    (schema.Threshold, wording.THRESHOLDS),
    (schema.Fact, wording.FACTS),
    (schema.Claim, wording.CLAIMS),
]


@pytest.mark.parametrize(("ids", "words"), KNOWN, ids=[ids.__name__ for ids, _words in KNOWN])
def test_no_id_is_without_words(ids: Any, words: dict[str, Any]) -> None:
    assert set(ids) == set(words)


def test_no_field_is_without_words() -> None:
    assert set(schema.LANGUAGES) == set(wording.LANGUAGES)
    fields = set(schema.Step.model_fields) | set(schema.GuideBody.model_fields)
    assert fields - {"id", "version", "steps", "order"} <= set(wording.FIELDS)


def test_a_lost_safeguard_is_called_by_its_name() -> None:
    data = raw()
    data["steps"]["children"]["answers"][0]["facts"] = []
    lost = list(proving.stops_besides_the_proof(guide_of(data), raw()))
    assert lost
    assert [said(fault, {}) for fault in lost] == [
        "Veilederen mister noe kontrollen bygger på: «Et barn kan være i fare». Det kan bare "
        "endres i innholdspakken."
    ]


def test_every_structural_change_can_be_said() -> None:
    told = {
        wording.structure_in_words(StructuralChange(what, "wish", part), {"wish": "Hva?"})
        for what in What
        for part in ("", "answers.x", "lane")
    }
    assert all("«Hva?»" in sentence for sentence in told)
    told_of_guide = wording.structure_in_words(StructuralChange(What.FIELD, "", "start"), {})
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
    ("code", "params", "words"),
    [
        (Code.HARD_TO_READ, Params(lix=44, stop=40), "LIX er 44 og må være under 40."),
        (Code.NO_TEXT, Params(language="nn"), "Teksten mangler på et språk: nynorsk."),
        (Code.BARE_NUMBER, Params(number="22 22 55 55"), "i stedet for «22 22 55 55»."),
        (
            Code.LAW_REVIEW_DUE,
            Params(law="hpl-31", day="2026-07-01"),
            "«Helsepersonelloven» skulle vært kontrollert på nytt innen 1. juli 2026.",
        ),
        (Code.CONTACT_OF_STEP, Params(contact="legen"), "Kontakten «Legen min» finnes ikke"),
        (Code.GUARDIANS_IN_TEXT, Params(said="Snakk med mannen"), "hjemme: «Snakk med mannen»"),
        (Code.LOOP, Params(trail="a -> b -> a"), "i ring: Først → Så → Først."),
        (Code.LANE_OF_STAFF, Params(lane="leader"), "handler: En leder."),
        (
            Code.ASKED_TOO_LATE,
            Params(kind="duty", earlier="consent"),
            "Her kommer «Plikt» etter «Samtykke».",
        ),
    ],
)
def test_a_sentence_names_what_it_is_about(code: Code, params: Params, words: str) -> None:
    names = {"hpl-31": "Helsepersonelloven", "legen": "Legen min", "a": "Først", "b": "Så"}
    with translation.override("nb"):
        assert words in said(Finding("g", code, params), names)
