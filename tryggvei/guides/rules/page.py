"""What the page shows: every step in one page, in reading order, as plain values for a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.rules.graph import Graph
from tryggvei.guides.rules.schema import GuideBody, Step, StepType, TellGuardians, Texts, TimeLimit
from tryggvei.guides.rules.words import NUMBERS

_NOT_TOLD = (TellGuardians.NEVER, TellGuardians.NOT_BEFORE_ASKED)


@dataclass(frozen=True)
class Segment:
    """A piece of running text: words, or the key of a number in the help directory."""

    text: str = ""
    tel: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph (one line) or a list (a line an item); each line is made of segments."""

    is_list: bool
    lines: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True)
class LawLink:
    """A section of law as a reader sees it: act and section, and what it is about."""

    name: str
    title: str


@dataclass(frozen=True)
class Contact:
    """Somebody to contact: key in the help directory, name, and whom to call meanwhile.

    `instead` names others where the municipality has not given a number yet.
    """

    key: str
    name: str
    instead: tuple["Contact", ...] = ()


@dataclass(frozen=True)
class Words:
    """What a page needs beside the guide, in its language, by the guide's own keys and ids."""

    language: str
    laws: Mapping[str, LawLink]
    contacts: Mapping[str, Contact]
    limits: Mapping[TimeLimit, str]


@dataclass(frozen=True)
class Choice:
    """A link with words: an answer or a step, and the anchor that it leads to."""

    label: tuple[Segment, ...]
    anchor: str

    @property
    def has_number(self) -> bool:
        """Return whether the words hold a phone link: a link inside a link is no link."""
        return any(segment.tel for segment in self.label)


@dataclass(frozen=True)
class ShownAct:
    """One thing to do at an outcome."""

    text: tuple[Segment, ...]
    primary: bool
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class ShownStep:
    """One step as the page shows it. `number` is 0 unless the step is a question."""

    anchor: str
    type: str
    number: int
    title: tuple[Segment, ...]
    blocks: tuple[Block, ...]
    why: tuple[Segment, ...]
    choices: tuple[Choice, ...]
    next_anchor: str
    back_anchor: str
    acts: tuple[ShownAct, ...]
    contacts: tuple[Contact, ...]
    laws: tuple[LawLink, ...]
    kind: str
    time_limit: str
    never_tell: bool
    before: tuple[Choice, ...]
    id: str  # what the guide's file calls it: never in an address

    @property
    def is_outcome(self) -> bool:
        """Return whether the walk ends here."""
        return self.type == StepType.OUTCOME

    @property
    def has_more_acts(self) -> bool:
        """Return whether there is more to do than the primary act."""
        return len(self.acts) > 1


@dataclass(frozen=True)
class ShownGuide:
    """A guide in one language, ready for the template."""

    id: str
    title: str
    intro: tuple[Block, ...]
    advice: tuple[tuple[Segment, ...], ...]
    steps: tuple[ShownStep, ...]


def show(guide: GuideBody, words: Words) -> ShownGuide:
    """Return a guide that has passed the check, as one page in one language.

    Anchors are numbers in reading order: an address in the history says "steg-3" and nothing else.
    """
    page = _Page(Graph(guide), words)
    return ShownGuide(
        id=guide.id,
        title=guide.title[words.language],
        intro=page.blocks(guide.intro),
        advice=tuple(page.line(advice) for advice in guide.advice),
        steps=tuple(page.step(step_id) for step_id in page.graph.order),
    )


class _Page:
    """One guide in one language."""

    def __init__(self, graph: Graph, words: Words) -> None:
        self.graph = graph
        self.words = words
        self.anchors = {key: f"steg-{at}" for at, key in enumerate(graph.order, start=1)}

    def line(self, texts: Texts) -> tuple[Segment, ...]:
        """Return one text in the page's language, split at its [[tel:key]] placeholders."""
        return self._segments(pack_texts.line_of(texts.get(self.words.language, "")))

    def blocks(self, texts: Texts) -> tuple[Block, ...]:
        """Return a text as paragraphs (an empty line between) and lists (lines that begin "- ")."""
        text = texts.get(self.words.language, "")
        return tuple(
            Block(
                isinstance(block, pack_texts.Listing),
                tuple(self._segments(placed.line) for placed in pack_texts.lines([block])),
            )
            for block in pack_texts.parse(text, pack_texts.Markup.LINES)
        )

    def step(self, step_id: str) -> ShownStep:
        """Return one step as the template shows it."""
        step = self.graph.steps[step_id]
        in_acts = {key for act in step.acts for key in act.contacts}
        limit = self.words.limits[TimeLimit(step.time_limit)] if step.time_limit else ""
        return ShownStep(
            anchor=self.anchors[step_id],
            type=step.type.value,
            number=self.graph.question_number.get(step_id, 0),
            title=self.line(step.title),
            blocks=self.blocks(step.text),
            why=self.line(step.why_we_ask or step.why_this_answer),
            choices=tuple(
                Choice(self.line(answer.label), self.anchors[answer.next])
                for answer in step.answers
            ),
            next_anchor=self.anchors.get(step.next or "", ""),
            back_anchor=self.anchors.get(self.graph.surely_before.get(step_id, ""), ""),
            acts=self._acts(step),
            contacts=self._contacts(key for key in step.contacts if key not in in_acts),
            laws=tuple(self.words.laws[law] for law in step.laws),
            kind=step.kind.value,
            time_limit=limit,
            never_tell=step.tells_guardians in _NOT_TOLD,
            before=self._before(step_id, step),
            id=step_id,
        )

    def _before(self, step_id: str, step: Step) -> tuple[Choice, ...]:
        """Return, for an outcome, the duties and rights that the reader may have met on her way.

        A page without script does not know which way she came, so it names them all.
        """
        if step.type is not StepType.OUTCOME:
            return ()
        met = [key for key in self.graph.order if step_id in self.graph.leads_to(key)]
        return tuple(
            Choice(self.line(self.graph.steps[key].title), self.anchors[key])
            for key in met
            if self.graph.steps[key].fulfils
        )

    def _acts(self, step: Step) -> tuple[ShownAct, ...]:
        ordered = sorted(step.acts, key=lambda act: not act.primary)
        return tuple(
            ShownAct(self.line(act.text), act.primary, self._contacts(act.contacts))
            for act in ordered
        )

    def _contacts(self, keys: Iterable[str]) -> tuple[Contact, ...]:
        return tuple(self.words.contacts[key] for key in keys)

    def _segments(self, line: pack_texts.Line) -> tuple[Segment, ...]:
        return pack_texts.drawn(
            line,
            NUMBERS,
            lambda words: Segment(text=words.text),
            lambda number: [Segment(tel=self.words.contacts[number.key].key)],
        )
