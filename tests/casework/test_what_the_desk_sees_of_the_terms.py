"""What the person said about her safety stands on the desk's screens, dangers marked."""

from collections.abc import Callable
from dataclasses import fields
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.casework.conftest import TUESDAY_TEN
from tests.people import StandingPeople
from tryggvei.access.api import Viewer
from tryggvei.casework.actions.vault import get_contact
from tryggvei.casework.api import read_case, register_case, renew_terms
from tryggvei.casework.models import Case
from tryggvei.casework.staff.presenting import Line, contact_lines
from tryggvei.intake.api import (
    Answer,
    Channel,
    IfCut,
    OpeningGround,
    SafeContact,
    Weekday,
    open_message,
)
from tryggvei.organisation.api import PersonInfo
from tryggvei.toolbox.clock import standing_at, today

# Every field of what somebody may say: what stands on the screen when she says it, and whether
# the line is marked. A new field fails the test below until it stands here and on the screen.
SAID: dict[str, tuple[object, str, str, bool]] = {
    "wanted": (True, "Ønsker kontakt", "Ja", False),
    "safe_now": (Answer.NO, "Trygg da meldingen ble skrevet", "Nei", True),
    "device_seen": (Answer.YES, "Kan andre se telefon eller post?", "Noen andre kan se den", True),
    "channels_safe": ((Channel.SMS,), "Trygge måter", "SMS", False),
    "channels_unsafe": ((Channel.LETTER,), "Utrygge måter", "Brev", True),
    "days": ((Weekday.FRIDAY,), "Trygge dager", "Fredag", False),
    "hours": ("etter ni", "Trygge tider, med egne ord", "etter ni", False),
    "answer_by_other": (
        "at det er tannlegen",
        "Hvis en annen svarer",
        "at det er tannlegen",
        False,
    ),
    "leave_message": (True, "Kan vi legge igjen beskjed?", "Ja", False),
    "show_number": (True, "Kan vi vise nummeret vårt?", "Ja", False),
    "our_name": ("Kari fra biblioteket", "Navnet vi bruker", "Kari fra biblioteket", False),
    "code_word": ("rips", "Kodeord", "rips", False),
    "language": ("tigrinja", "Språk", "tigrinja", False),
    "interpreter": (Answer.YES, "Trenger tolk", "Ja", False),
    "interpreter_wish": ("ikke fra byen", "Ønsker om tolk", "ikke fra byen", False),
    "children": (Answer.YES, "Barn i hjemmet eller familien", "Ja", False),
    "children_where": ("hos mormor", "Hvor barna er", "hos mormor", False),
    "if_cut": (IfCut.CALL_POLICE, "Hvis samtalen blir brutt", "Ring politiet", False),
    "name": ("Gro", "Hva vi kan kalle personen", "Gro", False),
}
# Addresses and numbers are shown only where contact is allowed now, and on no list of terms.
ADDRESSES = {"phone": "000 00 111", "email": "gro@provebygd.example", "other_way": "butikken"}
# What makes the answer of another field count at all.
BESIDE: dict[str, dict[str, object]] = {
    "leave_message": {
        "wanted": True,
        "device_seen": Answer.NO,
        "channels_safe": (Channel.PHONE,),
        "phone": "000 00 111",
    }
}


def _lines(contact: SafeContact) -> dict[str, Line]:
    return {line.label: line for line in contact_lines(contact)}


def _contact(**said: Any) -> SafeContact:
    return SafeContact(**said)


def test_every_answer_of_the_letter_has_its_line_in_this_table() -> None:
    assert {field.name for field in fields(SafeContact)} == SAID.keys() | ADDRESSES.keys()


@pytest.mark.parametrize("name", SAID)
def test_each_answer_stands_on_the_screen_in_words(name: str) -> None:
    value, label, words, marked = SAID[name]
    line = _lines(_contact(**{**BESIDE.get(name, {}), name: value}))[label]
    assert words in str(line.value)
    assert line.unsafe is marked
    before = _lines(SafeContact()).get(label)
    assert before is None or str(before.value) != str(line.value), "the answer changes nothing"


def test_all_answers_stand_on_the_three_screens_and_no_address_where_contact_is_refused(
    people: StandingPeople,
    browser_of: Callable[[PersonInfo], Client],
    aud: Viewer,
    write: Callable[..., UUID],
) -> None:
    everything: dict[str, Any] = {name: value for name, (value, *_rest) in SAID.items()}
    told = {**everything, **ADDRESSES, "wanted": "yes", "leave_message": "yes"}
    told["show_number"] = "yes"
    told["channels_safe"] = [Channel.SMS.value]
    message_id = write(told)
    client = browser_of(people.aud)
    opened = client.post(f"/innboks/{message_id}/", {"ground": OpeningGround.ON_DUTY.value})
    case_id = register_case(aud, message_id)
    pages = [
        opened,
        client.get(f"/saker/{case_id}/"),
        client.get(f"/saker/{case_id}/kontakt/"),  # a Tuesday: refused, only fridays are safe
    ]
    for page in pages:
        text = unescape(page.content.decode())
        for name, (_value, label, words, _marked) in SAID.items():
            if name != "leave_message":  # a message is never left on a telephone that others see
                assert words in text, (name, label)
        assert text.count("Vær varsom") == sum(marked for *_, marked in SAID.values())
        assert [told for told in ADDRESSES.values() if told in text] == []


def test_somebody_who_says_she_is_not_safe_is_marked() -> None:
    line = _lines(SafeContact(safe_now=Answer.NO))["Trygg da meldingen ble skrevet"]
    assert str(line.value) == "Nei"
    assert line.unsafe


def test_safety_that_was_not_told_is_never_shown_as_safe() -> None:
    line = _lines(SafeContact())["Trygg da meldingen ble skrevet"]
    assert "utrygt" in str(line.value)


def test_the_caller_knows_whom_to_ask_for() -> None:
    assert _lines(SafeContact(name="Gro"))["Hva vi kan kalle personen"].value == "Gro"


CALLED = {"wanted": "yes", "device_seen": "no", "channels_safe": ["phone"], "phone": "000 00 111"}


@pytest.fixture
def case_id(aud: Viewer, write: Callable[..., UUID]) -> UUID:
    message_id = write({**CALLED, "channels_unsafe": ["email", "letter"]})
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    return register_case(aud, message_id)


def test_renewed_terms_hold_for_two_weeks_from_the_day_they_were_said(
    aud: Viewer, case_id: UUID
) -> None:
    later = TUESDAY_TEN.replace(day=24)
    with standing_at(later):
        assert not read_case(aud, case_id).ruling.allowed  # three weeks old
        renew_terms(aud, case_id, get_contact(case_id))
        assert Case.objects.get().terms_written_on == today()
        assert read_case(aud, case_id).ruling.allowed
    with standing_at(later.replace(month=12, day=8)):
        assert read_case(aud, case_id).ruling.allowed
    with standing_at(later.replace(month=12, day=9)):
        assert not read_case(aud, case_id).ruling.allowed


TODAY = {
    "said_today": "on",
    "wanted": "yes",
    "device_seen": "no",
    "if_cut": "nothing",
    "channels_safe": ["phone"],
    "phone": "000 00 222",
}


def test_a_way_called_unsafe_stays_marked_until_the_person_calls_it_safe(
    people: StandingPeople,
    browser_of: Callable[[PersonInfo], Client],
    aud: Viewer,
    case_id: UUID,
) -> None:
    client = browser_of(people.aud)
    url = f"/saker/{case_id}/trygg-kontakt/"
    assert client.post(url, TODAY).status_code == 302
    assert set(get_contact(case_id).channels_unsafe) == {Channel.EMAIL, Channel.LETTER}
    by_mail = {**TODAY, "channels_safe": ["phone", "email"], "email": "gro@provebygd.example"}
    assert client.post(url, by_mail).status_code == 302
    contact = get_contact(case_id)
    assert contact.channels_unsafe == (Channel.LETTER,)
    assert set(contact.open_channels()) == {Channel.PHONE, Channel.EMAIL}
    page = client.get(f"/saker/{case_id}/").content.decode()
    assert "Brev" in page
    assert "Vær varsom" in page


@pytest.mark.parametrize(
    ("if_cut", "words"),
    [("call_police", "Ring politiet"), ("call_back", "Ring meg opp"), ("nothing", "Ikke gjør")],
)
def test_after_a_cut_line_the_caller_reads_what_the_person_asked_for(
    people: StandingPeople,
    browser_of: Callable[[PersonInfo], Client],
    aud: Viewer,
    write: Callable[..., UUID],
    if_cut: str,
    words: str,
) -> None:
    message_id = write({**CALLED, "if_cut": if_cut})
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    attempt = {"channel": "phone", "outcome": "line_cut", "text": ""}
    client = browser_of(people.aud)
    answer = client.post(f"/saker/{case_id}/kontakt/", attempt, follow=True)
    alert = answer.content.decode().split("brutte samtaler:")[1][:80]
    assert words in alert
