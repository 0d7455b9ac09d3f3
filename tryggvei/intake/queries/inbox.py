"""The inbox as the desk sees it: what waits, oldest first; nothing from inside a seal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from tryggvei.access.api import Viewer
from tryggvei.intake.models import InboxEntry, Lane, SealedMessage, State
from tryggvei.intake.policies import may_list
from tryggvei.intake.rules.letter import Mailbox

PAGE = 50
COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Place:
    """A place in the list: the last row that was seen. Goes into the next page's query."""

    received_on: date
    id: UUID


@dataclass(frozen=True)
class InboxRow:
    """One message that waits. `opened_by_id` is None while nobody has opened it."""

    id: UUID
    kind: str
    lane: str
    received_on: date
    state: str
    opened_by_id: int | None
    case_id: UUID | None


@dataclass(frozen=True)
class InboxPage:
    """One page of the inbox; `next_place` is None on the last."""

    rows: tuple[InboxRow, ...]
    next_place: Place | None


def _row(values: tuple[object, ...]) -> InboxRow:
    message_id, kind, lane, received_on, state, opened_by, case_id = values
    return InboxRow(
        id=message_id,  # type: ignore[arg-type]
        kind=str(kind),
        lane=str(lane),
        received_on=received_on,  # type: ignore[arg-type]
        state=str(state or ""),
        opened_by_id=opened_by,  # type: ignore[arg-type]
        case_id=case_id,  # type: ignore[arg-type]
    )


def inbox_seen_by(
    viewer: Viewer, lane: str = Lane.INBOX, after: Place | None = None, size: int = PAGE
) -> InboxPage:
    """Return a page of the messages of a lane that nobody has finished, oldest day first.

    Pages by the last row seen, so the hundredth page costs what the first does; reads one partial
    index and never the blobs. Raises PermissionDenied.
    """
    if not may_list(viewer):
        raise PermissionDenied
    waiting = SealedMessage.objects.filter(waiting=True, lane=lane)
    if after is not None:
        waiting = waiting.filter(
            Q(received_on__gt=after.received_on)
            | Q(received_on=after.received_on, id__gt=after.id),
            received_on__gte=after.received_on,  # lets the index begin at the right place
        )
    found = list(
        waiting.order_by("received_on", "id").values_list(
            "id",
            "kind",
            "lane",
            "received_on",
            "entry__state",
            "entry__opened_by_id",
            "entry__case_id",
        )[: size + 1]
    )
    rows = tuple(_row(values) for values in found[:size])
    more = len(found) > size
    return InboxPage(rows, Place(rows[-1].received_on, rows[-1].id) if more else None)


def waiting_count(viewer: Viewer, lane: str = Lane.INBOX) -> int:
    """Return how many messages wait in a lane, counted up to 1,000. Raises PermissionDenied."""
    if not may_list(viewer):
        raise PermissionDenied
    waiting = SealedMessage.objects.filter(waiting=True, lane=lane).values("id")
    return waiting[:COUNTED_AT_MOST].count()


def row_seen_by(viewer: Viewer, message_id: UUID) -> InboxRow | None:
    """Return what is known of one message without opening it; None when there is none."""
    if not may_list(viewer):
        raise PermissionDenied
    found = (
        SealedMessage.objects.filter(id=message_id)
        .values_list(
            "id",
            "kind",
            "lane",
            "received_on",
            "entry__state",
            "entry__opened_by_id",
            "entry__case_id",
        )
        .first()
    )
    return _row(found) if found else None


def mailboxes_of_case(case_id: UUID) -> list[Mailbox]:
    """Return the dialogues that belong to a case, oldest first. The caller decides who may ask."""
    found: dict[bytes, Mailbox] = {}
    entries = InboxEntry.objects.filter(case_id=case_id).exclude(thread=b"").order_by("opened_at")
    for thread, key in entries.values_list("thread", "thread_key"):
        found.setdefault(bytes(thread), Mailbox(bytes(thread), bytes(key)))
    return list(found.values())


def messages_of_case(case_id: UUID) -> list[tuple[UUID, date]]:
    """Return (id, day) of the messages that belong to a case, oldest first."""
    entries = InboxEntry.objects.filter(case_id=case_id, state=State.REGISTERED)
    return list(
        entries.order_by("message__received_on", "message_id").values_list(
            "message_id", "message__received_on"
        )
    )


def case_things(case_id: UUID) -> list[tuple[str, str]]:
    """Return what else than the case itself was read about it, as the audit log names it."""
    found = [("sealed_message", str(message_id)) for message_id, _ in messages_of_case(case_id)]
    return found + [("mailbox", mailbox.pseudonym) for mailbox in mailboxes_of_case(case_id)]
