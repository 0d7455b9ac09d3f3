"""What a room tells the house about itself, once, in its `apps.py`: `room = Room(...)`.

Everything is declared: words, names, and dotted paths below the room (`"staff.todos.waiting"` in
casework is `tryggvei.casework.staff.todos.waiting`). A path is followed when somebody asks, so that
a manifest can be read before any model is loaded, and no room can hand over what another one owns.
Pure: no Django here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

Words = object  # a text, nearly always a lazy translation: shown with str()
EVERY_RIGHT = "SELECT INSERT UPDATE DELETE"
Path = str | Callable[..., Any]  # a dotted path below the room; tests may give the thing itself


class Area(StrEnum):
    """The headings of the staff menu: what somebody is about to do, not which room does it."""

    TODAY = "today"
    RECEIVE = "receive"
    CASES = "cases"
    WHAT_TO_DO = "what_to_do"
    PLAN = "plan"
    CONTENT = "content"
    STEERING = "steering"


class Point(StrEnum):
    """Where a ground room asks the others for something of a single kind."""

    CASE_THINGS = "audit.case_things"  # case id -> (kind, id) logged before there was a case
    PERSON_NAME = "audit.person_name"  # (person id, day) -> who somebody was on the day
    KEY_USERS = "sealing.key_users"  # key id -> how many blobs it alone can open
    ACCOUNT_CLOSED = "organisation.account_closed"  # person id -> done inside the closing
    FACT_HANDS = "help_directory.fact_hands"  # (kind, key) -> who wrote what is shown of it
    FORM_PROOF = "ui.form_proof"  # request -> is this a form that the room has signed?
    OWNER = "ui.owner"  # () -> whose installation this is


@dataclass(frozen=True)
class Line:
    """One line of the staff menu. Who sees it follows from the policy of the view it leads to."""

    area: Area
    label: Words
    url_name: str


@dataclass(frozen=True)
class Grant:
    """A permission in words, as in "may …". `reaches_people`: with it somebody can see or change
    what is told by or about residents; no role that administers may have it. There is no usual
    answer: each permission says."""

    key: str
    label: Words
    reaches_people: bool = field(kw_only=True)


@dataclass(frozen=True)
class Kind:
    """A kind of content in the pack: where its files lie, what they hold (a pydantic schema), and
    how they are checked. See contentpack's PackKind, which is made of it."""

    name: str
    label: Words
    files: str
    schema: Path
    check: Path | None = None
    notes: Path | None = None
    layout: str = "file"


@dataclass(frozen=True)
class Indicator:
    """A figure that the plan's file may name. `observe(periods, unit)` answers one observation a
    period: see disclosure's Indicator, made of it. `caution` says what the figure does not show."""

    key: str
    title: Words
    source: Words
    observe: Path
    caution: Words = ""


class Lane(StrEnum):
    """Jobs of one lane run one after the other; the lanes run side by side (ADR 0044)."""

    PROMPT = "prompt"  # what must not wait: seconds at most
    LONG = "long"  # what may take minutes, as a bake does


@dataclass(frozen=True)
class Tick:
    """A recurring job: its name, how often, what to run, and how long one run may hold it.

    One that may take longer than some seconds goes in Lane.LONG: whatever stands behind it in the
    same lane waits, and a letter in the spool must not.
    """

    name: str
    every: timedelta
    run: Path
    lease: timedelta = timedelta(minutes=15)
    lane: Lane = Lane.PROMPT


@dataclass(frozen=True)
class Room:
    """One room. What is left out, the room does not have.

    title     what employees call it
    about     one English line for the map in docs/house.md
    address   where the staff face serves `staff/urls.py` ("plan/"; "" is the root); None: nowhere
    menu      its lines of the staff menu
    grants    its permissions in words
    verbs     the log's words for what is done here, told of a person: "åpnet saken"
    grounds   the log's words for why something was opened, or the path to them
    kinds     the kinds of content it owns
    todos     (viewer) -> what waits for her
    indicators  figures that the plan may show
    ticks     recurring jobs
    offers    answers to what ground rooms ask (Point)
    tables    what the staff face's database role may do with each of its tables
    help      the chapter in docs/bruker; "" only for a room without a screen
    no_scene  why simulator/scenes/<room>.py does not live its year in the demo, where it does not
    """

    title: Words
    about: str
    address: str | None = None
    menu: tuple[Line, ...] = ()
    grants: tuple[Grant, ...] = ()
    verbs: Mapping[str, Words] = field(default_factory=dict)
    grounds: Mapping[str, Words] | str = field(default_factory=dict)
    kinds: tuple[Kind, ...] = ()
    todos: tuple[Path, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    ticks: tuple[Tick, ...] = ()
    offers: Mapping[Point, Path] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    help: str = ""
    no_scene: str = ""
