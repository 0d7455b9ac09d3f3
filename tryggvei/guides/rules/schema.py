"""What a guide file holds: a directed graph of questions, acts and outcomes.

The schema is lenient where a rule of the proof gives a better message than a type error would
(a missing lane, two primary acts): see `rules/check.py`.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

LANGUAGES = ("nb", "nn", "en")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
Texts = dict[str, Annotated[str, StringConstraints(strip_whitespace=True)]]
# Column of the lawyer's table -> the values that fit. All columns must fit; an empty one fits all.
Condition = dict[str, list[str]]


class StepType(StrEnum):
    """A question has answers, an act leads on, an outcome ends the walk."""

    QUESTION = "question"
    ACT = "act"
    OUTCOME = "outcome"


class Kind(StrEnum):
    """What a step rests on. Asked in this order: am I obliged, am I allowed, do I have consent."""

    DUTY = "duty"
    RIGHT = "right"
    CONSENT = "consent"
    INFORMATION = "information"


class Lane(StrEnum):
    """Who acts next."""

    EMPLOYEE = "employee"
    RESIDENT = "resident"
    LEADER = "leader"
    TRYGGEST = "tryggest"
    BTI = "bti"
    CHILD_WELFARE = "child_welfare"
    POLICE = "police"
    HEALTH_EMERGENCY = "health_emergency"
    CRISIS_CENTRE = "crisis_centre"
    HELP_LINE = "help_line"
    COUNTY_GOVERNOR = "county_governor"


class Topic(StrEnum):
    """What a question must find out, where the proof depends on it."""

    DANGER_NOW = "danger_now"
    CHILDREN = "children"
    OFFENCE = "offence"
    SUSPECTED = "suspected"
    DANGER_TO_HEALTH = "danger_to_health"
    WISH = "wish"
    TARGET_GROUP = "target_group"


class Threshold(StrEnum):
    """The two thresholds of the law: high for the duty to avert, low for the duty to report."""

    CERTAIN_OR_MOST_LIKELY = "certain_or_most_likely"  # straffeloven § 196
    REASON_TO_BELIEVE = "reason_to_believe"  # barnevernsloven § 13-2


class Fact(StrEnum):
    """What an answer tells the engine."""

    ACUTE = "acute"
    CHILD_AT_RISK = "child_at_risk"
    OFFENCE_TO_AVERT = "offence_to_avert"
    FAMILY_SUSPECTED = "family_suspected"
    STAFF_SUSPECTED = "staff_suspected"
    DANGER_TO_HEALTH = "danger_to_health"
    CONSENTS = "consents"
    REFUSES = "refuses"
    NOT_ASKED = "not_asked"
    CANNOT_DECIDE = "cannot_decide"


class Claim(StrEnum):
    """A duty that a step meets, or a right that it uses. The ids of the lawyer's table."""

    DUTY_TO_HELP = "duty_to_help"  # straffeloven § 287
    DUTY_TO_ALERT_EMERGENCY = "duty_to_alert_emergency"  # helsepersonelloven § 31
    DUTY_TO_AVERT = "duty_to_avert"  # straffeloven § 196
    DUTY_TO_REPORT_CHILD = "duty_to_report_child"  # barnevernsloven § 13-2 and its parallels
    # opplæringslova § 12-5, barnehageloven § 43: staff against a child
    DUTY_TO_NOTIFY_MANAGEMENT = "duty_to_notify_management"
    DUTY_TO_NOTIFY_SUPERVISION = "duty_to_notify_supervision"  # helsepersonelloven § 17
    DUTY_TO_ANSWER = "duty_to_answer"  # barnevernsloven § 13-4, when there is an order
    RIGHT_TO_SHARE = "right_to_share"  # forvaltningsloven § 13 b, helsepersonelloven § 23
    RIGHT_TO_REPORT = "right_to_report"  # who has no duty may report all the same


class TellGuardians(StrEnum):
    """Whether a step tells guardians, next of kin or others in the home."""

    YES = "yes"
    NOT_BEFORE_ASKED = "not_before_asked"  # police or child welfare say how and when
    NEVER = "never"
    NOT_APPLICABLE = "not_applicable"


class TellLeader(StrEnum):
    """Whether a step goes through a leader, and which."""

    NO = "no"
    UNIT_LEADER = "unit_leader"
    LEADER_ABOVE = "leader_above"


class TimeLimit(StrEnum):
    """How soon. A law's own words where there is a law, else the municipality's promise."""

    NOW = "now"
    WITHOUT_UNDUE_DELAY = "without_undue_delay"
    SAME_DAY = "same_day"
    NEXT_WORKING_DAY = "next_working_day"
    FOURTEEN_DAYS = "14_days"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(_Part):
    """One answer to a question, and the step that it leads to."""

    id: Key
    label: Texts
    next: str
    facts: list[Fact] = []
    when: Condition = {}  # the rows of the lawyer's table that this answer is given for


class Act(_Part):
    """One thing to do at an outcome. Exactly one is primary; it names whom to contact."""

    text: Texts
    primary: bool = False
    contacts: list[str] = []


class Step(_Part):
    """One box of the flowchart, one screen of the page."""

    type: StepType
    lane: Lane | None = None
    kind: Kind = Kind.INFORMATION
    title: Texts
    text: Texts = {}
    why_we_ask: Texts = {}
    why_this_answer: Texts = {}
    laws: list[str] = []
    contacts: list[str] = []
    time_limit: str | None = None
    answers: list[Answer] = []
    next: str | None = None
    acts: list[Act] = []
    asks: Topic | None = None
    thresholds: list[Threshold] = []
    fulfils: list[Claim] = []
    tells_guardians: TellGuardians | None = None
    tells_leader: TellLeader = TellLeader.NO
    record: bool = False  # the outcome asks "whom did you call, when"

    @property
    def ways_on(self) -> list[str]:
        """Return the ids of the steps that may come next, in the file's order."""
        if self.type is StepType.QUESTION:
            return [answer.next for answer in self.answers]
        return [self.next] if self.next else []

    @property
    def all_contacts(self) -> list[str]:
        """Return the contact keys of the step and its acts, the primary act's first."""
        ordered = sorted(self.acts, key=lambda act: not act.primary)
        keys = [key for act in ordered for key in act.contacts] + self.contacts
        return list(dict.fromkeys(keys))


class Audience(StrEnum):
    """For whom the guide is written."""

    EMPLOYEE = "employee"
    RESIDENT = "resident"


class Exposed(StrEnum):
    """Whom the guide is about; about an adult, children are always asked for."""

    ADULT = "adult"
    CHILD = "child"
    ANYONE = "anyone"


def arranged(data: dict[str, Any]) -> dict[str, Any]:
    """Return a guide's plain values with the steps as its `order` says, the rest after them."""
    steps, order = data.get("steps"), data.get("order")
    if not isinstance(steps, dict) or not isinstance(order, list):
        return data
    first = {key: steps[key] for key in order if isinstance(key, str) and key in steps}
    return {**data, "steps": {**first, **steps}}


class GuideBody(_Part):
    """A guide without its review mark (which the pack's own base class adds)."""

    id: Key
    version: int = Field(ge=1)
    audience: Audience
    exposed: Exposed
    title: Texts
    intro: Texts
    advice: list[Texts] = []
    # For the one who uses violence: in no list, and naming nobody who shelters those exposed.
    apart: bool = False
    covers: Condition = {}  # the rows of the lawyer's table that this guide decides; none if empty
    start: str
    steps: dict[Key, Step] = Field(min_length=1)
    # The author's order of the steps, where the guide has lain in a database: that may hand a
    # mapping back in any order. A file needs none; it is read from top to bottom.
    order: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def _in_order(cls, data: Any) -> Any:
        return arranged(data) if isinstance(data, dict) else data
