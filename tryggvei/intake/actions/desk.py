"""What the desk does with a message: open, tie to a case, guide, close. The log comes first."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from tryggvei.access.api import Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.intake.models import InboxEntry, SealedMessage, State
from tryggvei.intake.policies import may_open, may_register
from tryggvei.intake.rules.desk import ClosingGround, OpenedMessage
from tryggvei.intake.rules.letter import Letter, Mailbox, letter_from
from tryggvei.sealing.api import SealContext, keeper
from tryggvei.toolbox.clock import now

FINISHED = (State.REGISTERED, State.GUIDANCE_GIVEN, State.NO_ACTION)


class MessageNotFoundError(LookupError):
    """There is no such message. A screen answers 404."""


class AlreadyFinishedError(ValueError):
    """Somebody has already said what came of this message, or nobody has opened it yet."""


def _thing(message_id: UUID) -> Thing:
    return Thing("sealed_message", str(message_id))


def case_of_thread(mailbox_id: bytes) -> UUID | None:
    """Return the case that a dialogue already belongs to, if any."""
    earlier = InboxEntry.objects.filter(thread=mailbox_id, case_id__isnull=False)
    return earlier.order_by("opened_at").values_list("case_id", flat=True).first()


def _note_thread(entry: InboxEntry, mailbox: Mailbox) -> None:
    """Remember the mailbox beside the message, and point to the case of its dialogue.

    Looked up anew until there is a case: an earlier message of the code may have got one since.
    """
    if entry.case_id is None:
        # Only while nobody has given it a case: a colleague may be registering it just now.
        InboxEntry.objects.filter(pk=entry.pk, case_id=None).update(
            thread=mailbox.id, thread_key=mailbox.key, case_id=case_of_thread(mailbox.id)
        )
        entry.refresh_from_db()


def unseal(message: SealedMessage) -> Letter:
    """Ask the keeper to open a message. The caller has already written the log.

    Raises SealError when it does not open, BadLetterError when it is not a letter of ours.
    """
    context = SealContext(message.kind, message.box, message.id)
    return letter_from(keeper().open_sealed(bytes(message.blob), context))


def _message_for(message_id: UUID, for_case: UUID | None) -> SealedMessage:
    """Return the message, unless it belongs to a case that the caller does not speak for."""
    message = SealedMessage.objects.select_related("entry").filter(id=message_id).first()
    if message is None:
        raise MessageNotFoundError
    entry: InboxEntry | None = getattr(message, "entry", None)
    if entry and entry.state == State.REGISTERED and entry.case_id != for_case:
        raise MessageNotFoundError
    return message


def open_message(
    viewer: Viewer, message_id: UUID, ground: str, for_case: UUID | None = None
) -> OpenedMessage:
    """Open one message for a viewer; the log of it is committed before the seal is touched.

    ground: why, one of rules.desk.OpeningGround. for_case: set by casework when its own policy has
    let the viewer into that case; a message that is registered on a case opens in no other way.
    Raises PermissionDenied, MessageNotFoundError, ValueError without a ground, SealError,
    BadLetterError; and whatever the log raises: no log, no letter.
    """
    if not may_open(viewer):
        raise PermissionDenied
    if not ground:
        raise ValueError("a message is opened on a ground")
    message = _message_for(message_id, for_case)
    with transaction.atomic(durable=True):
        entry, _ = InboxEntry.objects.get_or_create(
            message=message, defaults={"opened_at": now(), "opened_by_id": viewer.person_id}
        )
        record(
            actor_id=viewer.person_id,
            verb="intake:message:open",
            thing=_thing(message_id),
            ground=ground,
            case_id=entry.case_id,
        )
    letter = unseal(message)
    if letter.mailbox:
        _note_thread(entry, letter.mailbox)
    return OpenedMessage(
        id=message.id,
        kind=message.kind,
        lane=message.lane,
        received_on=message.received_on,
        state=entry.state,
        case_id=entry.case_id,
        letter=letter,
    )


def _held(message_id: UUID) -> InboxEntry | None:
    """Lock a message's entry and the others of its dialogue; always in one order."""
    wanted = Q(message_id=message_id)
    own = InboxEntry.objects.filter(wanted).exclude(thread=b"").values_list("thread", flat=True)
    for thread in own:
        wanted |= Q(thread=bytes(thread))
    rows = InboxEntry.objects.select_for_update().filter(wanted).order_by("message_id")
    return next((row for row in rows if row.message_id == message_id), None)


def _refuse_other_case(entry: InboxEntry, case_id: UUID) -> None:
    """Raise AlreadyFinishedError when its dialogue has another case: a thread is never split."""
    known = entry.case_id or (case_of_thread(bytes(entry.thread)) if entry.thread else None)
    if known not in (None, case_id):
        raise AlreadyFinishedError("the dialogue of this message belongs to another case")


def _finish(
    viewer: Viewer, message_id: UUID, state: State, verb: str, ground: str, case_id: UUID | None
) -> None:
    with transaction.atomic():
        entry = _held(message_id)
        if entry is None:
            if SealedMessage.objects.filter(id=message_id).exists():
                raise AlreadyFinishedError("open the message before saying what came of it")
            raise MessageNotFoundError
        if entry.state in FINISHED:
            raise AlreadyFinishedError("this message is already finished")
        entry.state, entry.closed_at, entry.closed_by_id = state, now(), viewer.person_id
        if case_id is not None:
            _refuse_other_case(entry, case_id)
            entry.case_id = case_id
        entry.save(update_fields=["state", "closed_at", "closed_by_id", "case_id"])
        SealedMessage.objects.filter(id=message_id).update(waiting=False)
        record(
            actor_id=viewer.person_id,
            verb=verb,
            thing=_thing(message_id),
            ground=ground,
            case_id=entry.case_id,
        )


def link_case(viewer: Viewer, message_id: UUID, case_id: UUID) -> None:
    """Tie an opened message to a case and take it out of the inbox.

    The caller (casework) has made the case, or found that the viewer may see it. Raises
    PermissionDenied, MessageNotFoundError, AlreadyFinishedError.
    """
    if not may_register(viewer):
        raise PermissionDenied
    _finish(viewer, message_id, State.REGISTERED, "intake:message:register", "", case_id)


def give_guidance(viewer: Viewer, message_id: UUID) -> None:
    """Say that guidance was given and no case is made. Raises as `link_case`."""
    if not may_open(viewer):
        raise PermissionDenied
    _finish(viewer, message_id, State.GUIDANCE_GIVEN, "intake:message:guide", "", None)


def close_without_action(viewer: Viewer, message_id: UUID, ground: ClosingGround) -> None:
    """Say that nothing more is to be done, and why. Raises as `link_case`."""
    if not may_open(viewer):
        raise PermissionDenied
    _finish(viewer, message_id, State.NO_ACTION, "intake:message:close", ground.value, None)
