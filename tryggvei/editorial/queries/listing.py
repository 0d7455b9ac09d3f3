"""The texts of a kind with what is under way for each, and what waits for a viewer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tryggvei.access.api import Viewer
from tryggvei.contentpack.api import ReviewState, overtaken_edits
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.kinds.base import Kind, Listed
from tryggvei.editorial.models import Draft
from tryggvei.editorial.policies import may_approve, may_publish, may_write
from tryggvei.editorial.queries.drafts import hands_in, open_drafts
from tryggvei.editorial.rules.workflow import State


class Need(StrEnum):
    """Why a text waits for this very viewer, the most pressing first."""

    STOPPED = "stopped"
    APPROVE = "approve"
    RETURNED = "returned"
    PUBLISH = "publish"
    CONTINUE = "continue"


@dataclass(frozen=True)
class Waiting:
    """A draft that waits for the viewer."""

    draft_id: UUID
    kind: str
    key: str
    need: Need
    since: datetime
    heading: str


@dataclass(frozen=True)
class Row:
    """A text as its editors see it in the list."""

    kind: str
    key: str
    heading: str
    mark: ReviewState
    review_by: date
    state: State | None = None
    publish_at: datetime | None = None
    is_stale: bool = False
    is_overtaken: bool = False

    @property
    def concern(self) -> int:
        """Return how soon somebody should look: 0 now, higher later."""
        signs = (self.is_overtaken, self.is_stale, self.mark is ReviewState.DUE, bool(self.state))
        return next((place for place, sign in enumerate(signs) if sign), len(signs))


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Return what waits for the viewer, the most pressing first, then the oldest."""
    drafts = open_drafts()
    hands = hands_in(drafts)
    waiting = [
        Waiting(
            draft.id,
            draft.kind,
            draft.key,
            need,
            draft.changed_at,
            kind_named(draft.kind).heading(draft.shown),
        )
        for draft in drafts
        if (need := _need(viewer, draft, hands.get(draft.id, frozenset()))) is not None
    ]
    return sorted(waiting, key=lambda text: (list(Need).index(text.need), text.since))


def _need(viewer: Viewer, draft: Draft, hands: frozenset[int]) -> Need | None:
    state, mine = State(draft.state), viewer.person_id in hands and may_write(viewer)
    if state is State.STOPPED and (mine or viewer.person_id == draft.scheduled_by_id):
        return Need.STOPPED
    if state is State.SUBMITTED and may_approve(viewer, hands):
        return Need.APPROVE
    if state is State.APPROVED and may_publish(viewer):
        return Need.PUBLISH
    if mine:
        return {State.RETURNED: Need.RETURNED, State.DRAFT: Need.CONTINUE}.get(state)
    return None


def rows(kind: Kind, language: str, today: date) -> list[Row]:
    """Return the texts of a kind (of a language, where each is in one), those that somebody should
    look at first. Raises PackError."""
    overtaken = overtaken_edits()
    drafts = {draft.key: draft for draft in open_drafts() if draft.kind == kind.name}
    rows_of_kind = [
        _row(kind, text, drafts.get(text.key), today, (kind.name, text.key) in overtaken)
        for text in kind.listed(language)
    ]
    return sorted(rows_of_kind, key=lambda row: (row.concern, row.heading))


def _row(kind: Kind, text: Listed, draft: Draft | None, today: date, is_overtaken: bool) -> Row:
    return Row(
        kind=kind.name,
        key=text.key,
        heading=text.heading,
        mark=text.mark.state(today),
        review_by=text.mark.review_by,
        state=State(draft.state) if draft else None,
        publish_at=draft.publish_at if draft else None,
        is_stale=text.is_stale,
        is_overtaken=is_overtaken,
    )
