"""Reads of changes that wait, and of who has a hand in what is shown. Staff side only."""

from uuid import UUID

from tryggvei.contentpack.api import ItemState
from tryggvei.help_directory.models import Proposal
from tryggvei.house.api import Point, offered


def proposal_of_id(proposal_id: UUID) -> Proposal | None:
    """Return one change, whatever became of it."""
    return Proposal.objects.filter(pk=proposal_id).first()


def waiting_for(kind: str, key: str) -> Proposal | None:
    """Return the change of a fact that waits for a second person, if any."""
    return Proposal.objects.filter(kind=kind, key=key, state=Proposal.WAITING).first()


def waiting_keys() -> set[tuple[str, str]]:
    """Return (kind, key) of every fact of which a change waits."""
    return set(Proposal.objects.filter(state=Proposal.WAITING).values_list("kind", "key"))


def waiting_not_by(person_id: int) -> int:
    """Return how many changes wait that somebody else has proposed."""
    return Proposal.objects.filter(state=Proposal.WAITING).exclude(proposed_by=person_id).count()


def hands_in_fact(state: ItemState) -> frozenset[int]:
    """Return who has a hand in what a fact says now: they cannot be who finds it right.

    The one who proposed what was approved last; whoever made a local edit that nobody has read
    since; and whoever the rooms name that write texts of their own.
    """
    approved = Proposal.objects.filter(kind=state.kind, key=state.key, state=Proposal.APPROVED)
    hands = set(approved.order_by("-decided_at").values_list("proposed_by", flat=True)[:1])
    if state.edited_by is not None and state.data.get("unreviewed"):
        hands.add(state.edited_by)
    for read in offered(Point.FACT_HANDS):
        hands |= set(read(state.kind, state.key))
    return frozenset(hands)
