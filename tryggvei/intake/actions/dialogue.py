"""The desk's side of a dialogue: write to the mailbox of a code, and read the thread again."""

from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tryggvei.access.api import Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.intake.actions.desk import MessageNotFoundError, case_of_thread, unseal
from tryggvei.intake.actions.receive import BOX
from tryggvei.intake.models import InboxEntry, SealedReply, SentReply
from tryggvei.intake.policies import may_open, may_reply
from tryggvei.intake.rules.desk import REPLY_LONGEST, ReplyTextError, ThreadPart
from tryggvei.intake.rules.letter import (
    BadLetterError,
    Mailbox,
    ReplyText,
    pseudonym_of,
    reply_from,
    reply_plaintext,
)
from tryggvei.intake.rules.text import clean_text
from tryggvei.sealing.api import (
    SealContext,
    SealError,
    keeper,
    public_keyset,
    seal,
    seal_to_mailbox,
)
from tryggvei.toolbox.clock import now, today


def _thing(mailbox_id: bytes) -> Thing:
    return Thing("mailbox", pseudonym_of(mailbox_id))


def send_reply(
    viewer: Viewer, mailbox: Mailbox, text: str, case_id: UUID | None = None, ground: str = ""
) -> UUID:
    """Seal a reply to the writer's own code, with a copy to the team; return the reply's id.

    case_id, ground: given by casework, whose policy has let the viewer into the case.

    Raises PermissionDenied, ReplyTextError when the text is empty or too long, SealError.
    """
    if not may_reply(viewer):
        raise PermissionDenied
    cleaned = clean_text(text).strip()
    if not 0 < len(cleaned) <= REPLY_LONGEST:
        raise ReplyTextError
    reply_id, said_at = uuid4(), now()
    plaintext = reply_plaintext(ReplyText(cleaned, said_at.isoformat()))
    blob = seal_to_mailbox(plaintext, mailbox.id, mailbox.key, reply_id)
    copy = seal(plaintext, SealContext("reply", BOX, reply_id), public_keyset())
    with transaction.atomic():
        reply = SealedReply(id=reply_id, mailbox_id=mailbox.id, created_on=today(), blob=blob)
        reply.save(force_insert=True)
        SentReply(
            reply=reply,
            key_id=copy.key_id,
            blob=copy.blob,
            sent_at=said_at,
            sent_by_id=viewer.person_id,
        ).save(force_insert=True)
        record(
            actor_id=viewer.person_id,
            verb="intake:dialogue:reply",
            thing=_thing(mailbox.id),
            ground=ground,
            case_id=case_id,
        )
    return reply_id


def _said_at(written_at: str, otherwise: datetime) -> datetime:
    try:
        said = datetime.fromisoformat(written_at)
    except ValueError:
        return otherwise
    return said if said.tzinfo else otherwise


def _from_writer(entry: InboxEntry) -> ThreadPart:
    try:
        letter = unseal(entry.message)
    except (SealError, BadLetterError):
        return ThreadPart(from_writer=True, said_at=entry.opened_at, text=None)
    return ThreadPart(True, _said_at(letter.written_at, entry.opened_at), letter.text)


def _from_desk(sent: SentReply) -> ThreadPart:
    context = SealContext("reply", BOX, sent.reply_id)
    text: str | None
    try:
        text = reply_from(keeper().open_sealed(bytes(sent.blob), context)).text
    except (SealError, BadLetterError):
        text = None  # its epoch key is destroyed: what matters stands in the case
    return ThreadPart(False, sent.sent_at, text, author_id=sent.sent_by_id)


def dialogue_thread(
    viewer: Viewer, mailbox_id: bytes, ground: str, case_id: UUID | None = None
) -> list[ThreadPart]:
    """Return what both sides have said in a dialogue, oldest first; one row in the log, first.

    Only messages that somebody has opened in the inbox belong to a thread: which mailbox an
    unopened one speaks of is inside its seal. A dialogue that belongs to a case is read for that
    case only (`case_id`, given by casework after its own policy). Raises PermissionDenied,
    MessageNotFoundError, ValueError without a ground.
    """
    if not may_open(viewer):
        raise PermissionDenied
    if not ground:
        raise ValueError("a dialogue is read on a ground")
    if case_of_thread(mailbox_id) not in (None, case_id):
        raise MessageNotFoundError
    with transaction.atomic(durable=True):
        record(
            actor_id=viewer.person_id,
            verb="intake:dialogue:read",
            thing=_thing(mailbox_id),
            ground=ground,
            case_id=case_id,
        )
    entries = InboxEntry.objects.filter(thread=mailbox_id).select_related("message")
    sent = SentReply.objects.filter(reply__mailbox_id=mailbox_id)
    parts = [*map(_from_writer, entries), *map(_from_desk, sent)]
    return sorted(parts, key=lambda part: part.said_at)
