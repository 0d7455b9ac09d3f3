"""The list for the person concerned holds everybody who opened anything of hers, and why."""

from collections.abc import Callable
from uuid import UUID

import pytest

from tests.people import StandingPeople
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.audit.api import reads_of_case
from tryggvei.audit.models import AuditEntry
from tryggvei.casework.actions.contacting import prepare_contact
from tryggvei.casework.actions.reading import read_case
from tryggvei.casework.actions.registering import register_case, write_note
from tryggvei.casework.rules import GROUNDS_TO_CHOOSE
from tryggvei.intake.api import Mailbox, OpeningGround, dialogue_thread, open_message
from tryggvei.organisation.api import PersonInfo
from tryggvei.sealing.api import new_receipt_code, parse_receipt_code

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
