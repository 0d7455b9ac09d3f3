"""What a person can be given, and what the data protection officer sees, in plain words."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.rooms import furnish
from tryggvei.audit import words
from tryggvei.audit.api import Thing, reads_of_case, record
from tryggvei.audit.models import AuditEntry
from tryggvei.audit.reading import PAGE, actors, entries_page
from tryggvei.house.api import Point
from tryggvei.toolbox.clock import OSLO, today

pytestmark = pytest.mark.django_db
NAMES = {1: "Aud Berg, miljøterapeut", 2: "Celine Dahl, virksomhetsleder"}


@pytest.fixture(autouse=True)
def _words(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(
        monkeypatch,
        verbs={"test:case:read": "åpnet saken"},
        grounds={"desk": "Oppfølging"},
        offers={Point.PERSON_NAME: lambda person, _on: NAMES.get(person, "")},
    )


def test_a_person_reads_who_did_what_and_why_in_order() -> None:
    case_id, other = uuid4(), uuid4()
    for actor, case in ((1, case_id), (2, other), (2, case_id)):
        record(
            actor_id=actor,
            verb="test:case:read",
            thing=Thing("case", str(case)),
            ground="desk",
            case_id=case,
        )
    told = [(entry.who, entry.what, entry.ground) for entry in reads_of_case(case_id)]
    assert told == [
        ("Aud Berg, miljøterapeut", "åpnet saken", "Oppfølging"),
        ("Celine Dahl, virksomhetsleder", "åpnet saken", "Oppfølging"),
    ]


def test_the_message_opened_before_there_was_a_case_is_in_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = uuid4()
    record(actor_id=1, verb="test:case:read", thing=Thing("message", "m1"))
    assert reads_of_case(case_id) == []
    furnish(
        monkeypatch,
        keep=True,
        offers={Point.CASE_THINGS: lambda case: [("message", "m1")] if case == case_id else []},
    )
    assert len(reads_of_case(case_id)) == 1


def test_the_system_the_gone_and_the_unnamed_are_told_too() -> None:
    case_id = uuid4()
    record(actor_id=None, verb="test:odd", thing=Thing("case", "x"), case_id=case_id)
    record(actor_id=99, verb="test:odd", thing=Thing("case", "x"), case_id=case_id)
    told = [(entry.who, entry.what) for entry in reads_of_case(case_id)]
    assert told == [
        ("Systemet", "gjorde noe som ikke har fått et navn (test:odd)"),
        ("Person nummer 99", "gjorde noe som ikke har fått et navn (test:odd)"),
    ]


def test_the_making_of_lists_is_not_an_opening_of_the_case() -> None:
    case_id = uuid4()
    record(actor_id=1, verb="audit:access_report:make", thing=Thing("case", "x"), case_id=case_id)
    assert reads_of_case(case_id) == []


def test_pages_stay_whole_while_the_log_grows() -> None:
    for number in range(PAGE + 5):
        record(actor_id=1, verb="test:case:read", thing=Thing("case", f"c{number}"))
    first = entries_page()
    record(actor_id=1, verb="test:case:read", thing=Thing("case", "new"))
    second = entries_page(before=first.next_before)
    seen = [entry.seq for entry in first.entries + second.entries]
    assert seen == list(range(PAGE + 5, 0, -1))
    assert second.next_before is None


def test_the_list_can_be_of_one_person_and_one_norwegian_day() -> None:
    for actor in (1, 2, 1):
        record(actor_id=actor, verb="test:case:read", thing=Thing("case", "c"))
    just_before_midnight = datetime(2026, 6, 30, 23, 59, 59, tzinfo=OSLO)
    AuditEntry.objects.filter(seq=1).update(at=just_before_midnight)
    assert [entry.seq for entry in entries_page(actor_id=1).entries] == [3, 1]
    assert [entry.seq for entry in entries_page(day=date(2026, 6, 30)).entries] == [1]
    assert entries_page(day=date(2026, 7, 1)).entries == []
    assert entries_page(day=today() + timedelta(days=1)).entries == []


def test_the_people_to_choose_from_are_those_in_the_log() -> None:
    for actor in (2, 1, None, 1):
        record(actor_id=actor, verb="test:case:read", thing=Thing("case", "c"))
    assert [number for number, _ in actors(today())] == [1, 2]


def test_two_rooms_cannot_give_one_verb_different_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    furnish(monkeypatch, keep=True, verbs={"test:case:read": "åpnet saken"})
    assert words.said("test:case:read") == "åpnet saken"
    furnish(monkeypatch, keep=True, verbs={"test:case:read": "lukket saken"})
    with pytest.raises(ImproperlyConfigured, match="test:case:read"):
        words.said("test:case:read")
