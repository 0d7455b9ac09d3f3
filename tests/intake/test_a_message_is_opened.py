"""The log is written before the seal is touched; without a log nobody reads a word."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.test import Client

from tests.intake.journeys import TEXT, at_the_desk, sent
from tryggvei.access.api import Viewer
from tryggvei.audit.models import AuditEntry
from tryggvei.intake.actions import desk
from tryggvei.intake.api import (
    AlreadyFinishedError,
    ClosingGround,
    MessageNotFoundError,
    OpeningGround,
    close_without_action,
    give_guidance,
    inbox_seen_by,
    link_case,
    open_message,
    row_seen_by,
)
from tryggvei.intake.models import InboxEntry, SealedMessage
from tryggvei.sealing.api import SealError

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
DUTY = OpeningGround.ON_DUTY


@pytest.fixture
def message(public_client: Client) -> SealedMessage:
    """One message in the inbox."""
    assert sent(public_client).status_code == 303
    return SealedMessage.objects.get()


def test_aud_opens_a_message_and_the_log_says_so(message: SealedMessage, aud: Viewer) -> None:
    with at_the_desk():
        opened = open_message(aud, message.id, DUTY)
    assert opened.letter.text == TEXT
    (entry,) = AuditEntry.objects.filter(verb="intake:message:open")
    assert (entry.actor_id, entry.thing_id) == (aud.person_id, str(message.id))
    assert entry.ground == DUTY.value


@pytest.mark.promise(22, "the log commits before the plaintext; no log, no plaintext")
def test_without_a_log_the_seal_is_not_even_touched(
    message: SealedMessage, aud: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise DatabaseError("the log takes nothing")

    def never(_: SealedMessage) -> None:
        pytest.fail("the seal was opened without a log")

    monkeypatch.setattr(desk, "record", full)
    monkeypatch.setattr(desk, "unseal", never)
    with at_the_desk(), pytest.raises(DatabaseError):
        open_message(aud, message.id, DUTY)
    assert not InboxEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.promise(22, "the log row is committed when the keeper is asked")
def test_the_log_is_committed_when_the_keeper_is_asked(
    public_client: Client, aud: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import connection

    sent(public_client)
    message = SealedMessage.objects.get()
    seen: list[tuple[bool, int]] = []

    def asked(_: SealedMessage) -> None:
        rows = AuditEntry.objects.filter(thing_id=str(message.id)).count()
        seen.append((connection.in_atomic_block, rows))
        raise SealError

    monkeypatch.setattr(desk, "unseal", asked)
    with at_the_desk(), pytest.raises(SealError):
        open_message(aud, message.id, DUTY)
    assert seen == [(False, 1)]


def test_nobody_else_opens_or_lists(message: SealedMessage, bjorn: Viewer, celine: Viewer) -> None:
    for stranger in (bjorn, celine):
        with at_the_desk():
            for act in (
                lambda who: open_message(who, message.id, DUTY),
                lambda who: give_guidance(who, message.id),
                lambda who: link_case(who, message.id, uuid4()),
                lambda who: close_without_action(who, message.id, ClosingGround.NO_CONTENT),
                inbox_seen_by,
                lambda who: row_seen_by(who, message.id),
            ):
                with pytest.raises(PermissionDenied):
                    act(stranger)
    assert not AuditEntry.objects.filter(thing_id=str(message.id)).exists()


def test_an_unknown_message_is_not_found_and_a_ground_is_needed(
    message: SealedMessage, aud: Viewer
) -> None:
    with at_the_desk():
        with pytest.raises(MessageNotFoundError):
            open_message(aud, uuid4(), DUTY)
        with pytest.raises(MessageNotFoundError):
            give_guidance(aud, uuid4())
        with pytest.raises(ValueError, match="ground"):
            open_message(aud, message.id, "")


@pytest.mark.promise(10, "bound ciphertext: a blob moved to another row does not open")
def test_a_blob_moved_to_another_row_does_not_open(public_client: Client, aud: Viewer) -> None:
    sent(public_client, text="en")
    sent(public_client, text="to")
    first, second = SealedMessage.objects.all()
    SealedMessage.objects.filter(id=first.id).update(blob=second.blob)
    SealedMessage.objects.filter(id=second.id).update(kind="dialogue")
    with at_the_desk():
        for message in (first, second):
            with pytest.raises(SealError):
                open_message(aud, message.id, DUTY)


def test_a_finished_message_leaves_the_inbox_and_is_finished_once(
    message: SealedMessage, aud: Viewer
) -> None:
    with at_the_desk():
        with pytest.raises(AlreadyFinishedError):
            give_guidance(aud, message.id)
        open_message(aud, message.id, DUTY)
        assert len(inbox_seen_by(aud).rows) == 1
        give_guidance(aud, message.id)
        assert inbox_seen_by(aud).rows == ()
        with pytest.raises(AlreadyFinishedError):
            close_without_action(aud, message.id, ClosingGround.SENT_TWICE)
    verbs = list(AuditEntry.objects.values_list("verb", flat=True).order_by("seq"))
    assert verbs[-2:] == ["intake:message:open", "intake:message:guide"]


def test_a_message_of_a_case_opens_for_that_case_only(message: SealedMessage, aud: Viewer) -> None:
    case_id = uuid4()
    with at_the_desk():
        open_message(aud, message.id, DUTY)
        link_case(aud, message.id, case_id)
        for wrong in (None, uuid4()):
            with pytest.raises(MessageNotFoundError):
                open_message(aud, message.id, DUTY, for_case=wrong)
        assert open_message(aud, message.id, DUTY, for_case=case_id).letter.text == TEXT
    last = AuditEntry.objects.latest("seq")
    assert last.case_id == case_id


def test_closing_says_why(message: SealedMessage, aud: Viewer) -> None:
    with at_the_desk():
        open_message(aud, message.id, DUTY)
        close_without_action(aud, message.id, ClosingGround.NOT_A_REAL_ENQUIRY)
    assert AuditEntry.objects.latest("seq").ground == "intake_not_a_real_enquiry"
    assert InboxEntry.objects.get().state == "no_action"
