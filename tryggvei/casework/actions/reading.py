"""Opening a case: the log row commits first, then the key is asked for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tryggvei.access.api import Permission, Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.casework.actions.vault import (
    ABOUT,
    STORY,
    get_contact,
    get_field,
    read_entry,
    visible,
)
from tryggvei.casework.models import Case
from tryggvei.casework.queries import entries_of
from tryggvei.casework.rules import GROUNDS_TO_CHOOSE, Ground, Ruling, contact_ruling
from tryggvei.intake.api import Mailbox, SafeContact, ThreadPart, dialogue_thread, mailboxes_of_case
from tryggvei.toolbox.clock import oslo_now


class GroundNeededError(ValueError):
    """Somebody whom the case is not assigned to must say why she opens it."""


@dataclass(frozen=True)
class TimeLineRow:
    """One thing that happened in the case, with what was written about it."""

    id: UUID
    kind: str
    at: datetime
    by: str
    told: dict[str, str]


@dataclass(frozen=True)
class OpenCase:
    """A case as one who may read it sees it. Lives for one answer only."""

    case: Case
    story: str
    about: str
    contact: SafeContact
    ruling: Ruling
    line: tuple[TimeLineRow, ...]
    mailboxes: tuple[Mailbox, ...]
    thread: tuple[ThreadPart, ...]


def ground_for(viewer: Viewer, case: Case, ground: str) -> str:
    """Return the ground that goes into the log. Raises GroundNeededError without a known one."""
    if case.assigned_to_id == viewer.person_id:
        return Ground.ASSIGNED.value
    if ground not in {choice.value for choice in GROUNDS_TO_CHOOSE}:
        raise GroundNeededError
    return ground


def log_read(viewer: Viewer, case: Case, ground: str, verb: str = "casework:case:read") -> None:
    """Write who opens the case and why, and commit it. Raises GroundNeededError."""
    ground = ground_for(viewer, case, ground)
    with transaction.atomic(durable=True):
        record(
            actor_id=viewer.person_id,
            verb=verb,
            thing=Thing("case", str(case.id), case.unit_id),
            ground=ground,
            case_id=case.id,
        )


def read_case(viewer: Viewer, case_id: UUID, ground: str = "") -> OpenCase:
    """Return the whole case, after the log of it is committed: no log, no case.

    Raises CaseNotFoundError, GroundNeededError, SealError, and whatever the log raises.
    """
    case = visible(viewer, case_id)
    log_read(viewer, case, ground)
    contact = get_contact(case.id)
    mailboxes = tuple(mailboxes_of_case(case.id))
    thread: list[ThreadPart] = []
    if viewer.may(Permission.INTAKE_MESSAGE_OPEN):
        for mailbox in mailboxes:
            thread += dialogue_thread(viewer, mailbox.id, ground or Ground.ASSIGNED.value, case.id)
    return OpenCase(
        case=case,
        story=get_field(case.id, STORY),
        about=get_field(case.id, ABOUT),
        contact=contact,
        ruling=contact_ruling(contact, case.terms_written_on, oslo_now()),
        line=tuple(
            TimeLineRow(
                id=entry.id,
                kind=entry.kind,
                at=entry.at,
                by=entry.by.name if entry.by else "",
                told=read_entry(entry),
            )
            for entry in entries_of(case.id)
        ),
        mailboxes=mailboxes,
        thread=tuple(thread),
    )
