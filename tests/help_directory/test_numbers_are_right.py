"""Numbers: the emergency ones are fixed, the typed ones understood, none typed into text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.help_directory.services import service_with
from tryggvei.contentpack.api import pack_items
from tryggvei.help_directory.rules import (
    EMERGENCY,
    BadNumber,
    Number,
    Service,
    bare_numbers,
    faults,
    parse_number,
)

MONDAY = {"mon": [{"start": "09:00", "end": "15:00"}]}


def directory() -> dict[str, Service]:
    return {key: found for key, found in pack_items("help").items() if isinstance(found, Service)}


@pytest.mark.parametrize(
    ("key", "dial", "word"),
    [
        ("politi_nod", "112", "politi"),
        ("brann", "110", "brann"),
        ("medisinsk_nod", "113", "medisinsk"),
        ("politi", "02800", "politi"),
        ("legevakt", "116117", "legevakt"),
        ("vo_linjen", "116006", "vo-linjen"),
        ("alarmtelefonen", "116111", "barn"),
    ],
)
def test_the_numbers_that_must_never_be_wrong(key: str, dial: str, word: str) -> None:
    found = directory()[key]
    assert found.number is not None
    assert found.number.dial == dial
    assert word in found.name.nb.lower()


def test_emergency_numbers_have_two_sources() -> None:
    assert all(len(directory()[key].sources) >= 2 for key in EMERGENCY)


def test_swapped_emergency_numbers_are_a_fault() -> None:
    swapped = directory()
    police, fire = swapped["politi_nod"], swapped["brann"]
    swapped["politi_nod"] = police.model_copy(update={"number": fire.number})
    swapped["brann"] = fire.model_copy(update={"number": police.number})
    assert {fault.key for fault in faults(swapped)} == {"politi_nod", "brann"}


def test_a_missing_emergency_number_is_a_fault() -> None:
    without = {key: found for key, found in directory().items() if key != "medisinsk_nod"}
    assert [fault.key for fault in faults(without)] == ["medisinsk_nod"]


def test_numbers_that_the_municipality_must_give_are_empty_and_lead_on() -> None:
    for key in ("tryggest", "barnevern_lillestrom", "atv_romerike", "overgrepsmottak"):
        found = directory()[key]
        assert found.number is None, key
        assert found.missing == "Må fylles inn av kommunen"
        assert all(directory()[other].number for other in found.alternatives)
        assert found.alternatives


def test_the_old_number_of_the_merged_municipality_is_nowhere() -> None:
    numbers = {found.number.dial for found in directory().values() if found.number}
    assert "+4766932570" not in numbers


def test_children_are_told_that_the_alarm_line_writes_things_down() -> None:
    records = directory()["alarmtelefonen"].records
    assert records is not None
    assert "skrevet ned" in records.nb


def test_nobody_is_told_that_unregistered_phones_can_text_112() -> None:
    note = directory()["nod_sms"].note
    assert note is not None
    assert "registrere" in note.nb


def test_no_number_claims_to_be_checked_by_the_municipality() -> None:
    assert not any(found.is_confirmed for found in directory().values())


def test_a_wrong_alternative_is_a_fault() -> None:
    empty = {"number": None, "missing": "x"}
    known = {**directory(), "aa": service_with(key="aa", **empty)}
    known["bb"] = service_with(key="bb", alternatives=["aa", "none"], **empty)
    found = sorted((fault.key, fault.place) for fault in faults(known))
    assert found == [("aa", "missing"), ("bb", "alternatives"), ("bb", "alternatives")]


@pytest.mark.parametrize(
    ("typed", "display", "dial"),
    [
        ("66932310", "66 93 23 10", "+4766932310"),
        (" 66 93  23 10 ", "66 93 23 10", "+4766932310"),
        ("+47 66932310", "66 93 23 10", "+4766932310"),
        ("0047 417 16 111", "417 16 111", "+4741716111"),
        ("80040008", "800 40 008", "+4780040008"),
        ("116006", "116 006", "116006"),
        ("112", "112", "112"),
        ("02800", "02800", "02800"),
        ("+46 8 123 456", "+46 8 123 456", "+468123456"),
    ],
)
def test_a_typed_number_gets_one_shape(typed: str, display: str, dial: str) -> None:
    assert parse_number(typed) == Number(display=display, dial=dial)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ring oss",
        "12",
        "6693231",
        "669323100",
        "16932310",
        "66-93",
        "66 93 23",
        "5555",
        "+47 112",
        "١١٢",
        "+12",
        "+",
    ],
)
def test_what_is_not_a_number_is_refused(typed: str) -> None:
    with pytest.raises(BadNumber):
        parse_number(typed)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_number_or_refused(typed: str) -> None:
    try:
        made = parse_number(typed)
    except BadNumber:
        return
    assert made.tel_uri.startswith("tel:")


def test_what_is_shown_and_what_is_dialled_are_the_same_number() -> None:
    with pytest.raises(ValidationError):
        Number(display="66 93 23 10", dial="+4766932311")


@pytest.mark.parametrize(
    "change",
    [
        {"number": None},
        {"missing": "mangler"},
        {"website": "https://x.no"},
        {
            "hours": {
                "words": {"nb": "a", "nn": "a", "en": "a"},
                "always": True,
                "weekly": {"mon": []},
            }
        },
        {"name": {"nb": "bare bokmål"}},
    ],
)
def test_a_service_must_be_sound(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        service_with(**change)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 112 nå.",
        "ring 116 006",
        "66 93 23 10",
        "tlf. 66932310",
        "800 40 008",
        "02800",
        "+47 23 95 00 00",
    ],
)
def test_a_typed_number_in_text_is_found(text: str) -> None:
    assert [line for line, _ in bare_numbers("En linje.\n" + text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "straffeloven § 112",
        "lov 2005-05-20 nr. 28",
        "[[tel:politi_nod]]",
        "95 762 innbyggere i 2024",
        "kl. 16.15–22.45",
        "2024-2028",
        "484 av 1732 meldinger",
        "checked_on: 2026-04-13",
    ],
)
def test_other_figures_in_text_are_left_alone(text: str) -> None:
    assert list(bare_numbers(text)) == []
