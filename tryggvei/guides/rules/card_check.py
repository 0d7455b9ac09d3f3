"""The proof of an action card: what must stand on it, and that all it quotes is there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.cards import CardBody, LineNotFound, LineRef, RoleBody, StepRef, quoted
from tryggvei.guides.rules.findings import Known, Location
from tryggvei.guides.rules.safety import CALLERS, CHILD_WELFARE_PREFIX
from tryggvei.guides.rules.schema import (
    LANGUAGES,
    GuideBody,
    Kind,
    StepType,
    TellLeader,
    Texts,
    TimeLimit,
)
from tryggvei.guides.rules.words import (
    LIX_UNDER,
    NUMBERS,
    bare_numbers,
    readable,
    reads_as_danger,
    warns_off_confronting,
    warns_off_telling_home,
)
from tryggvei.toolbox.lix import lix

POLICE_EMERGENCY = "politi_nod"
DUTY_LINE = f"{CHILD_WELFARE_PREFIX}vakt"  # child welfare outside office hours
_OWN_DUTY = re.compile(
    r"\b(?:selv|sjølv|sjølve|egen|eiga|yourself|your own|ikke nok|ikkje nok|not enough)\b",
    re.IGNORECASE,
)

CARD_RULES: dict[str, str] = {
    "card-guide": "every guide that the card names exists",
    "card-role": "every role that the card names exists",
    "card-step": "every step and line that the card quotes is there, in every language",
    "card-emergency-first": "first of all: call 112 yourself, now, through nobody else",
    "card-duty": "a duty stands on the card, and that it is the reader's own",
    "card-duty-line": "the duty line of child welfare stands on the card",
    "card-day-night": "somebody answers by day, and somebody at any hour of the night",
    "card-contact": "everybody to call is in the help directory and leads to a number",
    "card-do-nots": "the card warns off confronting, and off telling those at home first",
    "card-past-leader": "the card shows a way past a leader who may stand behind it",
    "card-law": "every section is known, in force, and one that the duties rest on",
    "card-words": "own words are in every language, without typed numbers or dangerous advice",
    "card-hard-to-read": "the card has a LIX under 40",
    "card-unit": "each kind of unit has one card",
}


@dataclass(frozen=True)
class CardFinding:
    """A broken rule of a card, and where in its file."""

    card: str
    rule: str
    message: str
    location: Location = ()

    def __str__(self) -> str:
        return f"error: card {self.card}: {self.rule}: {self.message}"


@dataclass(frozen=True)
class CardWorld:
    """What a card is held against: guides, roles, laws and contacts, and who always answers."""

    guides: Mapping[str, GuideBody]
    roles: Mapping[str, RoleBody]
    known: Known
    always: frozenset[str]


def card_findings(card: CardBody, world: CardWorld) -> list[CardFinding]:
    """Hold a card against every rule of CARD_RULES but the last two. Never raises: it finds."""
    found = [
        CardFinding(card.id, rule, message, place)
        for rule, message, place in (*_names(card, world), *_quotes(card, world))
    ]
    if not found:  # the rest reads what is quoted
        rules: tuple[_Rule, ...] = (_emergency, _duty, _calls, _do_nots, _past_leader, _laws)
        found = [
            CardFinding(card.id, rule, message, place)
            for one in (*rules, _own_words)
            for rule, message, place in one(card, world)
        ]
    return found


def reading_findings(card: CardBody, lines: list[str]) -> Iterator[CardFinding]:
    """Find a card that is hard to read: `lines` are its sentences in bokmål."""
    level = lix(readable("\n".join(f"- {line}" for line in lines)))
    if level >= LIX_UNDER:
        message = f"the card has LIX {level}; it must be under {LIX_UNDER}"
        yield CardFinding(card.id, "card-hard-to-read", message)


_Said = tuple[str, str, Location]
_Rule = Callable[[CardBody, CardWorld], Iterator[_Said]]


def _names(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    for at, guide in enumerate(card.guides):
        if guide not in world.guides:
            yield "card-guide", f"there is no guide {guide!r}", ("guides", at)
    for at, role in enumerate(card.roles):
        if role not in world.roles:
            yield "card-role", f"the role {role!r} is not in card-roles.yaml", ("roles", at)
    for place, ref in card.steps_named():
        if card.guide_of(ref) not in card.guides:
            message = f"the guide {ref.guide!r} is not among the card's guides"
            yield "card-guide", message, place


def _quotes(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    for place, ref in card.steps_named():
        guide = world.guides.get(card.guide_of(ref))
        for language in LANGUAGES if guide else ():
            try:
                quoted(ref, guide, language)  # type: ignore[arg-type]  # none: no language
            except LineNotFound as fault:
                yield "card-step", str(fault), place
                break


def _lines(card: CardBody, world: CardWorld, ref: StepRef | LineRef, language: str) -> list[str]:
    return quoted(ref, world.guides[card.guide_of(ref)], language)


def _emergency(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    step = world.guides[card.guide_of(card.emergency)].steps[card.emergency.step]
    herself = step.type is StepType.ACT and step.lane in CALLERS
    first = step.all_contacts[:1] == [POLICE_EMERGENCY] and step.time_limit == TimeLimit.NOW
    named = all(f"[[tel:{POLICE_EMERGENCY}]]" in step.title.get(one, "") for one in LANGUAGES)
    if not (herself and first and named):
        message = f"{card.emergency.step!r} does not tell the reader to call 112 herself, now"
        yield "card-emergency-first", message, ("emergency",)


def _duty(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    duties = 0
    for at, ref in enumerate(card.acts):
        step = world.guides[card.guide_of(ref)].steps[ref.step]
        if step.kind is not Kind.DUTY or not step.fulfils:
            continue
        duties += 1
        for language in LANGUAGES:
            said = " ".join([step.title[language], *_lines(card, world, ref, language)])
            if not _OWN_DUTY.search(said):
                message = f"{ref.step!r} does not say in {language!r} that the duty is personal"
                yield "card-duty", message, ("acts", at)
    if not duties:
        yield "card-duty", "no act on the card meets a duty", ("acts",)


def _calls(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    for when, keys in (("day", card.call.day), ("night", card.call.night)):
        for at, key in enumerate(keys):
            if key not in world.known.contacts:
                message = f"{key!r} is not in the help directory"
                yield "card-contact", message, ("call", when, at)
            elif key not in world.known.with_number:
                message = f"{key!r} has no number and nobody instead"
                yield "card-contact", message, ("call", when, at)
    if not world.always & set(card.call.night):
        message = "nobody named for the night answers at every hour"
        yield "card-day-night", message, ("call", "night")
    if not any(key.startswith(DUTY_LINE) for key in card.call.night):
        message = "the duty line of child welfare is not named for the night"
        yield "card-duty-line", message, ("call", "night")


def _do_nots(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    for language in LANGUAGES:
        said = [line for ref in card.do_not for line in _lines(card, world, ref, language)]
        if not any(map(warns_off_confronting, said)):
            message = f"nothing in {language!r} warns off confronting"
            yield "card-do-nots", message, ("do_not",)
        if not any(map(warns_off_telling_home, said)):
            message = f"nothing in {language!r} warns off telling those at home first"
            yield "card-do-nots", message, ("do_not",)


def _past_leader(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    ref = card.past_leader
    step = world.guides[card.guide_of(ref)].steps.get(ref.step or "")
    if step is None or step.tells_leader is TellLeader.UNIT_LEADER:
        yield "card-past-leader", "this is no way past the unit's leader", ("past_leader",)


def _laws(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    known = world.known
    for at, law_id in enumerate(card.laws):
        law = known.laws.get(law_id)
        if law is None:
            yield "card-law", f"{law_id!r} is not among the laws", ("laws", at)
            continue
        early = law.valid_from is not None and known.today < law.valid_from
        if early or (law.valid_to is not None and known.today > law.valid_to):
            yield "card-law", f"{law_id!r} is not in force on {known.today}", ("laws", at)
        if known.today > law.review_by and not known.demo:
            yield "card-law", f"the review of {law_id!r} is overdue", ("laws", at)
    for at, ref in enumerate(card.acts):
        step = world.guides[card.guide_of(ref)].steps[ref.step]
        if step.fulfils and step.kind is Kind.DUTY and not set(step.laws) & set(card.laws):
            message = f"no section on the card is one that {ref.step!r} rests on"
            yield "card-law", message, ("acts", at)


def _own_words(card: CardBody, world: CardWorld) -> Iterator[_Said]:
    groups: list[tuple[Location, Texts]] = [(("title",), card.title), (("when",), card.when)]
    groups += [(("own", at), texts) for at, texts in enumerate(card.own)]
    for at, key in enumerate(card.roles):
        role = world.roles[key]
        groups += [(("roles", at), texts) for texts in (role.name, *role.own)]
    for place, texts in groups:
        for language in LANGUAGES:
            if not texts.get(language, "").strip():
                yield "card-words", f"a text is missing in {language!r}", place
        for language, text in texts.items():
            if language not in LANGUAGES:
                yield "card-words", f"{language!r} is not a language here", place
            for message in _faults_of(text, world):
                yield "card-words", f"{message} ({language})", place


def _faults_of(text: str, world: CardWorld) -> Iterator[str]:
    danger = reads_as_danger(text)
    if danger:
        yield f"this reads as dangerous advice: {danger!r}"
    for number in bare_numbers(text):
        yield f"the number {number!r} is typed in; write [[tel:key]]"
    yield from NUMBERS.faults(text)
    for asked_for in pack_texts.placeholders(pack_texts.line_of(text)):
        if asked_for.kind == "tel" and asked_for.key not in world.known.with_number:
            yield f"{asked_for} leads to no number"
