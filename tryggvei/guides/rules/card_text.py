"""One card as it stands on paper: words of the guides, numbers of today, the unit's own people."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.cards import CardBody, LineRef, RoleBody, StepRef, quoted
from tryggvei.guides.rules.schema import GuideBody, Texts
from tryggvei.guides.rules.words import NUMBERS


@dataclass(frozen=True)
class Piece:
    """A piece of running text: words, or a number as people write it and as a phone dials it."""

    text: str = ""
    number: str = ""
    dial: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Call:
    """Somebody to call. Without a number: those whom the directory names meanwhile."""

    name: str
    number: str = ""
    dial: str = ""
    hours: str = ""
    instead: tuple["Call", ...] = ()


@dataclass(frozen=True)
class CardAct:
    """One thing to do: what a step is called, and the lines that are quoted from it."""

    title: Line
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class GuideEdition:
    """Which edition of which guide the card is made from, and where that guide is read."""

    id: str
    title: str
    version: int
    address: str


@dataclass(frozen=True)
class OwnContact:
    """A number of the unit's own, as the unit has written it."""

    label: str
    number: str
    dial: str


@dataclass(frozen=True)
class UnitFacts:
    """What a card shows of the unit: whoever leads it today, who leads above, own numbers."""

    name: str
    leaders: tuple[str, ...] = ()  # "name, title"
    above: tuple[str, ...] = ()
    contacts: tuple[OwnContact, ...] = ()


@dataclass(frozen=True)
class CardWords:
    """What a card needs beside its guides, in its language, by the guides' own keys."""

    language: str
    municipality: str
    calls: Mapping[str, Call]
    laws: Mapping[str, str]
    addresses: Mapping[str, str]  # guide -> where it is read


@dataclass(frozen=True)
class CardText:
    """A card in one language, ready to be drawn. Equal texts are the same card on the wall."""

    card: str
    card_version: int
    role: str
    language: str
    municipality: str
    title: str
    role_name: str
    when: Line
    emergency: CardAct
    emergency_calls: tuple[Call, ...]
    role_own: tuple[Line, ...]
    own: tuple[Line, ...]
    first: tuple[Line, ...]
    acts: tuple[CardAct, ...]
    day: tuple[Call, ...]
    night: tuple[Call, ...]
    do_not: tuple[Line, ...]
    past_leader: tuple[Line, ...]
    laws: tuple[str, ...]
    guides: tuple[GuideEdition, ...]
    unit: UnitFacts | None = None

    @property
    def plain(self) -> dict[str, Any]:
        """Return the card as values that can be stored and told apart: lists, texts, numbers."""
        return {key: _listed(value) for key, value in asdict(self).items()}


def compose(
    card: CardBody,
    role: RoleBody,
    guides: Mapping[str, GuideBody],
    words: CardWords,
    unit: UnitFacts | None = None,
) -> CardText:
    """Return a card as it reads today. Without a unit: the card that any such unit may hang up.

    Raises LineNotFound when a guide has moved under the card, KeyError for a guide, contact or
    section that is not there, BadPlaceholder for one that is not understood: such a card has not
    passed the check and must not be made.
    """
    composing = _Composing(card, guides, words)
    emergency = guides[card.guide_of(card.emergency)].steps[card.emergency.step]
    return CardText(
        card=card.id,
        card_version=card.version,
        role=role.key,
        language=words.language,
        municipality=words.municipality,
        title=card.title[words.language],
        role_name=role.name[words.language],
        when=composing.line(card.when),
        emergency=composing.act(card.emergency),
        emergency_calls=composing.calls(emergency.all_contacts),
        role_own=tuple(composing.line(texts) for texts in role.own),
        own=tuple(composing.line(texts) for texts in card.own),
        first=composing.lines(card.first) if role.meets_the_person else (),
        acts=tuple(composing.act(ref) for ref in card.acts),
        day=composing.calls(card.call.day),
        night=composing.calls(card.call.night),
        do_not=composing.lines(card.do_not),
        past_leader=composing.lines([card.past_leader]),
        laws=composing.laws(),
        guides=composing.editions(),
        unit=unit,
    )


def running_text(text: CardText) -> list[str]:
    """Return the card's sentences, numbers left out: what its reading level is measured on."""
    acts = [text.emergency, *text.acts]
    lines = [text.when, *text.role_own, *text.own, *text.first, *text.do_not, *text.past_leader]
    lines += [line for act in acts for line in act.lines]
    return ["".join(piece.text for piece in line) for line in lines]


class _Composing:
    """One card in one language."""

    def __init__(self, card: CardBody, guides: Mapping[str, GuideBody], words: CardWords) -> None:
        self.card = card
        self.guides = guides
        self.words = words

    def line(self, texts: Texts) -> Line:
        return self._pieces(texts[self.words.language])

    def act(self, ref: StepRef) -> CardAct:
        guide = self.guides[self.card.guide_of(ref)]
        lines = quoted(ref, guide, self.words.language)
        title = guide.steps[ref.step].title
        return CardAct(self.line(title), tuple(map(self._pieces, lines)))

    def lines(self, refs: Iterable[LineRef]) -> tuple[Line, ...]:
        return tuple(
            self._pieces(line)
            for ref in refs
            for line in quoted(ref, self.guides[self.card.guide_of(ref)], self.words.language)
        )

    def calls(self, keys: Iterable[str]) -> tuple[Call, ...]:
        """Return whom to call, nobody twice: who stands in for one may be named for herself too."""
        calls = [self.words.calls[key] for key in keys]
        named = {call.dial for call in calls if call.dial}
        shown: list[Call] = []
        for call in calls:
            instead = tuple(other for other in call.instead if other.dial not in named)
            named |= {other.dial for other in instead}
            shown.append(Call(call.name, call.number, call.dial, call.hours, instead))
        return tuple(shown)

    def laws(self) -> tuple[str, ...]:
        return tuple(self.words.laws[law] for law in self.card.laws)

    def editions(self) -> tuple[GuideEdition, ...]:
        language = self.words.language
        return tuple(
            GuideEdition(
                key,
                self.guides[key].title[language],
                self.guides[key].version,
                self.words.addresses[key],
            )
            for key in self.card.guides
        )

    def _pieces(self, text: str) -> Line:
        return pack_texts.drawn(
            pack_texts.line_of(text),
            NUMBERS,
            lambda words: Piece(text=words.text),
            lambda number: self._numbered(self.words.calls[number.key]),
        )

    @staticmethod
    def _numbered(call: Call) -> Iterator[Piece]:
        """Yield the number; of a service without one, its name and those who stand in for it."""
        if call.number:
            yield Piece(number=call.number, dial=call.dial)
            return
        yield Piece(text=call.name)
        for other in call.instead:
            yield Piece(text=f", {other.name} ")
            yield Piece(number=other.number, dial=other.dial)


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(inner) for inner in value]
    return value
