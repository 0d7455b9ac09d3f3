"""A fault planted in the bridge to the lawyer's table is caught by its rule, with its place."""

from dataclasses import replace
from typing import Any

import pytest

from tests.guides.cases import guides, ids
from tests.guides.voksen import guide, proof, raw, rules_broken, world
from tryggvei.guides.rules import check as proving
from tryggvei.guides.rules.check import Proof, check, check_all
from tryggvei.guides.rules.covers import overlap_findings
from tryggvei.guides.rules.findings import Known
from tryggvei.guides.rules.schema import GuideBody


def answer_of(data: dict[str, Any], step: str, answer: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in data["steps"][step]["answers"] if one["id"] == answer
    )
    return found


@pytest.mark.parametrize(
    "condition",
    [
        {"sex": ["f"]},  # a column that no table has
        {"minor": ["yes"]},  # a value that it never has
        {"belief": ["most_likely", "certain"]},
        {"acute": []},  # never fits, so the answer is never given
        {"case": ["barn-01"]},  # a guide must not know a row by its name
    ],
)
def test_a_condition_that_no_row_can_meet(condition: dict[str, list[str]]) -> None:
    data = raw()
    answer_of(data, "suspected", "staff")["when"] = condition
    found = [one for one in proof(data).findings if one.rule == "when-unknown"]
    assert found
    assert found[0].location[:4] == ("steps", "suspected", "answers", 1)


def test_a_guide_that_covers_by_a_column_that_no_table_has() -> None:
    data = raw()
    data["covers"] = {"staff": ["n"], "municipality": ["lillestrom"]}
    found = [one for one in proof(data).findings if one.rule == "when-unknown"]
    assert [one.location for one in found] == [("covers", "municipality")]


@pytest.mark.parametrize(
    ("column", "value", "broken"),
    [
        ("profession", "bibliotekar", False),
        ("profession", "librarian", False),  # another word for it
        ("profession", "astronaut", True),
        ("sector", "municipal", False),
        ("sector", "moon", True),
        ("offence", "282", False),
        ("offence", "999", True),
    ],
)
def test_a_word_that_the_data_lack(column: str, value: str, broken: bool) -> None:
    words = ids()
    names = {name for one in words.professions for name in (one.id, *one.also)}
    sectors = {name for one in words.sectors for name in (one.id, *one.also)}
    known = replace(
        world(),
        words_of={
            "profession": frozenset(names),
            "sector": frozenset(sectors),
            "offence": frozenset(words.on_the_list),
        },
    )
    data = raw()
    answer_of(data, "suspected", "staff")["when"] = {column: [value]}
    assert ("when-unknown" in rules_broken(data, known)) is broken


def test_an_answer_that_does_not_say_when_it_is_given() -> None:
    data = raw()
    del answer_of(data, "wish", "refuses")["when"]
    found = [one for one in proof(data).findings if one.rule == "when-missing"]
    assert [one.location for one in found] == [("steps", "wish", "answers", 1)]


def test_a_guide_that_covers_no_row_need_not_say_when() -> None:
    data = raw()
    del data["covers"]
    del answer_of(data, "wish", "refuses")["when"]
    assert rules_broken(data) == set()


def test_two_guides_that_cover_the_same_row() -> None:
    twin = guide({**raw(), "id": "twin", "covers": {"staff": ["n"], "exposed": ["adult", "elder"]}})
    proofs = check_all([guide(), twin], world())
    found = [one for proof in proofs for one in proof.errors]
    assert [(one.guide, one.rule, one.location) for one in found] == [
        ("twin", "covers-overlap", ("covers",))
    ]
    assert "'voksen' and 'twin'" in found[0].message


def test_guides_that_are_apart_in_one_column_do_not_overlap() -> None:
    elder = {**raw(), "id": "elder", "covers": {"staff": ["n"], "exposed": ["elder"]}}
    assert list(overlap_findings([guide(), guide(elder)])) == []


def test_the_guides_of_the_pack_do_not_overlap() -> None:
    assert list(overlap_findings(guides())) == []


def test_the_same_question_is_proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bake asks three times, in three languages, with a world read anew each time."""
    asked: list[str] = []
    real = proving._prove

    def counting(body: GuideBody, known: Known) -> Proof:
        asked.append(body.id)
        return real(body, known)

    monkeypatch.setattr(proving, "_prove", counting)
    proving._proved.cache_clear()
    first = check(guide(), world())
    assert check(guide(raw()), world()) is first
    assert len(asked) == 1
    spoilt = raw()
    spoilt["start"] = "nowhere"
    assert check(guide(spoilt), world()) != first
    assert check(guide(), replace(world(), demo=True)) is not first
    fewer = world().with_number - {"krisesenter"}
    assert check(guide(), replace(world(), with_number=fewer)) != first
    assert len(asked) == 4
