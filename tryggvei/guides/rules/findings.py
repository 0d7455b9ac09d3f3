"""What the check says: rules with ids, and findings that name guide, path and rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tryggvei.guides.rules.codes import WORDS, Code
from tryggvei.toolbox.wording import NOTHING_MORE, Params, Plain, Words, in_english

Location = tuple[str | int, ...]


class Severity(StrEnum):
    """An error stops publication; a warning is shown to editors."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """A broken rule: where in the file (`location`), on which path (as answers), and why."""

    guide: str
    code: Code
    params: Params = NOTHING_MORE
    location: Location = ()
    path: str = ""
    severity: Severity = Severity.ERROR
    more_paths: int = 0

    @property
    def rule(self) -> str:
        """Return the id in RULES of the rule that is broken."""
        return self.code.rule

    @property
    def step(self) -> str:
        """Return the id of the step that it is about, "" for the guide itself."""
        place = self.location
        return str(place[1]) if len(place) > 1 and place[0] == "steps" else ""

    @property
    def words(self) -> Words:
        """Return its two sentences."""
        return WORDS[self.code]

    @property
    def told(self) -> Mapping[str, Plain]:
        """Return its parameters, and where it was found."""
        place = ".".join(str(part) for part in self.location)
        return {"step": self.step, "place": place, **self.params}

    @property
    def message(self) -> str:
        """Return its English sentence."""
        return in_english(self)

    def __str__(self) -> str:
        where = f" [path: {self.path}]" if self.path else ""
        more = f" (and {self.more_paths} more paths)" if self.more_paths else ""
        return f"{self.severity}: guide {self.guide}: {self.rule}: {self.message}{where}{more}"


@dataclass(frozen=True)
class LawFact:
    """What the check needs to know of a section; kind and threshold as in laws.yaml."""

    valid_from: date | None
    valid_to: date | None
    review_by: date
    kind: str = "duty"
    threshold: str = "none"


@dataclass(frozen=True)
class Known:
    """The world that a guide is held against: laws, contacts, the day, and whether it is a demo."""

    today: date
    laws: Mapping[str, LawFact] = field(default_factory=dict)
    contacts: frozenset[str] = frozenset()
    with_number: frozenset[str] = frozenset()  # contacts that lead to a number, at least instead
    shelters: frozenset[str] = frozenset()  # contacts for those exposed
    demo: bool = True
    # The words that conditions may use for profession, sector, offence; without them, any word.
    words_of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[object, ...]:
        """Return what tells this world from another: all of it, in a form that can be compared."""
        laws = tuple(sorted(self.laws.items(), key=lambda law: law[0]))
        words = tuple(sorted(self.words_of.items()))
        return (self.today, laws, self.contacts, self.with_number, self.demo, words)


RULES: dict[str, str] = {
    "start": "the guide begins at a step that exists",
    "unknown-step": "every way on leads to a step that exists",
    "unreachable": "every step can be reached",
    "loop": "no walk goes in a circle",
    "dead-end": "every path ends at an outcome",
    "lane": "every step says who acts",
    "one-primary-act": "an outcome has exactly one primary act",
    "same-answer": "the answers of a question have different ids",
    "seven-questions": "no path has more than seven questions",
    "path-count": "the paths can all be walked",
    "danger-first": "danger is asked first, and leads straight to an emergency number",
    "contact-at-end": "every path ends with somebody to contact",
    "record-at-end": "every end for an employee asks whom the reader called, and when",
    "no-trace-at-end": "no end for a resident asks her to note anything",
    "leaves-trace": "no text for a resident advises to note, print or keep what can be found",
    "apart": "a guide for the one who uses violence names nobody who shelters those exposed",
    "duty-right-consent": "duty is asked before right, and right before consent",
    "children-asked": "in a guide about an adult every path asks for children",
    "child-report": "a path with a child at risk meets the duty to report, a resident's leads to"
    " child welfare",
    "duty-to-avert": "a path with an offence to avert meets the duty to avert",
    "guardians-first": "nobody at home is told where somebody at home may be suspected",
    "confrontation": "no text advises to confront, mediate, or promise silence",
    "thresholds": "the two thresholds of the law are never one question",
    "leader-ends": "telling a leader never ends a guide",
    "staff-suspected": "where staff are suspected, no step goes through the unit's leader",
    "legal-source": "every duty and right has a legal source of its kind",
    "law-unknown": "every legal reference exists",
    "law-not-in-force": "every legal reference is in force",
    "law-review-due": "every legal reference is inside its review date",
    "contact-unknown": "every contact exists in the help directory",
    "contact-without-number": "every contact leads to a number that answers",
    "time-limit": "every time limit is one that the house knows",
    "missing-text": "every language has every text",
    "hard-to-read": "every Norwegian text has a LIX under 40",
    "number-in-answer": "no answer holds a phone number: the answer itself is a link",
    "bare-number": "no phone number is typed into a guide",
    "placeholder": "every placeholder is one that a guide knows: [[tel:key]]",
    "when-unknown": "covers and when speak of columns and values of the case table",
    "when-missing": "a guide that covers rows says of every answer when it is given",
    "covers-overlap": "no row of the case table is covered by two guides",
}
