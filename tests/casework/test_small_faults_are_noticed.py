"""The person concerned can be told who opened anything of hers and why; her terms are kept."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.casework.conftest import CALL_ME, TUESDAY_TEN
from tests.people import StandingPeople
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.audit.api import reads_of_case
from tryggvei.audit.models import AuditEntry
from tryggvei.casework.actions.contacting import ContactRefusedError, note_attempt, prepare_contact
from tryggvei.casework.actions.reading import GroundNeededError, read_case
from tryggvei.casework.actions.registering import register_case, write_note
from tryggvei.casework.models import CaseEntry
from tryggvei.casework.rules import GROUNDS_TO_CHOOSE, Outcome, Refusal
from tryggvei.intake.api import Mailbox, OpeningGround, dialogue_thread, open_message
from tryggvei.organisation.api import PersonInfo
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code
from tryggvei.toolbox.clock import standing_at

pytestmark = pytest.mark.django_db


@pytest.mark.promise(22, "the person's list holds every opening: before the case, by every ground")
def test_the_persons_list_holds_every_opening_before_the_case_and_by_every_ground(
    aud: Viewer, kari: PersonInfo, people: StandingPeople, write: Callable[..., UUID]
) -> None:
    colleague = viewer_for(kari.id)
    code = parse_receipt_code(new_receipt_code())
    mailbox = Mailbox(code.mailbox_id, code.public_key)
    before = AuditEntry.objects.count()
    message_id = write({}, mailbox)
    open_message(colleague, message_id, OpeningGround.ON_DUTY)
    dialogue_thread(colleague, mailbox.id, OpeningGround.FOLLOWING_UP)
    case_id = register_case(aud, message_id)
    read_case(aud, case_id)
    for ground in GROUNDS_TO_CHOOSE:
        read_case(colleague, case_id, ground.value)
        write_note(colleague, case_id, "Snakket med skolen.", ground.value)
    prepare_contact(colleague, case_id, "substitute")
    wanted = AuditEntry.objects.filter(seq__gt=before).order_by("seq")
    told = reads_of_case(case_id)
    assert [entry.seq for entry in told] == [row.seq for row in wanted]
    assert {row.verb for row in wanted} >= {
        "intake:message:open",
        "intake:dialogue:read",
        "casework:case:read",
        "casework:case:note",
        "casework:contact:prepare",
    }
    # In words, each ground told apart: a reader who does not know the codes learns why.
    grounds = {entry.ground for entry, row in zip(told, wanted, strict=True) if row.ground}
    assert len(grounds) == len({row.ground for row in wanted if row.ground})
    assert not grounds & {row.ground for row in wanted}


@pytest.mark.promise(23, "a colleague gives one of the known grounds, also for a note")
@pytest.mark.parametrize("ground", ["", "fordi", "assigned"])
def test_a_colleague_gives_one_of_the_known_grounds_also_for_a_note(
    aud: Viewer, kari: PersonInfo, write: Callable[..., UUID], ground: str
) -> None:
    message_id, colleague = write(), viewer_for(kari.id)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    rows = AuditEntry.objects.count()
    with pytest.raises(GroundNeededError):
        read_case(colleague, case_id, ground)
    with pytest.raises(GroundNeededError):
        write_note(colleague, case_id, "Snakket med skolen.", ground)
    assert AuditEntry.objects.count() == rows


def test_no_attempt_is_written_down_that_the_terms_do_not_open(
    aud: Viewer, write: Callable[..., UUID]
) -> None:
    message_id = write(CALL_ME)
    open_message(aud, message_id, OpeningGround.ON_DUTY)
    case_id = register_case(aud, message_id)
    lines = CaseEntry.objects.count()
    with pytest.raises(ContactRefusedError):
        note_attempt(aud, case_id, "sms", Outcome.REACHED, "")
    with standing_at(TUESDAY_TEN.replace(day=4)), pytest.raises(ContactRefusedError) as refused:
        note_attempt(aud, case_id, "phone", Outcome.REACHED, "")
    assert refused.value.refusal is Refusal.WRONG_DAY  # the caller is told why
    assert CaseEntry.objects.count() == lines
    note_attempt(aud, case_id, "phone", Outcome.REACHED, "")
