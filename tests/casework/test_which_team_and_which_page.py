"""A new case goes to the team chosen; a long list leaves nobody out; lengths tell little."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.audit.rows import no_row
from tests.casework.conftest import CALL_ME, STORY, TUESDAY_TEN
from tests.people import STARTED, StandingPeople
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.audit.models import AuditEntry
from tryggvei.casework.actions.vault import get_field
from tryggvei.casework.api import (
    CaseRow,
    GroundNeededError,
    UnitNeededError,
    cases_listed_for,
    read_case,
    register_case,
    reply,
    write_note,
)
from tryggvei.casework.models import Case, CaseEntry, CaseField
from tryggvei.casework.queries import Place
from tryggvei.casework.rules import CaseState, new_case_number
from tryggvei.intake.api import Mailbox, OpeningGround, open_message
from tryggvei.organisation.api import PersonInfo, create_position, give_position
from tryggvei.sealing.api import keeper, new_receipt_code, parse_receipt_code
from tryggvei.toolbox.clock import standing_at

Sign = Callable[[PersonInfo], Client]


@pytest.fixture
def in_two_teams(people: StandingPeople) -> Viewer:
    """Aud, who works in both teams."""
    position = create_position(
        actor_id=None,
        unit_id=people.tryggest_south.id,
        title="rådgiver",
        role_id="tryggest_member",
    )
    give_position(
        actor_id=None, person_id=people.aud.id, position_id=position.id, from_date=STARTED
    )
    return viewer_for(people.aud.id)


def test_who_registers_in_two_teams_must_say_which_has_the_case(
    people: StandingPeople, in_two_teams: Viewer, aud: Viewer, write: Callable[..., UUID]
) -> None:
    message_id = write()
    open_message(in_two_teams, message_id, OpeningGround.ON_DUTY)
    with no_row(), pytest.raises(UnitNeededError):
        register_case(in_two_teams, message_id)
    with no_row(), pytest.raises(PermissionDenied):
        register_case(in_two_teams, message_id, people.school.id)
    register_case(in_two_teams, message_id, people.tryggest_south.id)
    assert Case.objects.get().unit_id == people.tryggest_south.id
    with pytest.raises(PermissionDenied):  # in one team only: no other may be named
        register_case(aud, write(), people.home_care.id)


def test_the_screen_asks_which_team_and_puts_the_case_there(
    people: StandingPeople, in_two_teams: Viewer, browser_of: Sign, write: Callable[..., UUID]
) -> None:
    client, url = browser_of(people.aud), f"/innboks/{write()}/"
    page = unescape(client.post(url, {"ground": OpeningGround.ON_DUTY.value}).content.decode())
    assert "Hvilket team skal ha saken?" in page
    assert people.tryggest_south.name in page
    for wrong in ({}, {"unit": str(people.school.id)}, {"unit": "x"}):
        assert client.post(f"{url}registrer/", wrong).status_code == 422
    assert not Case.objects.exists()
    told = {"unit": str(people.tryggest_south.id)}
    assert client.post(f"{url}registrer/", told).status_code == 302
    assert Case.objects.get().unit_id == people.tryggest_south.id


def test_who_registers_in_one_team_is_not_asked(
    people: StandingPeople, browser_of: Sign, write: Callable[..., UUID]
) -> None:
    client, url = browser_of(people.aud), f"/innboks/{write()}/"
    page = client.post(url, {"ground": OpeningGround.ON_DUTY.value}).content.decode()
    assert "Hvilket team" not in page
    assert client.post(f"{url}registrer/").status_code == 302
    assert Case.objects.get().unit_id == people.tryggest.id


def _many(people: StandingPeople, count: int) -> None:
    """Make cases of which ten and ten were touched at one and the same moment."""
    Case.objects.bulk_create(
        Case(
            number=new_case_number(),
            state=CaseState.NEW.value,
            unit_id=people.tryggest.id,
            registered_at=TUESDAY_TEN,
            terms_written_on=TUESDAY_TEN.date(),
            touched_at=TUESDAY_TEN - timedelta(minutes=number // 10),
        )
        for number in range(count)
    )


def test_pages_show_every_case_once_in_order_though_many_share_a_moment(
    people: StandingPeople, aud: Viewer
) -> None:
    _many(people, 37)
    seen: list[CaseRow] = []
    place: Place | None = None
    for _page in range(20):
        page = cases_listed_for(aud, after=place, size=4)
        seen += page.rows
        place = page.next_place
        if place is None:
            break
    assert len(seen) == len({row.id for row in seen}) == 37
    assert [row.touched_at for row in seen] == sorted(
        (row.touched_at for row in seen), reverse=True
    )
    assert len(page.rows) == 1  # nine pages of four, and the last


def test_the_next_page_on_screen_goes_on_where_the_first_ended(
    people: StandingPeople, browser_of: Sign
) -> None:
    _many(people, 120)
    client, url = browser_of(people.aud), "/saker/"
    numbers: set[str] = set()
    for _page in range(3):
        page = client.get(url)
        here = {row.number for row, _state in page.context["rows"]}
        assert not here & numbers
        numbers |= here
        url = f"/saker/?for={page.context['next'].replace('+', '%2B')}"
    assert len(numbers) == 120
    assert page.context["next"] == ""


@pytest.mark.promise(23, "an answer to a colleague's case asks why first, and the log has it")
def test_an_answer_in_a_colleagues_case_waits_until_she_has_said_why(
    kari: PersonInfo, browser_of: Sign, aud: Viewer, write: Callable[..., UUID]
) -> None:
    code = parse_receipt_code(new_receipt_code())
    message_id = write(CALL_ME, Mailbox(code.mailbox_id, code.public_key))
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    with no_row(), pytest.raises(GroundNeededError):
        reply(viewer_for(kari.id), case_id, "Er du trygg i dag?")
    client, url = browser_of(kari), f"/saker/{case_id}/svar/"
    with no_row():
        asked = client.post(url, {"text": "Er du trygg i dag?"})
    assert asked.status_code == 422
    assert "Er du trygg i dag?" in asked.content.decode()
    told = {"text": "Er du trygg i dag?", "ground": "substitute"}
    assert client.post(url, told).status_code == 302
    newest = AuditEntry.objects.latest("seq")
    assert (newest.verb, newest.ground) == ("intake:dialogue:reply", "substitute")
    assert (newest.actor_id, newest.case_id) == (kari.id, case_id)


@pytest.mark.promise(23, "a ground counts for half an hour, and not a minute longer")
def test_a_ground_lasts_half_an_hour_though_the_session_goes_on(
    kari: PersonInfo, browser_of: Sign, aud: Viewer, write: Callable[..., UUID]
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    client, url = browser_of(kari), f"/saker/{case_id}/"

    def page(minutes: int, seconds: int = 0) -> str:
        at = TUESDAY_TEN + timedelta(minutes=minutes, seconds=seconds)
        with standing_at(at):
            session = client.session  # she is busy meanwhile, and has just proved who she is
            session["tryggvei_seen_at"] = session["fresh_at"] = at.timestamp()
            session.save()
            return client.get(url).content.decode()

    assert client.post(url, {"ground": "substitute"}).status_code == 302
    assert STORY in page(29, 59)
    asked = page(30)
    assert STORY not in asked
    assert "Hvorfor åpner du saken?" in asked


@pytest.mark.promise(10, "the length of a case's field tells nothing of how much was said")
def test_short_and_long_answers_take_the_same_room(aud: Viewer, write: Callable[..., UUID]) -> None:
    much = {**CALL_ME, **dict.fromkeys(("answer_by_other", "interpreter_wish"), "æ" * 300)}
    for told in ({}, CALL_ME, much):
        message_id = write(told)
        open_message(aud, message_id, OpeningGround.ON_DUTY)
        case_id = register_case(aud, message_id)
        write_note(aud, case_id, "kort" if not told else "lang " * 90)
    sizes = {
        name: {len(field.blob) for field in CaseField.objects.filter(name=name)}
        for name in ("story", "contact", "about")
    }
    assert {name: len(found) for name, found in sizes.items()} == dict.fromkeys(sizes, 1)
    assert len({len(entry.blob) for entry in CaseEntry.objects.filter(kind="note")}) == 1
    opened = read_case(aud, case_id)
    assert opened.story == STORY
    assert opened.contact.answer_by_other == "æ" * 300


def test_fields_from_before_the_filling_are_read_as_they_were(
    aud: Viewer, write: Callable[..., UUID]
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    for name, text in (("story", STORY), ("contact", '{"phone": "000 00 111"}')):
        blob = keeper().encrypt_field(case_id, name, text)
        CaseField.objects.filter(case_id=case_id, name=name).update(blob=blob)
        assert get_field(case_id, name) == text
    assert read_case(aud, case_id).contact.phone == "000 00 111"
