"""A card says what its guides say, with today's numbers; what is new since is told apart."""

import copy
from typing import Any

import pytest

from tests.guides.cards import FACTS, LANGUAGES, SCHOOL, every_key, text_of
from tests.guides.voksen import guide
from tryggvei.contentpack.api import pack_items
from tryggvei.guides.queries.cards import CardKey, CardShelf
from tryggvei.guides.rules.card_editions import Change, changes, digest_of
from tryggvei.guides.rules.card_text import Line
from tryggvei.guides.rules.cards import LineNotFound, LineRef, StepRef, quoted
from tryggvei.guides.rules.own_contacts import BadContact, own_contact


def said(line: Line) -> str:
    """Return a line as it is read."""
    return "".join(piece.text or piece.number for piece in line)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_begins_with_112_and_ends_with_somebody_to_call(language: str) -> None:
    for key in every_key():
        text = text_of(key, language)
        assert text.emergency_calls[0].number == "112"
        assert "112" in said(text.emergency.title)
        assert all(call.number or call.instead for call in (*text.day, *text.night))
        assert len(text.do_not) >= 3


def test_a_quote_is_the_very_line_of_the_guide_in_each_language() -> None:
    ref = StepRef(step="report_child", lines=["Plikten er din egen"])
    assert quoted(ref, guide(), "en") == [
        "The duty is your own. Telling the leader is not enough, and the leader cannot stop you."
    ]
    assert quoted(LineRef(advice="Ikke konfronter"), guide(), "nn")[0].startswith("Ikkje konf")


def test_a_line_that_two_begin_like_is_refused() -> None:
    with pytest.raises(LineNotFound, match=r"[2-9] lines begin"):
        quoted(StepRef(step="avert", lines=["D"]), guide(), "nb")


def test_nobody_to_call_is_named_twice() -> None:
    for key in every_key():
        text = text_of(key)
        for calls in (text.day, text.night):
            numbers = [call.dial for call in calls if call.dial]
            numbers += [one.dial for call in calls for one in call.instead]
            assert len(numbers) == len(set(numbers)), key


def test_a_leader_reads_her_own_lines_and_not_how_to_talk() -> None:
    leader, employee = text_of(CardKey("skole", "leder")), text_of()
    assert leader.role_own
    assert not leader.first
    assert employee.first
    assert not employee.role_own


def test_the_same_words_are_the_same_card() -> None:
    once, again = text_of(facts=FACTS).plain, text_of(facts=FACTS).plain
    assert digest_of(once) == digest_of(again)
    assert changes(once, again) == ()


def _changed(path: list[Any], value: object) -> tuple[Any, Any]:
    before = text_of(facts=FACTS).plain
    now = copy.deepcopy(before)
    inner = now
    for step in path[:-1]:
        inner = inner[step]
    assert inner[path[-1]] != value
    inner[path[-1]] = value
    return before, now


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (["night", 0, "number"], "64 99 32 71", Change.NUMBERS),
        (["do_not", 0, 0, "text"], "Et nytt råd.", Change.WORDS),
        (["guides", 0, "version"], 2, Change.WORDS),
        (["laws"], [], Change.WORDS),
        (["unit", "leaders"], ["Ny Leder, rektor"], Change.PEOPLE),
        (["unit", "contacts", 0, "number"], "63 00 00 01", Change.PEOPLE),
    ],
)
def test_what_is_new_is_told(path: list[Any], value: object, expected: Change) -> None:
    before, now = _changed(path, value)
    assert changes(before, now) == (expected,)


def test_a_changed_number_is_on_the_next_card() -> None:
    before = text_of()
    real = pack_items

    def changed(kind: str) -> dict[str, Any]:
        found = dict(real(kind))
        if kind == "help":
            service: Any = found["barnevernvakt_romerike"]
            number = service.number.model_copy(
                update={"display": "64 99 32 71", "dial": "+4764993271"}
            )
            found["barnevernvakt_romerike"] = service.model_copy(update={"number": number})
        return found

    after = CardShelf(changed).text(SCHOOL, "nb")
    assert [call.number for call in after.night if "vakt" in call.name] == ["64 99 32 71"]
    assert changes(before.plain, after.plain) == (Change.NUMBERS,)


@pytest.mark.parametrize(
    ("typed", "shown", "dialled"),
    [
        ("63000000", "63 00 00 00", "+4763000000"),
        ("+47 400 00 000", "400 00 000", "+4740000000"),
        ("1234", "1234", "1234"),
    ],
)
def test_an_own_number_is_shown_and_dialled(typed: str, shown: str, dialled: str) -> None:
    made = own_contact("  Vakt   telefon ", typed)
    assert (made.label, made.number, made.dial) == ("Vakt telefon", shown, dialled)


@pytest.mark.parametrize("typed", ["", "12", "6300000", "+46 70 123 45 67", "ring meg", "٦٣٠٠٠٠٠٠"])
def test_what_cannot_be_dialled_is_refused(typed: str) -> None:
    with pytest.raises(BadContact):
        own_contact("Vakttelefon", typed)
    with pytest.raises(BadContact):
        own_contact(" ", "63000000")
