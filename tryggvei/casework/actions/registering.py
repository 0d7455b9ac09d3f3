"""From an opened message to a case, and from a later message to the same case."""

from contextlib import suppress
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tryggvei.access.api import Permission, Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.casework.actions.reading import ground_for
from tryggvei.casework.actions.vault import (
    ABOUT,
    STORY,
    add_entry,
    allowed,
    demand,
    put_contact,
    put_field,
    visible,
)
from tryggvei.casework.models import Case
from tryggvei.casework.rules import CaseState, EntryKind, Ground, new_case_number
from tryggvei.intake.api import (
    AlreadyFinishedError,
    MessageNotFoundError,
    OpenedMessage,
    OpeningGround,
    link_case,
    open_message,
    row_seen_by,
)
from tryggvei.sealing.api import keeper
from tryggvei.toolbox.clock import now, today

REGISTERED = "registered"


class UnitNeededError(ValueError):
    """The viewer registers cases in more than one unit: she must say which one has this."""


class HasCaseError(ValueError):
    """The message is part of a dialogue that has a case already: it goes there, never apart."""


def registering_units(viewer: Viewer) -> frozenset[int]:
    """Return the units in which the viewer may register a case."""
    return viewer.units_for(Permission.CASEWORK_CASE_REGISTER)


def _unit_for(viewer: Viewer, wanted: int | None) -> int:
    units = registering_units(viewer)
    if wanted is None:
        if len(units) != 1:
            raise UnitNeededError
        return next(iter(units))
    if wanted not in units:
        raise PermissionDenied
    return wanted


def register_case(viewer: Viewer, message_id: UUID, unit_id: int | None = None) -> UUID:
    """Make a case of a message that somebody has opened; return its id.

    unit_id: which of the viewer's units has the case; needed when she registers in several, for
    the unit decides who can read it (else UnitNeededError, before anything is opened).

    The letter is opened once more (logged) and moves under the case's own key, so that the key
    of its month can be destroyed. Raises PermissionDenied, MessageNotFoundError,
    AlreadyFinishedError, HasCaseError, SealError.
    """
    demand(viewer, Permission.CASEWORK_CASE_REGISTER)
    unit = _unit_for(viewer, unit_id)
    refuse_finished(viewer, message_id)
    opened = open_message(viewer, message_id, OpeningGround.FOLLOWING_UP)
    if opened.case_id is not None:
        raise HasCaseError
    case_id = uuid4()
    keeper().create_case_key(case_id)
    try:
        with transaction.atomic():
            _write_case(viewer, case_id, opened, unit)
            link_case(viewer, message_id, case_id)
    except BaseException:
        _forget_unused_key(case_id)
        raise
    return case_id


def _forget_unused_key(case_id: UUID) -> None:
    """Destroy the key of a case that was surely not made.

    Surely: the database says so now. A transaction whose answer was lost may stand all the same,
    and without its key nobody could ever read it. A key too many opens nothing.
    """
    with suppress(DatabaseError):
        if not Case.objects.filter(id=case_id).exists():
            keeper().destroy_case_key(case_id)


def _write_case(viewer: Viewer, case_id: UUID, opened: OpenedMessage, unit_id: int) -> None:
    case = Case.objects.create(
        id=case_id,
        number=new_case_number(),
        state=CaseState.NEW.value,
        unit_id=unit_id,
        assigned_to_id=viewer.person_id,
        registered_at=now(),
        terms_written_on=opened.received_on,
        touched_at=now(),
    )
    put_field(case_id, STORY, opened.letter.text)
    put_field(case_id, ABOUT, opened.letter.about.value)
    put_contact(case, opened.letter.contact, opened.received_on)
    add_entry(case_id, EntryKind.REGISTERED, viewer.person_id, {})
    record(
        actor_id=viewer.person_id,
        verb="casework:case:register",
        thing=Thing("case", str(case_id), unit_id),
        ground=Ground.ASSIGNED.value,
        case_id=case_id,
    )


def refuse_finished(viewer: Viewer, message_id: UUID) -> None:
    """Raise AlreadyFinishedError for a message in a case: better said than "not found"."""
    row = row_seen_by(viewer, message_id)
    if row is not None and row.state == REGISTERED:
        raise AlreadyFinishedError


def add_message(viewer: Viewer, message_id: UUID, case_id: UUID) -> None:
    """Put a later message of a dialogue into the case that it belongs to, and into no other:
    the next answer goes to the code of the latest message, which must be the same person's.

    Raises PermissionDenied, CaseNotFoundError, MessageNotFoundError, AlreadyFinishedError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_CASE_REGISTER)
    refuse_finished(viewer, message_id)
    opened = open_message(viewer, message_id, OpeningGround.FOLLOWING_UP)
    if opened.case_id != case.id:
        raise MessageNotFoundError
    with transaction.atomic():
        add_entry(case.id, EntryKind.MESSAGE, None, {"text": opened.letter.text})
        record(
            actor_id=viewer.person_id,
            verb="casework:case:add_message",
            thing=Thing("case", str(case.id), case.unit_id),
            case_id=case.id,
        )
        link_case(viewer, message_id, case.id)


def assign(viewer: Viewer, case_id: UUID, person_id: int, ground: str = "") -> None:
    """Give a case to a member of its unit's desk. The form offers only members.

    Who does not have the case says why, as for reading: else she could take it and read it with
    no ground but that it is hers. Raises PermissionDenied, CaseNotFoundError, GroundNeededError.
    """
    case = allowed(viewer, case_id, Permission.CASEWORK_CASE_ASSIGN)
    ground = ground_for(viewer, case, ground)
    with transaction.atomic():
        Case.objects.filter(id=case.id).update(assigned_to_id=person_id)
        add_entry(case.id, EntryKind.ASSIGNED, viewer.person_id, {"to": str(person_id)})
        record(
            actor_id=viewer.person_id,
            verb="casework:case:assign",
            thing=Thing("case", str(case.id), case.unit_id),
            ground=ground,
            case_id=case.id,
        )


def write_note(viewer: Viewer, case_id: UUID, text: str, ground: str = "") -> None:
    """Write a note in the case. Raises CaseNotFoundError, GroundNeededError as for reading."""
    case = visible(viewer, case_id)
    ground = ground_for(viewer, case, ground)
    with transaction.atomic():
        add_entry(
            case.id, EntryKind.NOTE, viewer.person_id, {"text": text, "on": today().isoformat()}
        )
        record(
            actor_id=viewer.person_id,
            verb="casework:case:note",
            thing=Thing("case", str(case.id), case.unit_id),
            ground=ground,
            case_id=case.id,
        )
