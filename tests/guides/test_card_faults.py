"""A card that lacks something, or quotes what is not there, does not pass."""

from collections.abc import Callable

import pytest

from tests.guides.cards import SCHOOL, Raw, findings, raw, rules_broken, shelf
from tryggvei.guides.models import CardFile
from tryggvei.guides.queries.cards import cards_checked
from tryggvei.guides.rules.card_check import CARD_RULES, reading_findings
from tryggvei.guides.rules.card_text import running_text
from tryggvei.guides.rules.cards import CardUnit
from tryggvei.organisation.api import UnitKind


def test_the_real_cards_pass_and_there_is_one_for_each_kind_of_unit() -> None:
    checked = cards_checked()
    assert [str(fault) for card in checked for fault in card.findings] == []
    kinds = [card.unit_kind for card in shelf().cards.values()]
    assert sorted(kinds) == sorted(CardUnit)


def test_the_kinds_of_unit_are_those_of_the_organisation() -> None:
    assert {one.value for one in CardUnit} <= set(UnitKind.values)


def _without_a_parent_line(data: Raw) -> None:
    data["do_not"] = [one for one in data["do_not"] if "advice" in one]


def _without_a_line_on_confronting(data: Raw) -> None:
    data["do_not"] = [one for one in data["do_not"] if "konfronter" not in str(one)]


def _asks_first(data: Raw) -> None:
    data["emergency"] = {"step": "ask_police"}


def _leader_first(data: Raw) -> None:
    data["own"] = [{"nb": "Si det til foreldrene.", "nn": "Sei det.", "en": "Tell somebody."}]


SPOILT: list[tuple[str, Callable[[Raw], object]]] = [
    ("card-guide", lambda d: d.update(guides=["finnes_ikke"])),
    ("card-guide", lambda d: d["first"].append({"guide": "barn_for", "advice": "Lytt"})),
    ("card-role", lambda d: d.update(roles=["vaktmester"])),
    ("card-step", lambda d: d["acts"].append({"step": "finnes_ikke"})),
    ("card-step", lambda d: d["acts"][0].update(lines=["Slik begynner ingen linje"])),
    ("card-step", lambda d: d["acts"][0].update(lines=["Meld fra selv om", ""])),
    ("card-step", lambda d: d["first"].append({"advice": "Konfronter den"})),
    ("card-emergency-first", _asks_first),
    ("card-duty", lambda d: d.update(acts=[{"step": "ask_police"}])),
    ("card-duty-line", lambda d: d["call"].update(night=["politi", "krisesenter"])),
    ("card-day-night", lambda d: d["call"].update(night=["barnevernvakt"])),
    ("card-contact", lambda d: d["call"]["day"].append("finnes_ikke")),
    ("card-do-nots", _without_a_parent_line),
    ("card-do-nots", _without_a_line_on_confronting),
    ("card-law", lambda d: d["laws"].append("strl-999")),
    ("card-law", lambda d: d.update(laws=["strl-287"])),
    ("card-words", lambda d: d["title"].pop("nn")),
    ("card-words", lambda d: d["when"].update(nb="Ring 63 00 00 00.")),
    ("card-words", lambda d: d["when"].update(nb="Ring [[tel:finnes_ikke]].")),
    ("card-words", lambda d: d["when"].update(nb="Se [[side:spor]].")),
    ("card-words", lambda d: d["when"].update(se="Ja.")),
    ("card-words", _leader_first),
]


@pytest.mark.parametrize(("rule", "spoil"), SPOILT)
def test_a_spoilt_card_breaks_the_rule(rule: str, spoil: Callable[[Raw], object]) -> None:
    data = raw()
    assert rules_broken(data) == set()
    spoil(data)
    assert rule in rules_broken(data)


def test_each_rule_has_a_test() -> None:
    tested = {rule for rule, _spoil in SPOILT}
    apart = {"card-past-leader", "card-hard-to-read", "card-unit"}
    assert tested | apart == set(CARD_RULES)


def test_a_way_past_the_leader_is_not_a_way_through_her() -> None:
    data = raw()
    data["past_leader"] = {"advice": "Lytt"}
    assert "card-past-leader" in rules_broken(data)


def test_a_fault_points_to_its_place() -> None:
    data = raw()
    data["acts"][1]["step"] = "borte"
    (fault,) = findings(data)
    assert fault.location == ("acts", 1)
    assert "no step 'borte'" in fault.message


def test_hard_words_are_found() -> None:
    text = running_text(shelf().text(SCHOOL, "nb"))
    card = CardFile.model_validate(raw())
    assert list(reading_findings(card, text)) == []
    hard = [
        "Virksomhetslederens opplysningspliktsvurderinger forutsetter implementeringsstrategier."
    ]
    assert [one.rule for one in reading_findings(card, hard * 5)] == ["card-hard-to-read"]
