"""Reading the log: the list for the data protection officer, and the list for the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from tryggvei.audit.models import AuditEntry
from tryggvei.audit.words import grounded, named, said, things_of_case
from tryggvei.toolbox.clock import OSLO

PAGE = 50
REPORT_VERB = "audit:access_report:make"


@dataclass(frozen=True)
class PlainEntry:
    """One row in words that anybody can read."""

    at: datetime
    who: str
    what: str
    ground: str
    seq: int = 0
    thing: str = ""


@dataclass(frozen=True)
class PlainPage:
    """Some rows, newest first, and from where the next page goes on (None: no more)."""

    entries: list[PlainEntry]
    next_before: int | None


def _plain(rows: Sequence[AuditEntry]) -> list[PlainEntry]:
    names: dict[tuple[int | None, date], str] = {}
    plain: list[PlainEntry] = []
    for row in rows:
        key = (row.actor_id, row.at.astimezone(OSLO).date())
        if key not in names:
            names[key] = named(*key)
        thing = f"{row.thing_kind} {row.thing_id}"
        entry = PlainEntry(row.at, names[key], said(row.verb), grounded(row.ground), row.seq, thing)
        plain.append(entry)
    return plain


def reads_of_case(case_id: UUID) -> list[PlainEntry]:
    """Return everything that was done with a case, oldest first, without the making of lists."""
    condition = Q(case_id=case_id)
    for kind, thing_id in things_of_case(case_id):
        condition |= Q(thing_kind=kind, thing_id=thing_id)
    rows = AuditEntry.objects.filter(condition).exclude(verb=REPORT_VERB).order_by("seq")
    return _plain(list(rows))


def entries_page(
    *, before: int | None = None, day: date | None = None, actor_id: int | None = None
) -> PlainPage:
    """Return fifty rows, newest first, of one day (Norwegian midnight) and one person if given.

    `before` is the row number that the page before ended at: pages stay whole while the log grows.
    """
    rows = AuditEntry.objects.order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if actor_id is not None:
        rows = rows.filter(actor_id=actor_id)
    if day is not None:
        start = datetime.combine(day, time.min, OSLO)
        end = datetime.combine(day + timedelta(days=1), time.min, OSLO)
        rows = rows.filter(at__gte=start, at__lt=end)
    found = list(rows[: PAGE + 1])
    more = len(found) > PAGE
    return PlainPage(_plain(found[:PAGE]), found[PAGE - 1].seq if more else None)


def actors(on: date) -> list[tuple[int, str]]:
    """Return everybody who stands in the log, as (id, name), by name."""
    ids = AuditEntry.objects.filter(actor_id__isnull=False).order_by("actor_id")
    distinct = ids.values_list("actor_id", flat=True).distinct()
    people = [(actor, named(actor, on)) for actor in distinct if actor is not None]
    return sorted(people, key=lambda person: person[1].casefold())
