"""Confirm a fact, and correct a service: always with an audit row, never over another's edit."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tryggvei.access.api import Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.contentpack.api import Mark, edit, state_of
from tryggvei.help_directory.policies import may_confirm_facts
from tryggvei.help_directory.queries import KIND, services
from tryggvei.help_directory.rules import REVIEW_EVERY, Hours, Number, Service, faults
from tryggvei.toolbox import clock

TEXTS_EVERY = timedelta(days=365)
CHANGED = "Endret av kommunen. Ingen har ringt og kontrollert det etter endringen."


class NothingToConfirm(Exception):
    """A service without a number cannot be confirmed: the number comes first."""


class BreaksTheDirectory(Exception):
    """The change would break a rule of the directory, e.g. another number than 112 for 112."""


def confirm_fact(viewer: Viewer, kind: str, key: str, role: str, seen: str) -> None:
    """Note that the viewer, in a role, has rung or opened the fact and found it right today.

    Raises PermissionDenied, KeyError (no such fact), NothingToConfirm, EditConflict.
    """
    if not may_confirm_facts(viewer):
        raise PermissionDenied
    today = clock.today()
    with transaction.atomic():
        data = dict(state_of(kind, key).data)
        if data.get("missing") and not data.get("number"):
            raise NothingToConfirm(key)
        every = REVIEW_EVERY if kind == KIND else TEXTS_EVERY
        data.pop("unreviewed", None)
        data["reviewed"] = {"date": today.isoformat(), "by": role}
        data["review_by"] = (today + every).isoformat()
        if "checked_on" in data:
            data["checked_on"] = today.isoformat()
        if "mark" in data:
            data["mark"] = Mark.VERIFIED.value
        edit(kind, key, data, viewer.person_id, seen=seen)
        _note(viewer, "help_directory:fact:confirm", kind, key)


def change_service(
    viewer: Viewer, key: str, number: Number | None, hours: Hours | None, seen: str
) -> None:
    """Set a service's number and hours. It counts as unchecked until somebody confirms it.

    Raises PermissionDenied, KeyError, EditConflict, BreaksTheDirectory (with the reason).
    """
    if not may_confirm_facts(viewer):
        raise PermissionDenied
    with transaction.atomic():
        data: dict[str, Any] = dict(state_of(KIND, key).data)
        for name in ("number", "missing", "hours", "reviewed"):
            data.pop(name, None)
        if number is not None:
            data["number"] = number.model_dump(mode="json")
        else:
            data["missing"] = "Kommunen har ikke fylt inn nummeret"
        if hours is not None:
            data["hours"] = hours.model_dump(mode="json")
        data["unreviewed"] = CHANGED
        data["mark"] = Mark.CONFIRM.value
        changed = {**services(), key: Service.model_validate(data)}
        for fault in faults(changed):
            raise BreaksTheDirectory(fault.reason)
        edit(KIND, key, data, viewer.person_id, seen=seen)
        _note(viewer, "help_directory:fact:change", KIND, key)


def _note(viewer: Viewer, verb: str, kind: str, key: str) -> None:
    record(actor_id=viewer.person_id, verb=verb, thing=Thing(kind=kind, id=key))
