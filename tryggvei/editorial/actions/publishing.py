"""Show an approved text to readers, now or at a time; stop when it no longer stands.

To publish is to save a local edit of the pack's item. The bake notices it within a minute.
"""

import logging
from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tryggvei.access.api import Viewer
from tryggvei.contentpack.api import EditConflict, PackError, edit, state_of
from tryggvei.editorial.actions.writing import (
    HasMoved,
    NotReady,
    locked,
    note,
    stands,
    the_text_seen,
    touch,
)
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.models import Draft, Version
from tryggvei.editorial.policies import may_publish
from tryggvei.editorial.queries.drafts import due, hands_of, newest, versions
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.wording import digest_of, marked, unmarked
from tryggvei.editorial.rules.workflow import State, Step, after, is_read, is_sensible_time
from tryggvei.toolbox import clock

logger = logging.getLogger("tryggvei.editorial")
REVIEW_EVERY = timedelta(days=365)  # texts; numbers have their own, shorter time


class Stop(StrEnum):
    """Why a text was not shown. TEXT and PACK: what it was made from has changed."""

    TEXT = "text"
    PACK = "pack"
    CHECK = "check"
    UNREAD = "unread"  # nobody but its writers has read it
    UNMARKED = "unmarked"  # nobody has read it against its sources, and this is no demo


class Stopped(Exception):
    """The text is not shown. `why` says what stands in the way."""

    def __init__(self, why: Stop) -> None:
        super().__init__(why.value)
        self.why = why


class NoSuchTime(Exception):
    """The time has passed, or lies more than a year ahead."""


def schedule(viewer: Viewer, draft_id: UUID, number: int, when: datetime) -> Draft:
    """Let an approved text be shown at an aware moment.

    Raises PermissionDenied, Draft.DoesNotExist, NotNow, SavedMeanwhile, NoSuchTime, Stopped.
    """
    if not may_publish(viewer):
        raise PermissionDenied
    if not is_sensible_time(when, clock.now()):
        raise NoSuchTime
    with transaction.atomic():
        draft = locked(draft_id)
        data = the_text_seen(draft, number)
        state = after(State(draft.state), Step.SCHEDULE)
        why = _in_the_way(draft, data)
        if why is not None:
            raise Stopped(why)
        draft.state, draft.publish_at = state.value, when
        draft.scheduled_by_id = viewer.person_id
        touch(draft)
        note(viewer.person_id, "editorial:page:schedule", draft)
        return draft


def unschedule(viewer: Viewer, draft_id: UUID) -> Draft:
    """Take the time away; the text stays approved. Raises PermissionDenied, NotNow."""
    if not may_publish(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        draft.state = after(State(draft.state), Step.UNSCHEDULE).value
        draft.publish_at = draft.scheduled_by_id = None
        touch(draft)
        note(viewer.person_id, "editorial:page:unschedule", draft)
        return draft


def publish(viewer: Viewer, draft_id: UUID, number: int) -> Draft:
    """Show an approved text to readers.

    Raises PermissionDenied, Draft.DoesNotExist, NotNow, SavedMeanwhile, Stopped (nothing is
    changed then), EditConflict.
    """
    if not may_publish(viewer):
        raise PermissionDenied
    with transaction.atomic():
        draft = locked(draft_id)
        data = the_text_seen(draft, number)
        state = after(State(draft.state), Step.PUBLISH)
        why = _in_the_way(draft, data)
        if why is not None:
            raise Stopped(why)
        _show(draft, data, state, viewer.person_id, viewer.person_id)
        return draft


def publish_due() -> str:
    """Show every text whose time has come. For a tick: safe to run twice, and at the same time.

    One that no longer stands is stopped and told to its people, never shown as it is. One that
    fails holds up no other; it is tried again at the next tick.
    """
    outcomes: Counter[str] = Counter()
    for draft_id in due(clock.now()):
        try:
            with transaction.atomic():
                outcomes[_when_due(draft_id)] += 1
        except (EditConflict, PackError, IntegrityError) as error:
            logger.error("draft %s was not shown: %s", draft_id, type(error).__name__)
            outcomes["failed"] += 1
    return f"{outcomes['shown']} shown, {outcomes['stopped']} stopped, {outcomes['failed']} failed"


def _when_due(draft_id: UUID) -> str:
    draft = locked(draft_id)
    if draft.state != State.SCHEDULED.value or not _is_due(draft):
        return "left"  # somebody else was faster, or has taken it back
    data = newest(draft).data
    why = _in_the_way(draft, data)
    if why is None:
        assert draft.scheduled_by_id is not None  # noqa: S101 - a constraint of the table
        _show(draft, data, State.PUBLISHED, None, draft.scheduled_by_id)
        return "shown"
    draft.state = after(State(draft.state), Step.STOP).value
    draft.stopped_because = why.value
    touch(draft)
    note(None, "editorial:page:stop", draft)
    return "stopped"


def _is_due(draft: Draft) -> bool:
    return draft.publish_at is not None and draft.publish_at <= clock.now()


def _in_the_way(draft: Draft, data: dict[str, Any]) -> Stop | None:
    """Return what stops a text, None when it may be shown now."""
    two = needs_two(draft.kind, draft.key, data)
    if not is_read(needs_two=two, approved_by=draft.approved_by_id, hands=hands_of(draft)):
        return Stop.UNREAD
    try:
        stands(draft, data)
    except HasMoved as moved:
        return Stop(moved.what.value)
    except NotReady:
        return Stop.CHECK
    if not draft.read_as and settings.TRYGGVEI_MODE != "demo":
        # One unread text would stop the whole bake, and with it the next corrected number.
        return Stop.UNMARKED
    return None


def _show(
    draft: Draft, data: dict[str, Any], state: State, actor_id: int | None, editor_id: int
) -> None:
    """Save the text as a local edit, and as a version with the one that stood there before."""
    standing = state_of(draft.kind, draft.key)
    known = versions(draft.kind, draft.key)
    number = known[0].number if known else 0
    if not known or digest_of(known[0].data) != digest_of(standing.data):
        number += 1
        _keep(draft, number, standing.data, None, standing.edited_by)
    pack = today_of(draft.kind, draft.key).pack
    fresh = kind_named(draft.kind).to_show(_with_marks(draft, data), standing.data, pack)
    edit(draft.kind, draft.key, fresh, editor_id, seen=standing.digest)
    _keep(draft, number + 1, fresh, draft, actor_id)
    draft.state = state.value
    touch(draft)
    note(actor_id, "editorial:page:publish", draft)


def _with_marks(draft: Draft, data: dict[str, Any]) -> dict[str, Any]:
    if not draft.read_as:
        return unmarked(data, _("Endret av kommunen. Ingen har lest den nye teksten mot kildene."))
    moment = draft.approved_at or draft.submitted_at or clock.now()
    day = moment.astimezone(clock.OSLO).date()
    until = day + REVIEW_EVERY
    return marked(data, on=day.isoformat(), by=draft.read_as, until=until.isoformat())


def _keep(
    draft: Draft, number: int, data: dict[str, Any], made_by: Draft | None, person_id: int | None
) -> None:
    Version.objects.create(
        kind=draft.kind,
        key=draft.key,
        number=number,
        data=data,
        draft=made_by,
        published_by_id=person_id,
        published_at=clock.now(),
    )
