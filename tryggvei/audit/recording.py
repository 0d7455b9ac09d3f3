"""Appending to the log: one function, one row, inside the caller's transaction or its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.db import connection, transaction

from tryggvei.audit.chain import GENESIS, Link, link_hash
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.toolbox.clock import now

HEAD = 1
_VERB = re.compile(r"[a-z][a-z_]*(:[a-z][a-z_]*){1,3}")
_KIND = re.compile(r"[a-z][a-z_:.]{0,59}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:./+-]{0,119}")
_GROUND_LONGEST = 200


_heard: ContextVar[list[str] | None] = ContextVar("_heard", default=None)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Return a list that holds the verbs that are recorded until the end of the block."""
    outer, verbs = _heard.get(), list[str]()
    token = _heard.set(verbs)
    try:
        yield verbs
    finally:
        _heard.reset(token)
        if outer is not None:
            outer.extend(verbs)


@dataclass(frozen=True)
class Thing:
    """What something was done to: its kind, its id, and the unit it belongs to if it has one."""

    kind: str
    id: str
    unit_id: int | None = None


def record(
    *,
    actor_id: int | None,
    verb: str,
    thing: Thing,
    ground: str = "",
    case_id: UUID | None = None,
) -> None:
    """Append one row to the log: in the caller's transaction when there is one, else in its own.

    `actor_id` None means the system itself. Call it late in an action: on PostgreSQL other
    appends wait until the transaction ends. Any failure is raised, so that the caller's work
    fails with it: no log, no page.

    Raises ValueError when verb, kind or id look like anything but names and ids, or when the
    ground is longer than 200 characters or more than one line. (The log must never take text
    that somebody wrote about somebody.)
    """
    for name, value, pattern in (
        ("verb", verb, _VERB),
        ("thing kind", thing.kind, _KIND),
        ("thing id", thing.id, _ID),
    ):
        if not pattern.fullmatch(value):
            raise ValueError(f"the audit log takes names and ids only; this {name} is neither")
    if len(ground) > _GROUND_LONGEST or not (ground == "" or ground.isprintable()):
        raise ValueError("the ground of access is one line of at most 200 characters")
    # No savepoint: if the log fails, the caller's transaction must fail, even if it catches.
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql":
            _append_in_server(actor_id, verb, thing, ground, case_id)
        else:
            _append_here(actor_id, verb, thing, ground, case_id)
    heard = _heard.get()
    if heard is not None:
        heard.append(verb)


def _append_in_server(
    actor_id: int | None, verb: str, thing: Thing, ground: str, case_id: UUID | None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.audit_append(%s::bigint, %s::text, %s::text, %s::text,"
            " %s::bigint, %s::text, %s::uuid)",
            [actor_id, verb, thing.kind, thing.id, thing.unit_id, ground, case_id],
        )


def _append_here(
    actor_id: int | None, verb: str, thing: Thing, ground: str, case_id: UUID | None
) -> None:
    # SQLite: transactions begin IMMEDIATE (settings), so only one writer is ever in here.
    head, _ = AuditHead.objects.select_for_update().get_or_create(
        pk=HEAD, defaults={"seq": 0, "hash": GENESIS}
    )
    link = Link(
        seq=head.seq + 1,
        at=now(),
        actor_id=actor_id,
        verb=verb,
        thing_kind=thing.kind,
        thing_id=thing.id,
        unit_id=thing.unit_id,
        ground=ground,
        case_id=case_id,
        prev_hash=head.hash,
    )
    link = replace(link, hash=link_hash(link))
    AuditEntry.objects.bulk_create([AuditEntry(**asdict(link))])
    AuditHead.objects.filter(pk=HEAD).update(seq=link.seq, hash=link.hash)
