"""Looking into the log is itself in the log, before anything is shown."""

from datetime import date
from uuid import UUID

from tryggvei.access.api import Permission, Viewer, act
from tryggvei.audit.api import (
    REPORT_VERB,
    PlainEntry,
    PlainPage,
    Thing,
    entries_page,
    reads_of_case,
    record,
)


@act("audit:entry:list", Permission.AUDIT_ENTRY_LIST)
def look_into_log(
    viewer: Viewer, before: int | None, day: date | None, actor_id: int | None
) -> PlainPage:
    """Return a page of the log, newest first."""
    record(actor_id=viewer.person_id, verb="audit:entry:list", thing=Thing("audit", "log"))
    return entries_page(before=before, day=day, actor_id=actor_id)


@act(REPORT_VERB, Permission.AUDIT_ACCESS_REPORT_MAKE)
def report_of_case(viewer: Viewer, case_id: UUID, ground: str) -> list[PlainEntry]:
    """Return who has opened a case, for the person whom it concerns."""
    record(
        actor_id=viewer.person_id,
        verb=REPORT_VERB,
        thing=Thing("case", str(case_id)),
        ground=ground,
        case_id=case_id,
    )
    return reads_of_case(case_id)
