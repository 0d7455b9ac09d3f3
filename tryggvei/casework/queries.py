"""Reads of cases, always for a viewer; nothing from inside the encryption."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tryggvei.access.api import Viewer
from tryggvei.casework.models import Case, CaseEntry
from tryggvei.casework.policies import units_listed_for, units_readable_by

PAGE = 50


@dataclass(frozen=True)
class Place:
    """A place in the list: the last row that was seen. Goes into the next page's query."""

    touched_at: datetime
    id: UUID


@dataclass(frozen=True)
class CaseRow:
    """One case in a list: number, state and days. No name, no story."""

    id: UUID
    number: str
    state: str
    assigned_to_id: int | None
    assigned_to: str
    registered_at: datetime
    touched_at: datetime
    terms_written_on: date


@dataclass(frozen=True)
class CasePage:
    """One page of cases; `next_place` is None on the last."""

    rows: tuple[CaseRow, ...]
    next_place: Place | None


def case_seen_by(viewer: Viewer, case_id: UUID) -> Case | None:
    """Return the case, or None when there is none in a unit whose cases the viewer may open."""
    readable = Case.objects.filter(unit_id__in=units_readable_by(viewer))
    return readable.select_related("assigned_to").filter(id=case_id).first()


def cases_listed_for(
    viewer: Viewer, *, mine: bool = False, after: Place | None = None, size: int = PAGE
) -> CasePage:
    """Return a page of the cases of the viewer's units, last touched first.

    mine: only those assigned to the viewer. Pages go on after the last row seen, by moment and
    id: many cases are touched at one moment, and none of them may fall between two pages.
    """
    found: QuerySet[Case] = Case.objects.filter(unit_id__in=units_listed_for(viewer))
    if mine:
        found = found.filter(assigned_to_id=viewer.person_id)
    if after is not None:
        found = found.filter(
            Q(touched_at__lt=after.touched_at) | Q(touched_at=after.touched_at, id__gt=after.id)
        )
    cases = list(found.select_related("assigned_to").order_by("-touched_at", "id")[: size + 1])
    rows = tuple(
        CaseRow(
            id=case.id,
            number=case.number,
            state=case.state,
            assigned_to_id=case.assigned_to_id,
            assigned_to=case.assigned_to.name if case.assigned_to else "",
            registered_at=case.registered_at,
            touched_at=case.touched_at,
            terms_written_on=case.terms_written_on,
        )
        for case in cases[:size]
    )
    more = len(cases) > size
    return CasePage(rows, Place(rows[-1].touched_at, rows[-1].id) if more else None)


def counts_for(viewer: Viewer) -> dict[str, int]:
    """Return how many cases of the viewer's units have nobody, and how many are hers."""
    found = Case.objects.filter(unit_id__in=units_listed_for(viewer))
    return found.aggregate(
        unassigned=Count("id", filter=Q(assigned_to=None)),
        mine=Count("id", filter=Q(assigned_to_id=viewer.person_id)),
    )


def entries_of(case_id: UUID) -> list[CaseEntry]:
    """Return the time line, newest first; texts still encrypted. The caller may see the case."""
    return list(
        CaseEntry.objects.filter(case_id=case_id).select_related("by").order_by("-at", "id")
    )


def case_numbers(viewer: Viewer, case_ids: set[UUID]) -> dict[UUID, str]:
    """Return the numbers by id of those cases that stand in the viewer's own lists."""
    found = Case.objects.filter(id__in=case_ids, unit_id__in=units_listed_for(viewer))
    return dict(found.values_list("id", "number"))
