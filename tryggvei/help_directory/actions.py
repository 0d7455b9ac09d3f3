"""Facts change by two persons: one proposes, another rings or reads, and puts it out."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tryggvei.access.api import Permission, Viewer, role_files
from tryggvei.audit.api import Thing, record
from tryggvei.contentpack.api import EditConflict, Mark, edit, state_of
from tryggvei.help_directory.models import Proposal
from tryggvei.help_directory.policies import may_confirm_facts
from tryggvei.help_directory.queries import KIND, services
from tryggvei.help_directory.queries.proposals import hands_in_fact, waiting_for
from tryggvei.help_directory.rules import REVIEW_EVERY, Hours, Number, Service, faults, hours_kept
from tryggvei.organisation.api import holdings_of
from tryggvei.toolbox import clock

TEXTS_EVERY = timedelta(days=365)
# Both stand in the content, and are read where the pack's own reasons are: in bokmål, as those.
CHANGED = "Endret av kommunen. Ingen har ringt og kontrollert det etter endringen."
NO_NUMBER = "Kommunen har ikke fylt inn nummeret"


class NothingToConfirm(Exception):
    """A service without a number cannot be confirmed: the number comes first."""


class BreaksTheDirectory(Exception):
    """The change would break a rule of the directory, e.g. another number than 112 for 112."""


class NotByYou(Exception):
    """Whoever has a hand in what is said cannot be the one who finds it right."""


class AlreadyWaiting(Exception):
    """A change of this fact waits for a second person: it is decided first."""


class NoProposal(LookupError):
    """There is no such change, or it was decided meanwhile."""


def role_of(viewer: Viewer) -> str:
    """Return in which position the viewer checks facts, as it stands on the pages.

    Taken from her positions of today: nobody writes her own standing.
    """
    roles = role_files()
    titles = {
        held.position_title
        for held in holdings_of(viewer.person_id, clock.today())
        if held.role_id in roles
        and Permission.HELP_DIRECTORY_FACT_CONFIRM in roles[held.role_id].permissions
    }
    return " og ".join(sorted(titles))


def confirm_fact(viewer: Viewer, kind: str, key: str, seen: str) -> None:
    """Note that the viewer has rung or opened the fact as it stands, and found it right today.

    Raises PermissionDenied, KeyError (no such fact), NotByYou, AlreadyWaiting, NothingToConfirm,
    EditConflict.
    """
    role = _role_or_refused(viewer)
    with transaction.atomic():
        state = state_of(kind, key)
        if viewer.person_id in hands_in_fact(state):
            raise NotByYou(key)
        if waiting_for(kind, key) is not None:
            raise AlreadyWaiting(key)
        data = dict(state.data)
        if data.get("missing") and not data.get("number"):
            raise NothingToConfirm(key)
        edit(kind, key, _checked(data, kind, role), viewer.person_id, seen=seen)
        _note(viewer, "help_directory:fact:confirm", kind, key)


def propose_service(
    viewer: Viewer, key: str, number: Number | None, hours: Hours | None, seen: str
) -> Proposal:
    """Propose a service's number and hours. What is shown stays until somebody else approves.

    Raises PermissionDenied, KeyError, EditConflict, BreaksTheDirectory (with the reason),
    AlreadyWaiting.
    """
    _role_or_refused(viewer)
    state = state_of(KIND, key)
    if state.digest != seen:
        raise EditConflict(key)
    data: dict[str, Any] = dict(state.data)
    before = Service.model_validate(data)
    for name in ("number", "missing", "hours", "reviewed"):
        data.pop(name, None)
    if number is not None:
        data["number"] = number.model_dump(mode="json")
    else:
        data["missing"] = NO_NUMBER
    kept = hours_kept(before.hours, hours)
    if kept is not None:
        data["hours"] = kept.model_dump(mode="json")
    data["unreviewed"] = CHANGED
    data["mark"] = Mark.CONFIRM.value
    for fault in faults({**services(), key: Service.model_validate(data)}):
        raise BreaksTheDirectory(fault.reason)
    proposal = Proposal(
        kind=KIND,
        key=key,
        data=data,
        seen=seen,
        proposed_by=viewer.person_id,
        proposed_at=clock.now(),
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                Proposal.objects.bulk_create([proposal])
        except IntegrityError:
            raise AlreadyWaiting(key) from None
        _note(viewer, "help_directory:fact:propose", KIND, key)
    return proposal


def approve_change(viewer: Viewer, proposal_id: UUID) -> Proposal:
    """Put a proposed change out, as rung and found right by the viewer: a second person.

    Raises PermissionDenied, NoProposal, NotByYou, EditConflict (the fact has moved since).
    """
    role = _role_or_refused(viewer)
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        if proposal.proposed_by == viewer.person_id:
            raise NotByYou(proposal.key)
        data = dict(proposal.data)
        for fault in faults({**services(), proposal.key: Service.model_validate(data)}):
            raise BreaksTheDirectory(fault.reason)
        if data.get("number"):  # else it still waits for one, and says so
            data = _checked(data, proposal.kind, role)
        edit(proposal.kind, proposal.key, data, viewer.person_id, seen=proposal.seen)
        _decide(viewer, proposal, Proposal.APPROVED)
        _note(viewer, "help_directory:fact:approve", proposal.kind, proposal.key)
    return proposal


def withdraw_change(viewer: Viewer, proposal_id: UUID) -> Proposal:
    """Put a proposed change away, one's own or another's: what is shown stays as it is.

    Raises PermissionDenied, NoProposal.
    """
    _role_or_refused(viewer)
    with transaction.atomic():
        proposal = _waiting(proposal_id)
        _decide(viewer, proposal, Proposal.WITHDRAWN)
        _note(viewer, "help_directory:fact:withdraw", proposal.kind, proposal.key)
    return proposal


def _role_or_refused(viewer: Viewer) -> str:
    if not may_confirm_facts(viewer):
        raise PermissionDenied
    role = role_of(viewer)
    if not role:
        raise PermissionDenied
    return role


def _waiting(proposal_id: UUID) -> Proposal:
    rows = Proposal.objects.select_for_update().filter(pk=proposal_id, state=Proposal.WAITING)
    found = rows.first()
    if found is None:
        raise NoProposal(proposal_id)
    return found


def _decide(viewer: Viewer, proposal: Proposal, state: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(
        state=state, decided_by=viewer.person_id, decided_at=clock.now()
    )


def _checked(data: dict[str, Any], kind: str, role: str) -> dict[str, Any]:
    """Return the values with the marks of somebody who rang or read today."""
    today = clock.today()
    every = REVIEW_EVERY if kind == KIND else TEXTS_EVERY
    checked = {name: value for name, value in data.items() if name != "unreviewed"}
    checked["reviewed"] = {"date": today.isoformat(), "by": role}
    checked["review_by"] = (today + every).isoformat()
    if "checked_on" in checked:
        checked["checked_on"] = today.isoformat()
    if "mark" in checked:
        checked["mark"] = Mark.VERIFIED.value
    return checked


def _note(viewer: Viewer, verb: str, kind: str, key: str) -> None:
    record(actor_id=viewer.person_id, verb=verb, thing=Thing(kind=kind, id=key))
