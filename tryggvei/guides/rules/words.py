"""Rules about the words: languages, reading level, numbers, and advice that raises danger."""

import re
from collections.abc import Iterator

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.codes import Code
from tryggvei.guides.rules.findings import Finding, Known, Location
from tryggvei.guides.rules.schema import LANGUAGES, Audience, GuideBody, Step, StepType, Texts
from tryggvei.guides.rules.shape import at
from tryggvei.toolbox.lix import lix
from tryggvei.toolbox.wording import Params

LIX_UNDER = 40
# What a text of a guide or a card may ask for: a number of the help directory, and nothing else.
NUMBERS = pack_texts.Vocabulary({"tel": pack_texts.Takes(key=True)})

# § 13 b, §§ 12 og 13, kapittel 4 A; years and days of the month are not phone numbers either.
_NOT_NUMBERS = re.compile(
    r"§+\s*\d[\d\s\-–,a-z]*(?:(?:og|and)\s+\d[\d\-–a-z]*)?|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ \-\u00a0]?\d){2,}(?!\w)")
_SENTENCE = re.compile(r"[^.!?:\n]+")
_NEGATION = re.compile(r"\b(?:ikke|ikkje|aldri|not|never|don['’]t)\b", re.IGNORECASE)
_BEFORE, _AFTER = 30, 14  # characters round a dangerous word in which a negation must stand

_SUSPECT = (
    r"(?:den som|utøver\w*|utøvar\w*|overgriper\w*|gjerningsperson\w*|mannen|kona|partn[ea]ren"
    r"|samboeren|sambuaren|ektefell?en|ektefellen)"
)
_CONFRONT = re.compile(
    r"\bkonfronter\w*|\bstill\w* .{0,20}til veggs"
    rf"|\b(?:snakk|prat|ta (?:det|saken|saka) opp|ring|skriv) (?:direkte )?(?:med|til) {_SUSPECT}"
    r"|\b(?:parsamtale|parterapi|mekling|ultimatum)\w*"
    r"|\bconfront\w*|\bcouples?(?:['’]s?)? (?:therapy|counsell?ing|talk)\w*|\bmediat\w+"
    r"|\b(?:talk|speak) (?:to|with) the (?:abuser|perpetrator|suspect|husband|wife|partner)\w*"
    r"|\blov\w*\b[^.]{0,40}\b(?:hemmelig|hemmeleg|taus|tie|teie)\w*"
    r"|\bpromise\w*\b[^.]{0,40}\b(?:secret|silen)\w*",
    re.IGNORECASE,
)
_AT_HOME = (
    r"(?:foreldr\w*|foresatte\w*|føresette\w*|pårørende\w*|pårørande\w*|familie\w*|slekt\w*"
    r"|ektefell?e\w*|partn[ea]r\w*|samboer\w*|sambuar\w*)"
)
_TELL_HOME = re.compile(
    r"\b(?:si(?:er)? (?:det |ifra |fra )?(?:til )?|sei (?:det |ifrå |frå )?(?:til )?"
    r"|inform\w+ |varsl?e? |kontakt\w* |snakk\w* (?:først )?med |ring\w* (?:til )?"
    rf"|fort[ae]l\w* (?:det )?(?:til )?)(?:\w+ ){{0,2}}{_AT_HOME}"
    r"|\b(?:tell|inform|call|contact|notify|(?:talk|speak) (?:first )?(?:to|with)) "
    r"(?:\w+ ){0,2}(?:parent|guardian|famil|relative|next of kin|partner|spouse)\w*",
    re.IGNORECASE,
)

# What "they write down" is told of others, so English looks at who writes.
_LEAVES_TRACE = re.compile(
    r"\bskriv (?:\w+ ){0,2}?(?:ned|ut)\b|\bnoter\b|\blagre\b|\b(?:før|hald) dagbok"
    r"|\bta (?:\w+ )?(?:bilder?|bilete|skjerm\w+|opptak)\b"
    r"|(?<!they )\bwrite (?:\w+ ){0,2}?down\b|\bnote down\b|\bkeep a (?:diary|log|record)\b"
    r"|\bsave (?:the|this|our)\b|\bprint (?:it|this|the)\b"
    r"|\btake (?:\w+ )?(?:photo|picture|screenshot)\w*",
    re.IGNORECASE,
)
_ONLY_LEADER = re.compile(
    r"\b(?:leder|leiar|styrer|styrar|sjef|rektor|leader|manager|head of)\w*", re.IGNORECASE
)


def word_findings(guide: GuideBody, known: Known) -> Iterator[Finding]:
    """Check every text of the guide, in every language."""
    yield from _languages(guide)
    for place, language, text in every_text(guide):
        yield from _one_text(guide, place, language, text, known)
    for step_id, step in guide.steps.items():
        for index, act in enumerate(step.acts):
            if act.primary and any(advises(_ONLY_LEADER, text) for text in act.text.values()):
                yield Finding(guide.id, Code.LEADER_FIRST, location=at(step_id, "acts", index))


def every_text(guide: GuideBody) -> Iterator[tuple[Location, str, str]]:
    """Yield (place, language, text) for each text that a reader can meet."""
    for place, texts, _ in _groups(guide):
        for language, text in texts.items():
            yield (*place, language), language, text


def advises(pattern: re.Pattern[str], text: str) -> str:
    """Return the first advice that `pattern` finds and that no negation turns, or ""."""
    for sentence in _SENTENCE.findall(text):
        for match in pattern.finditer(sentence):
            near = sentence[max(0, match.start() - _BEFORE) : match.end() + _AFTER]
            if not _NEGATION.search(near):
                return str(match.group(0)).strip()
    return ""


def reads_as_danger(text: str) -> str:
    """Return the first advice to confront, mediate, promise silence or tell at home, or ""."""
    return advises(_CONFRONT, text) or advises(_TELL_HOME, text)


def warns_off_confronting(text: str) -> bool:
    """Return whether a text says that the suspected is not to be confronted."""
    return _warns(_CONFRONT, text)


def warns_off_telling_home(text: str) -> bool:
    """Return whether a text says that those at home are not to be told first."""
    return _warns(_TELL_HOME, text)


def _warns(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text)) and not advises(pattern, text)


def bare_numbers(text: str) -> list[str]:
    """Return what looks like a phone number typed into a text."""
    rest = _NOT_NUMBERS.sub(" ", pack_texts.filled(text, lambda _number: " "))
    return [match.group(0) for match in _NUMBER.finditer(rest)]


def _groups(guide: GuideBody) -> Iterator[tuple[Location, Texts, bool]]:
    """Yield (place, texts by language, whether the text must be there)."""
    yield ("title",), guide.title, True
    yield ("intro",), guide.intro, True
    for index, advice in enumerate(guide.advice):
        yield ("advice", index), advice, True
    for step_id, step in guide.steps.items():
        yield from _groups_of(step_id, step)


def _groups_of(step_id: str, step: Step) -> Iterator[tuple[Location, Texts, bool]]:
    question = step.type is StepType.QUESTION
    yield at(step_id, "title"), step.title, True
    yield at(step_id, "text"), step.text, not question
    yield at(step_id, "why_we_ask"), step.why_we_ask, question
    yield at(step_id, "why_this_answer"), step.why_this_answer, not question
    for index, answer in enumerate(step.answers):
        yield at(step_id, "answers", index, "label"), answer.label, True
    for index, act in enumerate(step.acts):
        yield at(step_id, "acts", index, "text"), act.text, True


def _languages(guide: GuideBody) -> Iterator[Finding]:
    for place, texts, needed in _groups(guide):
        if not needed and not texts:
            continue
        for language in LANGUAGES:
            if not texts.get(language, "").strip():
                yield Finding(guide.id, Code.NO_TEXT, Params(language=language), place)
        for language in sorted(set(texts) - set(LANGUAGES)):
            params = Params(language=language)
            yield Finding(guide.id, Code.TEXT_TOO_MANY, params, (*place, language))


def _one_text(
    guide: GuideBody, place: Location, language: str, text: str, known: Known
) -> Iterator[Finding]:
    advice = {
        Code.CONFRONTATION: advises(_CONFRONT, text),
        Code.GUARDIANS_IN_TEXT: advises(_TELL_HOME, text),
        Code.LEAVES_TRACE: (
            advises(_LEAVES_TRACE, text) if guide.audience is Audience.RESIDENT else ""
        ),
    }
    for code, said in advice.items():
        if said:
            yield Finding(guide.id, code, Params(said=said), place)
    yield from _numbers(guide, place, text, known)
    if language == "nb" and _is_running(place):
        level = lix(readable(text))
        if level >= LIX_UNDER:
            params = Params(lix=level, stop=LIX_UNDER)
            yield Finding(guide.id, Code.HARD_TO_READ, params, place)


def _numbers(guide: GuideBody, place: Location, text: str, known: Known) -> Iterator[Finding]:
    for number in bare_numbers(text):
        yield Finding(guide.id, Code.BARE_NUMBER, Params(number=number), place)
    asked_for = pack_texts.placeholders(pack_texts.line_of(text))
    if "answers" in place and asked_for:
        yield Finding(guide.id, Code.NUMBER_IN_ANSWER, location=place)
    for _fault in NUMBERS.faults(text):
        yield Finding(guide.id, Code.PLACEHOLDER, location=place)
    for key in (number.key for number in asked_for if number.kind == "tel" and number.key):
        if key not in known.contacts:
            yield Finding(guide.id, Code.CONTACT_IN_TEXT, Params(contact=key), place)
        if guide.apart and key in known.shelters:
            yield Finding(guide.id, Code.SHELTER_IN_TEXT, Params(contact=key), place)


def _is_running(place: Location) -> bool:
    # LIX measures sentences: a heading or an answer of four words has no meaningful value.
    return "title" not in place and "label" not in place


def readable(text: str) -> str:
    """Return a text as LIX should see it: numbers as one word, each item of a list a sentence."""
    spoken = pack_texts.filled(text, lambda _number: "nummer")
    lines = [line.strip().removeprefix("- ") for line in spoken.split("\n")]
    ended = [line if not line or line[-1] in ".!?:" else line + "." for line in lines]
    return "\n".join(ended)
