"""Reaching the person: never outside her own, dated, expiring terms of safe contact."""

from uuid import UUID

from django.db import transaction

from tryggvei.access.api import Permission, Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.casework.actions.reading import ground_for, log_read
from tryggvei.casework.actions.vault import (
    add_entry,
    allowed,
    get_contact,
    put_contact,
)
from tryggvei.casework.rules import EntryKind, Outcome, Refusal, Ruling, contact_ruling
from tryggvei.intake.api import SafeContact, mailboxes_of_case, send_reply
from tryggvei.toolbox.clock import oslo_now, today


class ContactRefusedError(ValueError):
    """The person's terms do not open this way now. `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class NoDialogueError(LookupError):
    """The writer did not ask for an answer on the page."""


def prepare_contact(viewer: Viewer, case_id: UUID, ground: str) -> tuple[SafeContact, Ruling]:
    """Return the terms and today's ruling, logged: the number is shown only after this.

    Raises PermissionDenied, CaseNotFoundError, GroundNeededError, SealError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_CONTACT_ATTEMPT)
    log_read(viewer, case, ground, verb="casework:contact:prepare")
    contact = get_contact(case.id)
    return contact, contact_ruling(contact, case.terms_written_on, oslo_now())


def note_attempt(
    viewer: Viewer, case_id: UUID, channel: str, outcome: Outcome, note: str, ground: str = ""
) -> SafeContact:
    """Write down an attempt to reach the person, and return the terms (what to do if cut).

    Refused when the terms do not open the way now: then no contact may be taken, so there is
    none to write down. Raises ContactRefusedError, PermissionDenied, CaseNotFoundError,
    GroundNeededError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_CONTACT_ATTEMPT)
    ground = ground_for(viewer, case, ground)
    contact = get_contact(case.id)
    ruling = contact_ruling(contact, case.terms_written_on, oslo_now())
    if ruling.refusal is not None:
        raise ContactRefusedError(ruling.refusal)
    if channel not in ruling.channels:
        raise ContactRefusedError(Refusal.NO_SAFE_WAY)
    with transaction.atomic():
        told = {"channel": channel, "outcome": outcome.value, "text": note}
        add_entry(case.id, EntryKind.CONTACT, viewer.person_id, told)
        record(
            actor_id=viewer.person_id,
            verb="casework:contact:attempt",
            thing=Thing("case", str(case.id), case.unit_id),
            ground=ground,
            case_id=case.id,
        )
    return contact


def renew_terms(viewer: Viewer, case_id: UUID, contact: SafeContact, ground: str = "") -> None:
    """Store the terms as the person says them today; they hold for two weeks from now.

    Raises PermissionDenied, CaseNotFoundError, GroundNeededError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_CONTACT_ATTEMPT)
    ground = ground_for(viewer, case, ground)
    with transaction.atomic():
        put_contact(case, contact, today())
        add_entry(case.id, EntryKind.NOTE, viewer.person_id, {"terms": "renewed"})
        record(
            actor_id=viewer.person_id,
            verb="casework:contact:renew",
            thing=Thing("case", str(case.id), case.unit_id),
            ground=ground,
            case_id=case.id,
        )


def reply(viewer: Viewer, case_id: UUID, text: str, ground: str = "") -> None:
    """Answer in the dialogue that the writer chose; only her code opens it.

    Who does not have the case says why, as for reading. Raises NoDialogueError, ReplyTextError,
    PermissionDenied, CaseNotFoundError, GroundNeededError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_DIALOGUE_REPLY)
    ground = ground_for(viewer, case, ground)
    mailboxes = mailboxes_of_case(case.id)
    if not mailboxes:
        raise NoDialogueError
    with transaction.atomic():
        send_reply(viewer, mailboxes[-1], text, case.id, ground)
        add_entry(case.id, EntryKind.REPLY, viewer.person_id, {})
