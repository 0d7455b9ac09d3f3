"""The pages of a language with what is under way for each, and what waits for a viewer."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from tryggvei.access.api import Viewer
from tryggvei.contentpack.api import Reviewed, ReviewState, items, overtaken_edits
from tryggvei.editorial.models import Draft
from tryggvei.editorial.policies import may_approve, may_publish, may_write
from tryggvei.editorial.queries.drafts import hands_in, open_drafts
from tryggvei.editorial.queries.texts import KINDS
from tryggvei.editorial.rules.workflow import State
from tryggvei.guides.api import GUIDES, GuideFile
from tryggvei.website.api import PAGES, pages, stale_translations


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
    """A page as its editors see it in the list."""

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
    found = [
        Waiting(
            draft.id,
            draft.kind,
            draft.key,
            need,
            draft.changed_at,
            KINDS[draft.kind].heading(draft.shown),
        )
        for draft in drafts
        if (need := _need(viewer, draft, hands.get(draft.id, frozenset()))) is not None
    ]
    return sorted(found, key=lambda one: (list(Need).index(one.need), one.since))


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


def rows(language: str, today: date) -> list[Row]:
    """Return the pages of a language, those that somebody should look at first. PackError."""
    behind, overtaken = set(stale_translations()), overtaken_edits()
    drafts = {draft.key: draft for draft in open_drafts() if draft.kind == PAGES}
    found = [
        _row(PAGES, page.key, page.heading, page, today, drafts.get(page.key))
        for page in pages(language).values()
    ]
    found = [
        replace(row, is_stale=row.key in behind, is_overtaken=(row.kind, row.key) in overtaken)
        for row in found
    ]
    return sorted(found, key=lambda row: (row.concern, row.heading))


def guide_rows(today: date) -> list[Row]:
    """Return the guides, those that somebody should look at first. Raises PackError."""
    overtaken = overtaken_edits()
    drafts = {draft.key: draft for draft in open_drafts() if draft.kind == GUIDES}
    found = []
    for key, guide in cast("dict[str, GuideFile]", items(GUIDES)).items():
        row = _row(GUIDES, key, guide.title["nb"], guide, today, drafts.get(key))
        found.append(replace(row, is_overtaken=(GUIDES, key) in overtaken))
    return sorted(found, key=lambda row: (row.concern, row.heading))


def _row(
    kind: str, key: str, heading: str, fact: Reviewed, today: date, draft: Draft | None
) -> Row:
    return Row(
        kind=kind,
        key=key,
        heading=heading,
        mark=fact.state(today),
        review_by=fact.review_by,
        state=State(draft.state) if draft else None,
        publish_at=draft.publish_at if draft else None,
    )
