"""The second person: approve a text, or send it back with a word to the writer."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tryggvei.access.api import Viewer
from tryggvei.editorial.actions.writing import (
    locked,
    note,
    stands,
    the_text_seen,
    touch,
    undecided,
)
from tryggvei.editorial.models import Draft
from tryggvei.editorial.policies import may_approve, may_decide, may_mark_as_read
from tryggvei.editorial.queries.drafts import hands_of
from tryggvei.editorial.rules.workflow import NotByYou, State, Step, after
from tryggvei.toolbox import clock


def approve(viewer: Viewer, draft_id: UUID, number: int, read_as: str = "") -> Draft:
    """Approve the very text that the viewer read.

    `read_as`: the role in which she has also read it against its sources; it becomes the review
    mark when her role may set one, else it is left out. Raises PermissionDenied, NotByYou,
    Draft.DoesNotExist, NotNow, SavedMeanwhile, HasMoved, NotReady.
    """
    if not may_decide(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        if not may_approve(viewer, hands_of(draft)):
            raise NotByYou
        data = the_text_seen(draft, number)
        state = after(State(draft.state), Step.APPROVE)
        stands(draft, data)
        draft.state = state.value
        draft.approved_by_id, draft.approved_at = viewer.person_id, clock.now()
        draft.read_as = read_as.strip() if may_mark_as_read(viewer) else ""
        touch(draft)
        note(viewer.person_id, "editorial:draft:approve", draft)
        return draft


def send_back(viewer: Viewer, draft_id: UUID, why: str) -> Draft:
    """Send a text back with what must be done. What was approved no longer is.

    Raises PermissionDenied, Draft.DoesNotExist, NotNow.
    """
    if not may_decide(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        draft.state = after(State(draft.state), Step.RETURN).value
        undecided(draft)
        draft.note = why.strip()
        touch(draft)
        note(viewer.person_id, "editorial:draft:return", draft)
        return draft
