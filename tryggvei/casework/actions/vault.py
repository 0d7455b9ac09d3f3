"""Texts of a case, in and out of the encryption. The callers have written the log."""

import json
from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied

from tryggvei.access.api import Permission, Viewer
from tryggvei.casework.models import Case, CaseEntry, CaseField
from tryggvei.casework.policies import field_name_of, may_in_unit
from tryggvei.casework.queries import case_seen_by
from tryggvei.casework.rules import FOLLOWING_UP, CaseState, EntryKind
from tryggvei.intake.api import SafeContact, safe_contact_from
from tryggvei.sealing.api import keeper
from tryggvei.toolbox.clock import now

STORY, CONTACT, ABOUT = "story", "contact", "about"
# How long a text of each name is at the least, in bytes with the 4 of its length: whoever takes
# the database must not see from a length who said much about her safety, or wrote long notes.
# Filled with blanks, which JSON and the end of a story do not mind; older fields have none.
FILLED_TO = {STORY: 4092, CONTACT: 8188}
ENTRY_FILLED_TO = 1020


class CaseNotFoundError(LookupError):
    """There is no such case for this viewer. A screen answers 404 in both cases."""


def demand(viewer: Viewer, permission: Permission) -> None:
    """Raise PermissionDenied unless the viewer has the permission."""
    if not viewer.may(permission):
        raise PermissionDenied


def visible(viewer: Viewer, case_id: UUID) -> Case:
    """Return the case when the viewer may see it. Raises CaseNotFoundError."""
    case = case_seen_by(viewer, case_id)
    if case is None:
        raise CaseNotFoundError
    return case


def allowed(viewer: Viewer, case_id: UUID, permission: Permission) -> Case:
    """Return a case in whose unit the viewer has the permission: another unit's does not count.

    Raises PermissionDenied, CaseNotFoundError.
    """
    demand(viewer, permission)
    case = visible(viewer, case_id)
    if not may_in_unit(viewer, permission, case.unit_id):
        raise PermissionDenied
    return case


def _filled(text: str, size: int) -> str:
    return text + " " * max(0, size - len(text.encode()))


def put_field(case_id: UUID, name: str, text: str) -> None:
    """Store one text of a case, over the earlier one."""
    blob = keeper().encrypt_field(case_id, name, _filled(text, FILLED_TO.get(name, 0)))
    CaseField.objects.update_or_create(case_id=case_id, name=name, defaults={"blob": blob})


def get_field(case_id: UUID, name: str) -> str:
    """Return one text of a case, "" when it was never stored. Raises SealError."""
    blob = (
        CaseField.objects.filter(case_id=case_id, name=name).values_list("blob", flat=True).first()
    )
    return keeper().decrypt_field(case_id, name, bytes(blob)).rstrip(" ") if blob else ""


def put_contact(case: Case, contact: SafeContact, written_on: date) -> None:
    """Store the terms of safe contact, and the day from which they expire."""
    put_field(case.id, CONTACT, json.dumps(asdict(contact), ensure_ascii=False))
    Case.objects.filter(id=case.id).update(terms_written_on=written_on)


def get_contact(case_id: UUID) -> SafeContact:
    """Return the terms of safe contact; without any, those that open no way."""
    text = get_field(case_id, CONTACT)
    return safe_contact_from(json.loads(text)) if text else SafeContact()


def add_entry(case_id: UUID, kind: EntryKind, by_id: int | None, told: dict[str, str]) -> UUID:
    """Add a line to the time line; `told` is encrypted under the case's key."""
    entry_id = uuid4()
    blob = b""
    if told:
        text = _filled(json.dumps(told, ensure_ascii=False), ENTRY_FILLED_TO)
        blob = keeper().encrypt_field(case_id, field_name_of(entry_id), text)
    CaseEntry.objects.create(
        id=entry_id, case_id=case_id, kind=kind.value, at=now(), by_id=by_id, blob=blob
    )
    changed: dict[str, object] = {"touched_at": now()}
    if kind in FOLLOWING_UP:
        changed |= {"state": CaseState.FOLLOWED_UP.value}
    Case.objects.filter(id=case_id).update(**changed)
    return entry_id


def read_entry(entry: CaseEntry) -> dict[str, str]:
    """Return what a line of the time line tells. Raises SealError."""
    if not entry.blob:
        return {}
    text = keeper().decrypt_field(entry.case_id, field_name_of(entry.id), bytes(entry.blob))
    return {str(key): str(value) for key, value in json.loads(text).items()}
