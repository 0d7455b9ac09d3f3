"""What the screens do not offer is refused by the server too: crafted and stale requests."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.casework.conftest import CALL_ME, STORY, TUESDAY_TEN
from tests.people import StandingPeople, employee, sign_in
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.casework.actions.registering import HasCaseError
from tryggvei.casework.api import GroundNeededError, add_message, assign, read_case, register_case
from tryggvei.casework.models import Case
from tryggvei.intake.api import (
    AlreadyFinishedError,
    Mailbox,
    MessageNotFoundError,
    OpeningGround,
    link_case,
    mailboxes_of_case,
    open_message,
)
from tryggvei.intake.models import InboxEntry
from tryggvei.organisation.api import PersonInfo, UnitKind, create_unit
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code
from tryggvei.toolbox.clock import standing_at

pytestmark = pytest.mark.sqlite

Sign = Callable[[PersonInfo], Client]


def _mailbox() -> Mailbox:
    code = parse_receipt_code(new_receipt_code())
    return Mailbox(code.mailbox_id, code.public_key)


@pytest.fixture
def case_id(aud: Viewer, write: Callable[..., UUID]) -> UUID:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    return register_case(aud, message_id)


def test_two_messages_of_one_code_never_become_two_cases(
    aud: Viewer, write: Callable[..., UUID]
) -> None:
    mailbox = _mailbox()  # sent, then sent again with one more sentence: two messages, one code
    first, second = write(mailbox=mailbox), write(mailbox=mailbox)
    for message_id in (first, second):
        open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, first)
    with pytest.raises(HasCaseError):
        register_case(aud, second)
    assert Case.objects.count() == 1
    assert open_message(aud, second, OpeningGround.FOLLOWING_UP).case_id == case_id
    add_message(aud, second, case_id)
    assert len(read_case(aud, case_id).thread) == 2


def test_two_who_register_at_once_do_not_split_a_dialogue(
    aud: Viewer, write: Callable[..., UUID]
) -> None:
    mailbox = _mailbox()
    first, second = write(mailbox=mailbox), write(mailbox=mailbox)
    for message_id in (first, second):
        open_message(aud, message_id, OpeningGround.ON_DUTY)
    register_case(aud, first)
    with pytest.raises(AlreadyFinishedError):  # her colleague had looked a moment before
        link_case(aud, second, uuid4())
    assert InboxEntry.objects.get(message_id=second).state == "opened"


def test_the_screen_leads_such_a_message_to_its_case(
    people: StandingPeople, browser_of: Sign, aud: Viewer, write: Callable[..., UUID]
) -> None:
    mailbox = _mailbox()
    first, second = write(mailbox=mailbox), write(mailbox=mailbox)
    for message_id in (first, second):
        open_message(aud, message_id, OpeningGround.ON_DUTY)
    register_case(aud, first)
    client = browser_of(people.aud)
    answer = client.post(f"/innboks/{second}/registrer/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/innboks/{second}/"
    assert Case.objects.count() == 1


def test_a_message_is_put_into_the_case_of_its_own_dialogue_only(
    aud: Viewer, case_id: UUID, write: Callable[..., UUID]
) -> None:
    # Else the next answer of the desk would go to whoever holds this other code.
    other = write(mailbox=_mailbox())
    open_message(aud, other, OpeningGround.ON_DUTY)
    with pytest.raises(MessageNotFoundError):
        add_message(aud, other, case_id)
    assert mailboxes_of_case(case_id) == []
    assert InboxEntry.objects.get(message_id=other).case_id is None


def test_registering_opens_a_seal_and_asks_for_a_fresh_sign_in(
    people: StandingPeople, write: Callable[..., UUID], case_id: UUID
) -> None:
    message_id = write()
    client = sign_in(Client(), people.aud, fresh=False)
    for url in (
        f"/innboks/{message_id}/registrer/",
        f"/innboks/{message_id}/sak/{case_id}/",
    ):
        assert client.post(url).status_code == 403
    assert not InboxEntry.objects.filter(message_id=message_id).exists()
    assert Case.objects.count() == 1


def test_who_takes_a_case_says_why_first(
    kari: PersonInfo, browser_of: Sign, aud: Viewer, case_id: UUID
) -> None:
    with pytest.raises(GroundNeededError):
        assign(viewer_for(kari.id), case_id, kari.id)
    client = browser_of(kari)
    answer = client.post(f"/saker/{case_id}/ansvar/", {"person": kari.id}, follow=True)
    assert STORY not in answer.content.decode()
    assert Case.objects.get().assigned_to_id == aud.person_id
    client.post(f"/saker/{case_id}/", {"ground": "substitute"})
    client.post(f"/saker/{case_id}/ansvar/", {"person": kari.id})
    assert Case.objects.get().assigned_to_id == kari.id


def test_a_case_is_given_to_people_of_its_own_unit_only(
    people: StandingPeople, kari: PersonInfo, browser_of: Sign, aud: Viewer, case_id: UUID
) -> None:
    client = browser_of(kari)
    client.post(f"/saker/{case_id}/", {"ground": "substitute"})
    for other in (people.bjorn.id, 999_999, "x"):
        answer = client.post(f"/saker/{case_id}/ansvar/", {"person": other})
        assert answer.status_code == 422
    assert Case.objects.get().assigned_to_id == aud.person_id


def test_the_page_of_terms_never_shows_the_number(people: StandingPeople, case_id: UUID) -> None:
    with standing_at(TUESDAY_TEN + timedelta(days=1)):  # a day on which contact is refused
        client = sign_in(Client(), people.aud)
        page = client.get(f"/saker/{case_id}/trygg-kontakt/").content.decode()
    assert str(CALL_ME["phone"]) not in page


def test_the_number_of_another_units_case_is_not_told(
    people: StandingPeople, browser_of: Sign, aud: Viewer, write: Callable[..., UUID]
) -> None:
    mailbox = _mailbox()
    first, second = write(mailbox=mailbox), write(mailbox=mailbox)
    open_message(aud, first, OpeningGround.ON_DUTY)
    register_case(aud, first)
    elsewhere = create_unit(actor_id=None, name="Annet team", kind=UnitKind.TRYGGEST_TEAM)
    dag = employee("Dag", "dag@provebygd.example", elsewhere, "rådgiver", "tryggest_member")
    client = browser_of(dag)
    number = Case.objects.get().number
    page = client.post(f"/innboks/{second}/", {"ground": OpeningGround.ON_DUTY.value})
    assert STORY in page.content.decode()
    assert number not in page.content.decode()
    assert number not in client.get(f"/innboks/{first}/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/saker/?for=0001-01-01T00:00:00%2B14:00",
        "/saker/?for=9999-12-31T23:59:59-14:00",
        "/innboks/?etter=9999-12-31_00000000-0000-0000-0000-000000000000",
        "/folk/?dag=0001-01-01",
        "/folk/?dag=9999-12-31",
        "/logg/?dag=9999-12-31",
        "/logg/?dag=0001-01-01",
        "/logg/?fra=99999999999999999999999",
    ],
)
def test_an_absurd_address_is_no_error(
    people: StandingPeople, browser_of: Sign, address: str
) -> None:
    roles = {"/logg/": "privacy_officer", "/folk/": "people_administrator"}
    person = people.aud
    for start, role in roles.items():
        if address.startswith(start):
            person = employee("Pia", "pia@provebygd.example", people.tryggest, "pvo", role)
    assert browser_of(person).get(address).status_code == 200
