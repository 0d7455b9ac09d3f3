"""Which units hold which card, and whether it says what the card would say today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied

from tryggvei.access.api import Permission, Viewer
from tryggvei.guides.models import CardIssue, UnitContact
from tryggvei.guides.policies import may_list, units_to_issue_for
from tryggvei.guides.queries.cards import CardFault, CardKey, CardShelf
from tryggvei.guides.rules.card_editions import Change, changes
from tryggvei.guides.rules.card_text import CardText, OwnContact, UnitFacts
from tryggvei.organisation.api import UnitInfo, holdings_on, people, units
from tryggvei.toolbox.clock import OSLO, today

LEADER_ROLE = "unit_leader"


@dataclass(frozen=True)
class HeldCard:
    """The newest card of a kind and language that a unit may have on its wall."""

    id: UUID
    key: CardKey
    language: str
    number: int
    day: date
    changes: tuple[Change, ...]  # since then; () when it says what today's card says

    @property
    def is_older(self) -> bool:
        """True when today's card says something else."""
        return bool(self.changes)


@dataclass(frozen=True)
class UnitCards:
    """A unit with the cards that it can have and those that it holds."""

    unit: UnitInfo
    facts: UnitFacts
    keys: tuple[CardKey, ...]
    held: tuple[HeldCard, ...]

    @property
    def older(self) -> tuple[HeldCard, ...]:
        """Return those that say something else than today's."""
        return tuple(one for one in self.held if one.is_older)

    @property
    def missing(self) -> tuple[CardKey, ...]:
        """Return the cards that the unit holds in no language."""
        has = {one.key for one in self.held}
        return tuple(key for key in self.keys if key not in has)


@dataclass(frozen=True)
class Overview:
    """Every unit that can have a card: those with an older one, those without, those in order."""

    older: tuple[UnitCards, ...]
    without: tuple[UnitCards, ...]
    in_order: int
    all: int


class CardBoard:
    """Units, leaders, contacts and held cards, read once for a screen or a command."""

    def __init__(self, unit_ids: Iterable[int] | None = None) -> None:
        """Read what the units hold today; None: every unit of the municipality."""
        self.shelf = CardShelf()
        self.units = {unit.id: unit for unit in units()}
        wanted = set(self.units) if unit_ids is None else set(unit_ids) & set(self.units)
        self.wanted = sorted(wanted, key=lambda one: (self.units[one].name, one))
        self._leaders = _leaders(today())
        self._contacts = _contacts(self.wanted)

    def facts(self, unit_id: int) -> UnitFacts:
        """Return what a card shows of a unit today. Raises KeyError for an unknown unit."""
        unit = self.units[unit_id]
        above = self.units.get(unit.parent_id or 0)
        while above is not None and above.id not in self._leaders:
            above = self.units.get(above.parent_id or 0)
        return UnitFacts(
            unit.name,
            self._leaders.get(unit_id, ()),
            self._leaders[above.id] if above else (),
            self._contacts.get(unit_id, ()),
        )

    def text(self, unit_id: int, key: CardKey, language: str) -> CardText:
        """Return a unit's card as it reads today. Raises CardFault and KeyError."""
        return self.shelf.text(key, language, self.facts(unit_id))

    def cards(self) -> Iterator[UnitCards]:
        """Yield each unit that can have a card or holds one, by name."""
        held: dict[int, list[HeldCard]] = {}
        for issue in newest_issues(self.wanted):
            if issue.printed:
                held.setdefault(issue.unit_id, []).append(self._held(issue))
        for unit_id in self.wanted:
            unit = self.units[unit_id]
            keys = tuple(self.shelf.keys_for(unit.kind))
            if keys or unit_id in held:
                yield UnitCards(unit, self.facts(unit_id), keys, tuple(held.get(unit_id, ())))

    def _held(self, issue: CardIssue) -> HeldCard:
        key = CardKey(issue.card, issue.role)
        return HeldCard(
            issue.id,
            key,
            issue.language,
            issue.number,
            issue.issued_at.astimezone(OSLO).date(),
            self._since(issue, key),
        )

    def _since(self, issue: CardIssue, key: CardKey) -> tuple[Change, ...]:
        if not self.shelf.has(key):
            return (Change.WORDS,)  # the pack has no such card any more
        try:
            now = self.text(issue.unit_id, key, issue.language)
        except CardFault:
            return (Change.WORDS,)
        return changes(issue.said, now.plain)


def newest_issues(unit_ids: Iterable[int]) -> list[CardIssue]:
    """Return the newest card of each unit, kind, reader and language."""
    rows = CardIssue.objects.filter(unit_id__in=list(unit_ids)).order_by("number")
    found = {(row.unit_id, row.card, row.role, row.language): row for row in rows}
    return [found[key] for key in sorted(found)]


def own_cards(viewer: Viewer) -> list[UnitCards]:
    """Return the units that the viewer makes cards for. Raises PermissionDenied."""
    if not viewer.may(Permission.GUIDES_CARD_ISSUE):
        raise PermissionDenied
    return list(CardBoard(units_to_issue_for(viewer)).cards())


def own_unit(viewer: Viewer, public_id: UUID) -> UnitInfo | None:
    """Return a unit that the viewer makes cards for; None for others and for none alike."""
    mine = units_to_issue_for(viewer)
    return next((one for one in units() if one.public_id == public_id and one.id in mine), None)


def own_issue(viewer: Viewer, issue_id: UUID) -> CardIssue | None:
    """Return a card of a unit that the viewer makes cards for; None for others and for none."""
    found = CardIssue.objects.filter(pk=issue_id).first()
    if found is None or found.unit_id not in units_to_issue_for(viewer):
        return None
    return found


def overview(viewer: Viewer) -> Overview:
    """Return how it stands in the whole municipality. Raises PermissionDenied."""
    if not may_list(viewer):
        raise PermissionDenied
    every = [one for one in CardBoard().cards() if one.keys or one.older]
    older = tuple(one for one in every if one.older)
    without = tuple(one for one in every if not one.held)
    in_order = sum(1 for one in every if one.held and not one.older)
    return Overview(older, without, in_order, len(every))


def contacts_of(unit_id: int) -> tuple[OwnContact, ...]:
    """Return a unit's own numbers, in the order that it has put them."""
    return _contacts([unit_id]).get(unit_id, ())


def _contacts(unit_ids: Iterable[int]) -> dict[int, tuple[OwnContact, ...]]:
    found: dict[int, list[OwnContact]] = {}
    for row in UnitContact.objects.filter(unit_id__in=list(unit_ids)).order_by("order"):
        found.setdefault(row.unit_id, []).append(OwnContact(row.label, row.number, row.dial))
    return {unit_id: tuple(rows) for unit_id, rows in found.items()}


def _leaders(on: date) -> dict[int, tuple[str, ...]]:
    """Return "name, title" of whoever leads each unit on a day; closed accounts are left out."""
    active = {one.id: one.name for one in people() if one.is_active}
    found: dict[int, list[str]] = {}
    for held in holdings_on(on):
        if held.role_id == LEADER_ROLE and held.person_id in active:
            found.setdefault(held.unit_id, []).append(
                f"{active[held.person_id]}, {held.position_title}"
            )
    return {unit_id: tuple(sorted(names)) for unit_id, names in found.items()}
