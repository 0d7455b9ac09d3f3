"""Read action cards from the pack, with today's numbers; no database, no people, no units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from pydantic import BaseModel

from tryggvei.contentpack.api import (
    Entry,
    Finding,
    Law,
    PackError,
    Reader,
    Reviewed,
    UnknownKind,
    items,
    pack_entries,
    pack_items,
)
from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.models import CardFile, GuideFile, RoleFile
from tryggvei.guides.queries import GUIDES, known_now, services_meant, standing_in_for
from tryggvei.guides.rules.card_check import (
    CardFinding,
    CardWorld,
    card_findings,
    reading_findings,
)
from tryggvei.guides.rules.card_text import (
    Call,
    CardText,
    CardWords,
    UnitFacts,
    compose,
    running_text,
)
from tryggvei.guides.rules.cards import LineNotFound
from tryggvei.guides.rules.check import check
from tryggvei.guides.rules.schema import LANGUAGES
from tryggvei.help_directory.api import Service, services
from tryggvei.ui.api import prefix_of

CARDS = "cards"
CARD_ROLES = "card_roles"


class CardFault(Exception):
    """A card cannot be made from the pack as it is; the message is for whoever mends the pack."""


@dataclass(frozen=True)
class CardKey:
    """Which card: the kind of unit, and for whom."""

    card: str
    role: str


@dataclass(frozen=True)
class CheckedCard:
    """A card's faults, and where the card stands in the pack."""

    entry: Entry
    findings: tuple[CardFinding, ...]


class CardShelf:
    """Every card of the pack as it stands now, read once: make one for a screen or a command."""

    def __init__(self, read: Reader = items) -> None:
        """Read cards, roles and guides; `read` is `pack_items` for the files alone."""
        self._read = read
        self.cards = cast("dict[str, CardFile]", read(CARDS))
        self.roles = cast("dict[str, RoleFile]", read(CARD_ROLES))
        self.guides = cast("dict[str, GuideFile]", read(GUIDES))
        self._words: dict[str, CardWords] = {}

    def keys_for(self, unit_kind: str) -> list[CardKey]:
        """Return the cards that a kind of unit can have, in the file's order; [] for none."""
        return [
            CardKey(card.id, role)
            for card in self.cards.values()
            if card.unit_kind == unit_kind
            for role in card.roles
        ]

    def has(self, key: CardKey) -> bool:
        """Return whether the pack has this card."""
        return key.card in self.cards and key.role in self.cards[key.card].roles

    def text(self, key: CardKey, language: str, unit: UnitFacts | None = None) -> CardText:
        """Return a card as it reads now. Raises CardFault, and KeyError for an unknown card."""
        card = self.cards[key.card]
        try:
            return compose(card, self.roles[key.role], self.guides, self._in(language), unit)
        except (LineNotFound, pack_texts.BadPlaceholder) as fault:
            raise CardFault(f"card {key.card}: {fault}") from fault
        except KeyError as fault:
            raise CardFault(f"card {key.card}: {fault} is not there") from fault

    def named(self, key: CardKey, language: str) -> tuple[str, str]:
        """Return what a card is called, and for whom it is. Raises KeyError."""
        return self.cards[key.card].title[language], self.roles[key.role].name[language]

    def not_approved(self, key: CardKey) -> list[str]:
        """Return what a card is built on that nobody has approved yet, by its name in the pack."""
        card = self.cards[key.card]
        used: list[tuple[str, BaseModel | None]] = [(f"cards/{card.id}", card)]
        used.append((f"card-roles/{key.role}", self.roles.get(key.role)))
        used += [(f"guides/{one}", self.guides.get(one)) for one in card.guides]
        meant = services_meant(self._read)
        called = {meant[key].key: meant[key] for key in (*card.call.day, *card.call.night)}
        used += [(f"help/{key}", service) for key, service in called.items()]
        return [name for name, item in used if isinstance(item, Reviewed) and item.unreviewed]

    def faults(self, card_id: str) -> list[CardFinding]:
        """Return what is wrong with a card as it is in force, its guides not counted."""
        card = self.cards[card_id]
        found = card_findings(card, self.world())
        if not found:
            for role in card.roles:
                text = self.text(CardKey(card_id, role), LANGUAGES[0])
                found += reading_findings(card, running_text(text))
        return found

    def world(self) -> CardWorld:
        """Return what cards are held against today."""
        always = frozenset(
            key
            for key, service in services_meant(self._read).items()
            if service.hours is not None and service.hours.always
        )
        return CardWorld(self.guides, self.roles, known_now(self._read), always)

    def ready(self, card_id: str) -> None:
        """Raise CardFault when the card, or a guide that it is made from, breaks a rule."""
        for finding in self.faults(card_id):
            raise CardFault(str(finding))
        known = known_now(self._read)
        for guide in self.cards[card_id].guides:
            for fault in check(self.guides[guide], known).errors:
                raise CardFault(f"card {card_id}: {fault}")

    def _in(self, language: str) -> CardWords:
        if language not in self._words:
            self._words[language] = _words(language, self._read, list(self.guides))
        return self._words[language]


def cards_checked() -> list[CheckedCard]:
    """Return the faults of every card of the pack's files, by key."""
    entries = pack_entries(CARDS)
    return [
        CheckedCard(entry, tuple(_findings_of(cast("CardFile", entry.item), entries)))
        for _, entry in sorted(entries.items())
    ]


def cards_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Give `content check` the faults of the cards."""
    for entry in entries.values():
        for fault in _findings_of(cast("CardFile", entry.item), entries):
            yield entry.finding(f"{fault.rule}: {fault.message}", *fault.location)


def _findings_of(card: CardFile, entries: Mapping[str, Entry]) -> Iterator[CardFinding]:
    yield from CardShelf(pack_items).faults(card.id)
    for other in entries.values():
        same = cast("CardFile", other.item).unit_kind == card.unit_kind
        if same and other.key != card.id:
            message = f"{other.key!r} is a card for the same kind of unit"
            yield CardFinding(card.id, "card-unit", message, ("unit_kind",))


def guide_address(guide: str, language: str) -> str:
    """Return where a guide is read, as a whole address."""
    origin = str(settings.PUBLIC_ORIGIN).rstrip("/")
    return f"{origin}{prefix_of(language)}/raad/{guide}/"


def shown_address(address: str) -> str:
    """Return an address as it stands in print: without https:// and the last slash."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def _words(language: str, read: Reader, guides: list[str]) -> CardWords:
    directory = services(read)
    calls = {
        key: _call(service, language, standing_in_for(service, directory))
        for key, service in services_meant(read).items()
    }
    acts = read("acts")
    laws = {
        key: f"{getattr(acts.get(law.act), 'name', law.act)} {law.section}"
        for key, law in cast("dict[str, Law]", read("laws")).items()
    }
    addresses = {guide: guide_address(guide, language) for guide in guides}
    return CardWords(language, municipality_name(), calls, laws, addresses)


def _call(service: Service, language: str, others: Iterable[Service] = ()) -> Call:
    return Call(
        name=service.name.in_language(language),
        number=service.number.display if service.number else "",
        dial=service.number.dial if service.number else "",
        hours=service.hours.words.in_language(language) if service.hours else "",
        instead=tuple(_call(other, language) for other in others),
    )


def municipality_name() -> str:
    """Return the municipality's own name, "" when the pack cannot tell; never raises."""
    try:
        found = pack_items("municipality")
    except (PackError, UnknownKind):
        return ""
    return next((str(getattr(item, "name", "")) for item in found.values()), "")
