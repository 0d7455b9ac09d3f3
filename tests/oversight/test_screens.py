"""The two screens of the log: only for the data protection officer, and logged themselves."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import StandingPeople, employee, sign_in
from tryggvei.audit.api import Thing, record
from tryggvei.audit.models import AuditEntry
from tryggvei.audit.reading import PAGE
from tryggvei.organisation.api import PersonInfo

CASE_ID = uuid4()
ANSWER = {"ground": "own_request", "safe": "on"}


def page_of(case_id: object = CASE_ID) -> str:
    return reverse("oversight:case_access", args=[case_id])


@pytest.fixture
def officer(people: StandingPeople) -> PersonInfo:
    return employee(
        "Erik Eng", "erik@provebygd.example", people.school, "personvernombud", "privacy_officer"
    )


@pytest.fixture
def desk(client: Client, officer: PersonInfo) -> Client:
    return sign_in(client, officer)


def open_case(people: StandingPeople) -> None:
    record(
        actor_id=people.aud.id,
        verb="casework:case:read",
        thing=Thing("case", str(CASE_ID)),
        case_id=CASE_ID,
    )


def test_the_list_names_who_did_what(desk: Client, people: StandingPeople) -> None:
    open_case(people)
    text = desk.get(reverse("oversight:list")).content.decode()
    assert "Aud Aas, rådgiver" in text


@pytest.mark.promise(27, "looking at the log leaves exactly one row")
def test_looking_at_the_log_is_logged_once(desk: Client, officer: PersonInfo) -> None:
    before = AuditEntry.objects.count()
    desk.get(reverse("oversight:list"))
    rows = AuditEntry.objects.filter(seq__gt=before)
    assert [(row.actor_id, row.verb) for row in rows] == [(officer.id, "audit:entry:list")]


def test_older_rows_are_one_link_away(desk: Client, people: StandingPeople) -> None:
    for _ in range(PAGE):
        open_case(people)
    first = desk.get(reverse("oversight:list"), {"person": people.aud.id}).content.decode()
    assert "Det finnes ingen eldre rader" in first
    everybody = desk.get(reverse("oversight:list"))
    assert f"fra={everybody.context['page'].next_before}" in everybody.content.decode()
    assert "Vis eldre" in everybody.content.decode()


def test_an_empty_choice_says_so(desk: Client) -> None:
    text = desk.get(reverse("oversight:list"), {"dag": "2001-01-01"}).content.decode()
    assert "Ingen rader passer med utvalget" in text


def test_a_choice_that_makes_no_sense_says_so(desk: Client) -> None:
    text = desk.get(reverse("oversight:list"), {"dag": "i fjor"}).content.decode()
    assert "Utvalget kan ikke brukes" in text


@pytest.mark.parametrize("name", ["aud", "bjorn", "celine"])
def test_nobody_else_sees_the_log(name: str, client: Client, people: StandingPeople) -> None:
    sign_in(client, getattr(people, name))
    assert client.get(reverse("oversight:list")).status_code == 403
    assert client.get(page_of()).status_code == 403
    assert client.post(page_of(), ANSWER).status_code == 403


def test_the_list_of_openings_is_asked_for_with_a_reason(
    desk: Client, people: StandingPeople
) -> None:
    open_case(people)
    before = AuditEntry.objects.count()
    text = desk.get(page_of()).content.decode()
    assert "Aud Aas" not in text
    refused = desk.post(page_of(), {"ground": "own_request"}).content.decode()
    assert "Aud Aas" not in refused
    assert "Vurder først om listen kan føre til fare for noen." in refused
    assert AuditEntry.objects.count() == before


@pytest.mark.promise(27, "making the list of who opened a case leaves exactly one row")
def test_the_list_of_openings_is_in_plain_words_and_logged_once(
    desk: Client, officer: PersonInfo, people: StandingPeople
) -> None:
    open_case(people)
    before = AuditEntry.objects.count()
    text = desk.post(page_of(), ANSWER).content.decode()
    assert "Aud Aas, rådgiver" in text
    rows = AuditEntry.objects.filter(seq__gt=before)
    assert [(row.actor_id, row.verb, row.ground, row.case_id) for row in rows] == [
        (officer.id, "audit:access_report:make", "own_request", CASE_ID)
    ]


def test_a_case_that_nobody_opened_and_one_that_is_not_there_look_alike(desk: Client) -> None:
    text = desk.post(page_of(uuid4()), ANSWER).content.decode()
    assert "Ingen har åpnet saken." in text


def test_an_old_log_in_must_prove_itself_first(client: Client, officer: PersonInfo) -> None:
    sign_in(client, officer, fresh=False)
    answer = client.get(page_of())
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("signin:reauthenticate"))
    posted = client.post(page_of(), ANSWER)
    assert posted.status_code == 403
    assert "ikke lagret" in posted.content.decode()


def test_the_anonymous_are_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get(reverse("oversight:list")).status_code == 302
    assert client.post(page_of(), ANSWER).status_code == 403
