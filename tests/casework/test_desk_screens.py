"""The desk's screens: each step of the walk, what is refused, and what is kept when it is."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.casework.conftest import CALL_ME, STORY, TUESDAY_TEN
from tests.people import StandingPeople, sign_in
from tryggvei.access.api import Viewer
from tryggvei.casework.api import register_case
from tryggvei.casework.models import Case, CaseEntry
from tryggvei.intake.api import OpeningGround, open_message
from tryggvei.organisation.api import PersonInfo
from tryggvei.toolbox.clock import standing_at

pytestmark = pytest.mark.sqlite

Sign = Callable[[PersonInfo], Client]


@pytest.fixture
def at_desk(people: StandingPeople, browser_of: Sign) -> Client:
    return browser_of(people.aud)


@pytest.fixture
def case_id(aud: Viewer, write: Callable[..., UUID]) -> UUID:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    return register_case(aud, message_id)


def test_the_inbox_shows_that_something_waits_and_nothing_more(
    at_desk: Client, write: Callable[..., UUID]
) -> None:
    assert "Ingen meldinger venter" in at_desk.get("/innboks/").content.decode()
    message_id = write(CALL_ME)
    page = at_desk.get("/innboks/").content.decode()
    assert str(message_id) in page
    assert STORY[:10] not in page
    assert at_desk.get("/innboks/?etter=tull&ko=tull").status_code == 200


def test_a_message_is_opened_on_a_ground_and_registered(
    at_desk: Client, write: Callable[..., UUID]
) -> None:
    url = f"/innboks/{write(CALL_ME)}/"
    assert STORY not in at_desk.get(url).content.decode()
    refused = at_desk.post(url, {})
    assert refused.status_code == 422
    assert STORY not in refused.content.decode()
    opened = at_desk.post(url, {"ground": OpeningGround.ON_DUTY.value})
    assert STORY in opened.content.decode()
    assert "mellom ti og ett" in opened.content.decode()
    assert at_desk.post(url + "registrer/").status_code == 302
    case = Case.objects.get()
    assert STORY in at_desk.get(f"/saker/{case.id}/").content.decode()
    # Pressed twice: said in words, no second case, no error.
    assert at_desk.post(url + "registrer/").status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize("end", ["veiledet/", "avslutt/"])
def test_a_message_can_end_without_a_case(
    at_desk: Client, write: Callable[..., UUID], end: str
) -> None:
    url = f"/innboks/{write()}/"
    at_desk.post(url, {"ground": OpeningGround.ON_DUTY.value})
    if end == "avslutt/":
        assert at_desk.post(url + end, {}).status_code == 422
    assert at_desk.post(url + end, {"ground": "intake_no_content"}).status_code == 302
    assert "Ingen meldinger venter" in at_desk.get("/innboks/").content.decode()


def test_an_old_sign_in_must_be_confirmed_before_a_seal_is_opened(
    people: StandingPeople, write: Callable[..., UUID]
) -> None:
    client = sign_in(Client(), people.aud, fresh=False)
    answer = client.get(f"/innboks/{write()}/")
    assert answer.status_code == 302
    assert "/konto/" in answer["Location"]


def test_unknown_messages_and_cases_are_404(at_desk: Client) -> None:
    for url in (f"/innboks/{uuid4()}/", f"/saker/{uuid4()}/", f"/saker/{uuid4()}/kontakt/"):
        assert at_desk.get(url).status_code == 404
    for url in (f"/innboks/{uuid4()}/registrer/", f"/saker/{uuid4()}/notat/"):
        assert at_desk.post(url, {"text": "hei"}).status_code == 404


def test_a_note_that_is_too_long_is_kept_and_explained(at_desk: Client, case_id: UUID) -> None:
    long = "lang " * 2000
    answer = at_desk.post(f"/saker/{case_id}/notat/", {"text": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert at_desk.post(f"/saker/{case_id}/notat/", {"text": "kort"}).status_code == 302
    assert "kort" in at_desk.get(f"/saker/{case_id}/").content.decode()


def test_the_number_is_shown_only_when_the_terms_open_it(at_desk: Client, case_id: UUID) -> None:
    url = f"/saker/{case_id}/kontakt/"
    assert str(CALL_ME["phone"]) in at_desk.get(url).content.decode()
    with standing_at(TUESDAY_TEN + timedelta(minutes=9)):
        assert str(CALL_ME["phone"]) in at_desk.get(url).content.decode()


def test_on_a_wrong_day_the_screen_says_no_and_hides_the_number(
    people: StandingPeople, case_id: UUID
) -> None:
    with standing_at(TUESDAY_TEN + timedelta(days=1)):
        client = sign_in(Client(), people.aud)
        page = client.get(f"/saker/{case_id}/kontakt/").content.decode()
        answer = client.post(
            f"/saker/{case_id}/kontakt/", {"channel": "phone", "outcome": "reached"}
        )
    assert "Ikke ta kontakt nå" in page
    assert str(CALL_ME["phone"]) not in page
    assert answer.status_code == 422
    assert not CaseEntry.objects.filter(kind="contact").exists()


def test_an_attempt_needs_that_the_persons_words_about_time_are_read(
    at_desk: Client, case_id: UUID
) -> None:
    url = f"/saker/{case_id}/kontakt/"
    told = {"channel": "phone", "outcome": "line_cut", "text": "brutt midt i"}
    unread = at_desk.post(url, told)
    assert unread.status_code == 422
    assert "brutt midt i" in unread.content.decode()
    done = at_desk.post(url, {**told, "read_hours": "on"}, follow=True)
    assert "Ring politiet" in done.content.decode()


def test_only_the_person_renews_the_terms(at_desk: Client, case_id: UUID) -> None:
    url = f"/saker/{case_id}/trygg-kontakt/"
    said = {"wanted": "yes", "device_seen": "no", "if_cut": "nothing", "channels_safe": ["phone"]}
    assert at_desk.post(url, {**said, "phone": "000 00 222"}).status_code == 422
    missing = at_desk.post(url, {**said, "said_today": "on"})
    assert missing.status_code == 422
    assert "Skriv hvor vi skal nå personen" in missing.content.decode()
    ok = at_desk.post(url, {**said, "said_today": "on", "phone": "000 00 222", "days": ["tue"]})
    assert ok.status_code == 302
    assert "000 00 222" in at_desk.get(f"/saker/{case_id}/kontakt/").content.decode()


@pytest.mark.promise(23, "the screen asks why first, and forgets the ground after half an hour")
def test_a_colleague_is_asked_why_before_she_sees_the_case(
    kari: PersonInfo, browser_of: Sign, case_id: UUID
) -> None:
    client = browser_of(kari)
    url = f"/saker/{case_id}/"
    assert STORY not in client.get(url).content.decode()
    assert client.post(url, {"ground": "nysgjerrig"}).status_code == 422
    assert client.post(url, {"ground": "substitute"}).status_code == 302
    assert STORY in client.get(url).content.decode()
    with standing_at(TUESDAY_TEN + timedelta(minutes=31)):
        # The ground is forgotten (and the session has been idle too long by then).
        assert STORY not in client.get(url, follow=True).content.decode()


def test_a_colleagues_note_waits_until_she_has_said_why(
    kari: PersonInfo, browser_of: Sign, case_id: UUID
) -> None:
    client = browser_of(kari)
    url = f"/saker/{case_id}/notat/"
    asked = client.post(url, {"text": "Drøftet i dag."})
    assert asked.status_code == 422
    assert "Drøftet i dag." in asked.content.decode()
    assert not CaseEntry.objects.filter(kind="note").exists()
    assert client.post(url, {"text": "Drøftet i dag.", "ground": "consulted"}).status_code == 302
    assert "Drøftet i dag." in client.get(f"/saker/{case_id}/").content.decode()


def test_the_leader_and_the_stranger_do_not_get_in(
    people: StandingPeople, browser_of: Sign, case_id: UUID, write: Callable[..., UUID]
) -> None:
    message_id = write()
    for person in (people.bjorn, people.celine):
        client = browser_of(person)
        for url in ("/innboks/", f"/innboks/{message_id}/", "/saker/", f"/saker/{case_id}/"):
            assert client.get(url).status_code in {403, 404}, url
