"""A sealed message is opened, becomes a case, and is followed up by those who may."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.casework.conftest import CALL_ME, STORY, TUESDAY_TEN
from tests.people import StandingPeople
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.audit.api import reads_of_case
from tryggvei.casework.actions.vault import CaseNotFoundError
from tryggvei.casework.api import (
    GroundNeededError,
    add_message,
    assign,
    cases_listed_for,
    read_case,
    register_case,
    reply,
    write_note,
)
from tryggvei.casework.models import Case, CaseEntry, CaseField
from tryggvei.intake.api import (
    AlreadyFinishedError,
    Letter,
    Mailbox,
    OpeningGround,
    inbox_seen_by,
    open_message,
    receive,
)
from tryggvei.intake.models import Kind
from tryggvei.organisation.api import PersonInfo
from tryggvei.sealing.api import SealError, keeper, new_receipt_code, parse_receipt_code
from tryggvei.toolbox.clock import now, standing_at

pytestmark = pytest.mark.sqlite


@pytest.fixture
def case_id(aud: Viewer, write: Callable[..., UUID]) -> UUID:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    return register_case(aud, message_id)


def test_a_registered_case_holds_what_was_written(aud: Viewer, case_id: UUID) -> None:
    opened = read_case(aud, case_id)
    assert opened.story == STORY
    assert opened.contact.phone == CALL_ME["phone"]
    assert opened.case.assigned_to_id == aud.person_id
    assert opened.ruling.allowed


def test_a_message_becomes_one_case_only(aud: Viewer, write: Callable[..., UUID]) -> None:
    message_id = write()
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    register_case(aud, message_id)
    with pytest.raises(AlreadyFinishedError):
        register_case(aud, message_id)
    assert Case.objects.count() == 1


@pytest.mark.promise(17, "no text of a case stands readable in its tables")
def test_no_table_of_the_desk_holds_readable_text(aud: Viewer, case_id: UUID) -> None:
    write_note(aud, case_id, "kanarifugl i notatet")
    blobs = [*CaseField.objects.values_list("blob", flat=True)]
    blobs += [*CaseEntry.objects.values_list("blob", flat=True)]
    for word in (STORY[:12], CALL_ME["phone"], "kanarifugl"):
        assert not any(str(word).encode() in bytes(blob) for blob in blobs)
    assert len(blobs) >= 4


def test_erasing_the_key_makes_the_case_unreadable(aud: Viewer, case_id: UUID) -> None:
    keeper().destroy_case_key(case_id)
    with pytest.raises(SealError):
        read_case(aud, case_id)


@pytest.mark.promise(23, "a case of a colleague is not read without a ground from the list")
def test_a_colleague_of_the_team_must_say_why(
    people: StandingPeople, kari: PersonInfo, aud: Viewer, case_id: UUID
) -> None:
    colleague = viewer_for(kari.id)
    with pytest.raises(GroundNeededError):
        read_case(colleague, case_id)
    with pytest.raises(GroundNeededError):
        read_case(colleague, case_id, "fordi")
    assert read_case(colleague, case_id, "substitute").story == STORY
    last = [e for e in reads_of_case(case_id) if "Kari" in e.who]
    assert [entry.ground for entry in last]


@pytest.mark.promise(19, "a case of another unit is as absent as one that never was")
def test_other_units_do_not_find_the_case(
    people: StandingPeople, aud: Viewer, case_id: UUID
) -> None:
    for person in (people.bjorn, people.celine):
        stranger = viewer_for(person.id)
        for act in (
            lambda v: read_case(v, case_id, "assessment"),
            lambda v: write_note(v, case_id, "hei"),
        ):
            with pytest.raises(CaseNotFoundError):
                act(stranger)
        assert cases_listed_for(stranger).rows == ()
        with pytest.raises(PermissionDenied):
            register_case(stranger, uuid4())


def test_the_coordinator_gives_the_case_to_a_colleague(
    people: StandingPeople, kari: PersonInfo, aud: Viewer, case_id: UUID
) -> None:
    with pytest.raises(PermissionDenied):
        assign(aud, case_id, kari.id)
    assign(viewer_for(kari.id), case_id, kari.id, "substitute")
    assert Case.objects.get().assigned_to_id == kari.id
    with pytest.raises(GroundNeededError):
        read_case(aud, case_id)


def test_a_dialogue_is_carried_on_in_the_case(aud: Viewer, write: Callable[..., UUID]) -> None:
    code = parse_receipt_code(new_receipt_code())
    mailbox = Mailbox(code.mailbox_id, code.public_key)
    first = write(mailbox=mailbox)
    open_message(aud, first, OpeningGround.ON_DUTY)
    case_id = register_case(aud, first)
    with standing_at(TUESDAY_TEN + timedelta(hours=1)):
        reply(aud, case_id, "Er du trygg i dag?")
    with standing_at(TUESDAY_TEN + timedelta(hours=2)):
        answer = Letter(text="Ja, i dag.", mailbox=mailbox, written_at=now().isoformat())
        receive(answer, nonce=uuid4(), kind=Kind.DIALOGUE)
    (row,) = inbox_seen_by(aud).rows
    opened = open_message(aud, row.id, OpeningGround.FOLLOWING_UP)
    assert opened.case_id == case_id
    add_message(aud, row.id, case_id)
    thread = read_case(aud, case_id).thread
    assert [(part.from_writer, part.text) for part in thread] == [
        (True, STORY),
        (False, "Er du trygg i dag?"),
        (True, "Ja, i dag."),
    ]
    assert inbox_seen_by(aud).rows == ()


def test_lists_never_hold_names_or_text(aud: Viewer, case_id: UUID) -> None:
    (row,) = cases_listed_for(aud).rows
    assert STORY[:10] not in repr(row)
    assert str(CALL_ME["phone"]) not in repr(row)
