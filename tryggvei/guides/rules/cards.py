"""What an action card holds: which lines of which guides stand on one sheet for one kind of unit.

A card quotes: it names steps by id and lines by how they begin in bokmål, and has few words of its
own. So it can never say another thing than the guide; when a guide is changed under it, a
reference no longer fits, and the check says so (`card_check.py`).
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from pydantic import Field, model_validator

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.schema import GuideBody, Key, Step, Texts, _Part

FIRST = "nb"  # references are written in the language that guides are written in
_END = re.compile(r"(?<=[.!?])\s+")


class CardUnit(StrEnum):
    """The kinds of unit that have a card; the values are those of the organisation's kinds."""

    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    HEALTH_STATION = "health_station"
    HOME_CARE = "home_care"
    NURSING_HOME = "nursing_home"
    SHARED_HOUSING = "shared_housing"
    NAV = "nav"
    DOCTOR = "doctor"
    LIBRARY_CULTURE = "library_culture"
    VOLUNTEER = "volunteer"


class StepRef(_Part):
    """A step of a guide: its title, and of its text the lines that begin so in bokmål."""

    guide: Key | None = None  # the card's first guide when none is named
    step: str
    lines: list[str] = []


class LineRef(_Part):
    """Lines without a title: pieces of a step, or one piece of the guide's advice."""

    guide: Key | None = None
    step: str | None = None
    lines: list[str] = []
    advice: str | None = None

    @model_validator(mode="after")
    def _one_of(self) -> "LineRef":
        if (self.step is None) == (self.advice is None) or bool(self.step) != bool(self.lines):
            raise ValueError("name a 'step' with its 'lines', or one piece of 'advice'")
        return self


class Calls(_Part):
    """Whom to call, by the keys that guides use: in office hours, and at all other times."""

    day: list[str] = Field(min_length=1)
    night: list[str] = Field(min_length=1)


class CardBody(_Part):
    """A card without its review mark (which the pack's own base class adds)."""

    id: Key
    version: int = Field(ge=1)
    unit_kind: CardUnit
    guides: list[Key] = Field(min_length=1)
    roles: list[Key] = Field(min_length=1)
    title: Texts
    when: Texts
    emergency: StepRef
    first: list[LineRef] = []  # how to meet the person, before anything is passed on
    own: list[Texts] = Field(default=[], max_length=2)  # what only this kind of unit must think of
    acts: list[StepRef] = Field(min_length=1)
    call: Calls
    do_not: list[LineRef] = Field(min_length=1)
    past_leader: LineRef
    laws: list[str] = Field(min_length=1)  # the sections that bind those who work in such a unit

    def steps_named(self) -> Iterator[tuple[tuple[str | int, ...], StepRef | LineRef]]:
        """Yield (place in the file, reference) for everything that is taken from a guide."""
        yield ("emergency",), self.emergency
        yield from ((("first", at), ref) for at, ref in enumerate(self.first))
        yield from ((("acts", at), ref) for at, ref in enumerate(self.acts))
        yield from ((("do_not", at), ref) for at, ref in enumerate(self.do_not))
        yield ("past_leader",), self.past_leader

    def guide_of(self, ref: StepRef | LineRef) -> str:
        """Return the id of the guide that a reference is about."""
        return ref.guide or self.guides[0]


class RoleBody(_Part):
    """Who reads the card. `own` stands before the acts, for a leader for example.

    `meets_the_person`: False leaves out how to meet and talk, to make room.
    """

    key: Key
    name: Texts
    meets_the_person: bool = True
    own: list[Texts] = Field(default=[], max_length=4)


class LineNotFound(LookupError):
    """No line of the guide, or more than one, begins as a reference says."""


def lines_of(texts: Texts, language: str) -> list[str]:
    """Return a text as lines: each item of a list is one, each sentence of a paragraph is one."""
    lines: list[str] = []
    for block in pack_texts.parse(texts.get(language, ""), pack_texts.Markup.LINES):
        rows = [pack_texts.written(placed.line) for placed in pack_texts.lines([block])]
        if isinstance(block, pack_texts.Listing):
            lines += rows
        else:
            lines += [sentence for row in rows for sentence in _END.split(row) if sentence]
    return lines


def step_lines(step: Step, language: str) -> list[str]:
    """Return every line of a step that a card may quote: its text, its acts, and why it comes."""
    texts = [step.text, *(act.text for act in step.acts), step.why_this_answer]
    return [line for one in texts for line in lines_of(one, language)]


def quoted(ref: StepRef | LineRef, guide: GuideBody, language: str) -> list[str]:
    """Return the lines that a reference means, in a language.

    Raises LineNotFound when the step is gone, when a line does not begin so any more (or two do),
    and when the languages have not the same number of lines, so that it is not sure which is meant.
    """
    if isinstance(ref, LineRef) and ref.advice is not None:
        advice = [one.get(FIRST, "") for one in guide.advice]
        return [guide.advice[_only(ref.advice, advice)].get(language, "")]
    step = guide.steps.get(ref.step or "")
    if step is None:
        raise LineNotFound(f"the guide {guide.id!r} has no step {ref.step!r}")
    first, wanted = step_lines(step, FIRST), step_lines(step, language)
    if ref.lines and len(first) != len(wanted):
        raise LineNotFound(
            f"the step {ref.step!r} has {len(first)} lines in {FIRST!r}, {len(wanted)} in"
            f" {language!r}: the card cannot know which is which"
        )
    return [wanted[_only(begins, first)] for begins in ref.lines]


def _only(begins: str, lines: list[str]) -> int:
    found = [at for at, line in enumerate(lines) if line.startswith(begins)]
    if len(found) != 1:
        count = "no line begins" if not found else f"{len(found)} lines begin"
        raise LineNotFound(f"{count} with {begins!r}")
    return found[0]
