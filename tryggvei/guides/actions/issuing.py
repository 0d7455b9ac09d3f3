"""Give a unit its action card, note that one no longer hangs, and write the unit's own numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tryggvei.access.api import Viewer
from tryggvei.audit.api import Thing, record
from tryggvei.guides.actions.drawing import Edition, Paper, card_pdf
from tryggvei.guides.models import CardIssue, UnitContact
from tryggvei.guides.policies import may_issue_for
from tryggvei.guides.queries.cards import CardKey
from tryggvei.guides.queries.issues import CardBoard, newest_issues, own_issue
from tryggvei.guides.rules.card_editions import digest_of
from tryggvei.guides.rules.card_text import CardText, OwnContact
from tryggvei.guides.rules.own_contacts import MOST
from tryggvei.guides.rules.schema import LANGUAGES
from tryggvei.toolbox.clock import OSLO, now


class NotApproved(Exception):
    """In production nothing goes on a wall that nobody has approved; `names` says what waits."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class IsOlder(Exception):
    """The card says something else than today's: it is not drawn again, a new one is made."""


@dataclass(frozen=True)
class IssuedCard:
    """A card that a unit has, as it reads today."""

    id: UUID
    text: CardText
    edition: Edition
    is_new: bool


def issue_card(viewer: Viewer | None, unit_id: int, key: CardKey, language: str) -> IssuedCard:
    """Give a unit its card in a language. Safe to do twice: the same words are the same card.

    viewer: None for commands on the server alone. Raises PermissionDenied, LookupError (no such
    unit, or no such card for its kind), CardFault, NotApproved (production).
    """
    if viewer is not None and not may_issue_for(viewer, unit_id):
        raise PermissionDenied
    board = CardBoard([unit_id])
    if unit_id not in board.units or language not in LANGUAGES:
        raise LookupError(f"no unit {unit_id}, or no language {language!r}")
    if key not in board.shelf.keys_for(board.units[unit_id].kind):
        raise LookupError(f"the unit {unit_id} has no card {key.card!r} for {key.role!r}")
    board.shelf.ready(key.card)
    waiting = board.shelf.not_approved(key)
    if waiting and settings.TRYGGVEI_MODE == "production":
        raise NotApproved(waiting)
    text = board.text(unit_id, key, language)
    found = _same_as(unit_id, text)
    if found is not None:
        return _issued(found, text, is_new=False)
    try:
        with transaction.atomic():
            made = _new_issue(viewer, unit_id, text)
    except IntegrityError:  # somebody made the very next card in the same moment
        found = _same_as(unit_id, text)
        if found is None:
            raise
        return _issued(found, text, is_new=False)
    return _issued(made, text, is_new=True)


def drawn_again(viewer: Viewer, issue_id: UUID, paper: Paper) -> tuple[IssuedCard, bytes]:
    """Return a card that the viewer's unit has, with its PDF.

    Raises LookupError (none, or another unit's), IsOlder, CardFault.
    """
    issue = own_issue(viewer, issue_id)
    if issue is None:
        raise LookupError("no such card")
    board, key = CardBoard([issue.unit_id]), CardKey(issue.card, issue.role)
    if not board.shelf.has(key):
        raise IsOlder
    text = board.text(issue.unit_id, key, issue.language)
    if digest_of(text.plain) != issue.digest:
        raise IsOlder
    made = _issued(issue, text, is_new=False)
    with transaction.atomic():
        _note(viewer.person_id, "guides:card:fetch", issue)
        return made, card_pdf(text, made.edition, paper)


def take_down(viewer: Viewer, issue_id: UUID) -> None:
    """Note that a unit's card of this kind and language no longer hangs anywhere.

    Raises LookupError for no card, or another unit's.
    """
    issue = own_issue(viewer, issue_id)
    if issue is None:
        raise LookupError("no such card")
    with transaction.atomic():
        CardIssue.objects.filter(
            unit_id=issue.unit_id, card=issue.card, role=issue.role, language=issue.language
        ).update(printed=False)
        _note(viewer.person_id, "guides:card:take_down", issue)


def note_list_read(viewer: Viewer) -> None:
    """Log that somebody looks at the cards of all units: the names of their leaders stand there."""
    record(actor_id=viewer.person_id, verb="guides:card:list", thing=Thing("cards", "all"))


def write_contacts(viewer: Viewer, unit_id: int, contacts: Sequence[OwnContact]) -> None:
    """Replace a unit's own numbers. Raises PermissionDenied, ValueError for more than MOST."""
    if not may_issue_for(viewer, unit_id):
        raise PermissionDenied
    if len(contacts) > MOST:
        raise ValueError(f"a card has room for {MOST} numbers")
    with transaction.atomic():
        UnitContact.objects.filter(unit_id=unit_id).delete()
        UnitContact.objects.bulk_create(
            UnitContact(
                unit_id=unit_id, order=at, label=one.label, number=one.number, dial=one.dial
            )
            for at, one in enumerate(contacts, start=1)
        )
        record(
            actor_id=viewer.person_id,
            verb="guides:contacts:change",
            thing=Thing("unit_contacts", str(unit_id), unit_id),
        )


def _same_as(unit_id: int, text: CardText) -> CardIssue | None:
    """Return the unit's newest card of this kind when it hangs and says just this."""
    newest = _newest(unit_id, text)
    same = newest is not None and newest.printed and newest.digest == digest_of(text.plain)
    return newest if same else None


def _newest(unit_id: int, text: CardText) -> CardIssue | None:
    wanted = (text.card, text.role, text.language)
    for row in newest_issues([unit_id]):
        if (row.card, row.role, row.language) == wanted:
            return row
    return None


def _new_issue(viewer: Viewer | None, unit_id: int, text: CardText) -> CardIssue:
    before = _newest(unit_id, text)
    actor_id = viewer.person_id if viewer else None
    made = CardIssue.objects.create(
        unit_id=unit_id,
        card=text.card,
        role=text.role,
        language=text.language,
        number=before.number + 1 if before else 1,
        guide_versions={guide.id: guide.version for guide in text.guides},
        digest=digest_of(text.plain),
        said=text.plain,
        issued_at=now(),
        issued_by_id=actor_id,
    )
    _note(actor_id, "guides:card:issue", made)
    return made


def _issued(issue: CardIssue, text: CardText, *, is_new: bool) -> IssuedCard:
    day = issue.issued_at.astimezone(OSLO).date()
    return IssuedCard(issue.id, text, Edition(issue.number, day), is_new)


def _note(actor_id: int | None, verb: str, issue: CardIssue) -> None:
    record(actor_id=actor_id, verb=verb, thing=Thing("card_issue", str(issue.id), issue.unit_id))
