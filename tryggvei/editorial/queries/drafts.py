"""Drafts, their saved texts, and the versions that were shown."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tryggvei.editorial.models import Draft, Revision, Version
from tryggvei.editorial.rules.workflow import OPEN, State

_OPEN = [state.value for state in OPEN]


def open_draft(kind: str, key: str) -> Draft | None:
    """Return the draft that is under way for an item, if any."""
    return Draft.objects.filter(kind=kind, key=key, state__in=_OPEN).first()


def open_drafts() -> list[Draft]:
    """Return every draft that is under way, the one that was touched last first."""
    return list(Draft.objects.filter(state__in=_OPEN).order_by("-changed_at"))


def put_away(kind: str, key: str) -> list[Draft]:
    """Return the drafts of an item that were put away, the newest first; their texts are kept."""
    found = Draft.objects.filter(kind=kind, key=key, state=State.WITHDRAWN.value)
    return list(found.order_by("-changed_at"))


def draft_of_id(draft_id: UUID) -> Draft | None:
    """Return one draft, whatever its state."""
    return Draft.objects.filter(pk=draft_id).first()


def newest(draft: Draft) -> Revision:
    """Return the newest saved text of a draft."""
    return Revision.objects.get(draft=draft, number=draft.number)


def revisions(draft: Draft) -> list[Revision]:
    """Return every saved text of a draft, the newest first."""
    return list(Revision.objects.filter(draft=draft).order_by("-number"))


def hands_of(draft: Draft) -> frozenset[int]:
    """Return the ids of everybody who has saved a text of the draft."""
    found = Revision.objects.filter(draft=draft).values_list("by_id", flat=True)
    return frozenset(found.order_by().distinct())


def hands_in(drafts: Iterable[Draft]) -> dict[UUID, frozenset[int]]:
    """Return draft id -> the ids of everybody who has saved a text of it. One query."""
    found: dict[UUID, set[int]] = {}
    pairs = Revision.objects.filter(draft__in=list(drafts)).values_list("draft_id", "by_id")
    for draft_id, person_id in pairs:
        found.setdefault(draft_id, set()).add(person_id)
    return {draft_id: frozenset(people) for draft_id, people in found.items()}


def hands_in_shown(kind: str, key: str) -> frozenset[int]:
    """Return who wrote what is shown of an item now; nobody when it was never edited here."""
    shown = Version.objects.filter(kind=kind, key=key).select_related("draft").first()
    return hands_of(shown.draft) if shown and shown.draft else frozenset()


def versions(kind: str, key: str) -> list[Version]:
    """Return every version of an item that was shown, the newest first."""
    return list(Version.objects.filter(kind=kind, key=key).select_related("draft"))


def version(kind: str, key: str, number: int) -> Version | None:
    """Return one version."""
    return Version.objects.filter(kind=kind, key=key, number=number).first()


def revision(draft: Draft, number: int) -> Revision | None:
    """Return one saved text of a draft."""
    return Revision.objects.filter(draft=draft, number=number).first()


def due(now: datetime) -> list[UUID]:
    """Return the drafts whose time has come, the oldest first."""
    waiting = Draft.objects.filter(state=State.SCHEDULED.value, publish_at__lte=now)
    return list(waiting.order_by("publish_at").values_list("id", flat=True))
