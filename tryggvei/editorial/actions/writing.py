"""Save a text, send it in, take it back, put it away. Every save is kept whole."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tryggvei.access.api import Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.kinds.base import Today
from tryggvei.editorial.models import Draft, Revision
from tryggvei.editorial.policies import may_mark_as_read, may_write
from tryggvei.editorial.queries.drafts import newest
from tryggvei.editorial.queries.texts import needs_two, stops, today_of
from tryggvei.editorial.rules.wording import composed
from tryggvei.editorial.rules.workflow import OPEN, Basis, Moved, State, Step, after, moved
from tryggvei.toolbox import clock
from tryggvei.toolbox.wording import Coded, in_english


@dataclass(frozen=True)
class Seen:
    """What an editor had before her: the newest saved text's number (0: none), and the basis."""

    number: int
    basis: Basis


class SavedMeanwhile(Exception):
    """Somebody else saved a text of the same page first. `theirs` is that text (None: gone)."""

    def __init__(self, number: int, theirs: dict[str, Any] | None) -> None:
        super().__init__("somebody else saved first")
        self.number, self.theirs = number, theirs


class HasMoved(Exception):
    """What is shown, or the pack, has changed since the editor began. `now` is how it is."""

    def __init__(self, what: Moved, now: Today) -> None:
        super().__init__(what.value)
        self.what, self.now = what, now


class NotReady(Exception):
    """The check finds faults that must be mended first."""

    def __init__(self, reasons: list[Coded]) -> None:
        super().__init__(in_english(reasons[0]))
        self.reasons = reasons


def save(
    viewer: Viewer,
    kind: str,
    key: str,
    written: dict[str, Any],
    seen: Seen,
    restores: int | None = None,
) -> Draft:
    """Store what was written as the newest text of the item's draft; begin one if there is none.

    Raises PermissionDenied, KeyError (no such item), pydantic.ValidationError, SavedMeanwhile,
    HasMoved, NotNow (the draft is with somebody who reads it).
    """
    if not may_write(viewer):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return _save(viewer, kind, key, written, seen, restores)
    except IntegrityError:  # two began the same page in the same moment
        raise SavedMeanwhile(0, None) from None


def _save(
    viewer: Viewer,
    kind: str,
    key: str,
    written: dict[str, Any],
    seen: Seen,
    restores: int | None,
) -> Draft:
    now = today_of(kind, key)
    opened = [state.value for state in OPEN]
    draft = Draft.objects.select_for_update().filter(kind=kind, key=key, state__in=opened).first()
    number = draft.number if draft else 0
    if number != seen.number:
        raise SavedMeanwhile(number, newest(draft).data if draft else None)
    what = moved(seen.basis, now.basis)
    if what is not None:
        raise HasMoved(what, now)
    of_kind = kind_named(kind)
    data = composed(now.data, {name: written[name] for name in of_kind.fields if name in written})
    of_kind.whole(data)
    moment = clock.now()
    if draft is None:
        draft = Draft(kind=kind, key=key, created_at=moment)
    draft.state = after(State(draft.state), Step.SAVE).value
    draft.number = number + 1
    draft.shown, draft.shown_digest = now.data, now.basis.shown
    draft.pack_digest = now.basis.pack
    draft.restores = restores if restores is not None else draft.restores
    draft.stopped_because, draft.changed_at = "", moment
    draft.save()
    Revision.objects.create(
        draft=draft, number=draft.number, data=data, by_id=viewer.person_id, at=moment
    )
    note(viewer.person_id, "editorial:draft:save", draft)
    return draft


def submit(viewer: Viewer, draft_id: UUID, number: int, read_as: str = "") -> Draft:
    """Send a draft to the second reader; where the page needs one person only, make it ready.

    `number` is the saved text that the viewer saw. `read_as`: the role in which she has read it
    against its sources; it counts only where nobody else reads it. Raises PermissionDenied,
    Draft.DoesNotExist, NotNow, SavedMeanwhile, HasMoved, NotReady.
    """
    if not may_write(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        data = the_text_seen(draft, number)
        stands(draft, data)
        two = needs_two(draft.kind, draft.key, data)
        draft.state = after(State(draft.state), Step.SUBMIT, needs_two=two).value
        draft.submitted_by_id, draft.submitted_at = viewer.person_id, clock.now()
        draft.note = ""
        draft.read_as = read_as.strip() if not two and may_mark_as_read(viewer) else ""
        touch(draft)
        if two:
            note(viewer.person_id, "editorial:draft:submit", draft)
        else:
            note(viewer.person_id, "editorial:draft:ready", draft)
        return draft


def take_back(viewer: Viewer, draft_id: UUID) -> Draft:
    """Take a text back to write on it; what was decided about it no longer counts.

    Raises PermissionDenied, Draft.DoesNotExist, NotNow.
    """
    if not may_write(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        draft.state = after(State(draft.state), Step.TAKE_BACK).value
        undecided(draft)
        touch(draft)
        note(viewer.person_id, "editorial:draft:take_back", draft)
        return draft


def withdraw(viewer: Viewer, draft_id: UUID) -> Draft:
    """Put a draft away; its texts stay readable. Raises as take_back()."""
    if not may_write(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        draft.state = after(State(draft.state), Step.WITHDRAW).value
        undecided(draft)
        touch(draft)
        note(viewer.person_id, "editorial:draft:withdraw", draft)
        return draft


def locked(draft_id: UUID) -> Draft:
    """Return a draft that nobody else can move until the transaction ends."""
    return Draft.objects.select_for_update().get(pk=draft_id)


def the_text_seen(draft: Draft, number: int) -> dict[str, Any]:
    """Return the newest text when it is the one that somebody saw. Raises SavedMeanwhile."""
    data: dict[str, Any] = newest(draft).data
    if draft.number != number:
        raise SavedMeanwhile(draft.number, data)
    return data


def stands(draft: Draft, data: dict[str, Any]) -> None:
    """Raise HasMoved or NotReady unless the text still fits what it was made from and the rules."""
    now = today_of(draft.kind, draft.key)
    what = moved(Basis(draft.shown_digest, draft.pack_digest), now.basis)
    if what is not None:
        raise HasMoved(what, now)
    reasons = stops(draft.kind, data, now.data)
    if reasons:
        raise NotReady(reasons)


def undecided(draft: Draft) -> None:
    """Forget who read and approved a draft, and when it was to be shown."""
    draft.submitted_by_id = draft.approved_by_id = draft.scheduled_by_id = None
    draft.submitted_at = draft.approved_at = draft.publish_at = None
    draft.read_as = ""


def touch(draft: Draft) -> None:
    """Store a draft with the moment of the change."""
    draft.changed_at = clock.now()
    draft.save()


def note(person_id: int | None, verb: str, draft: Draft) -> None:
    """Write the act in the log: who, what, which item. Never the text."""
    record(actor_id=person_id, verb=verb, thing=Thing(kind=draft.kind, id=draft.key))
