"""The desk's rules in plain Python: who may be contacted when, and what a case is called."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tryggvei.toolbox.calendar import is_at_home_day


class CaseState(StrEnum):
    """Where a case stands."""

    NEW = "new"
    FOLLOWED_UP = "followed_up"


class Ground(StrEnum):
    """Why somebody opens a case: the ground that the person concerned can be shown."""

    ASSIGNED = "assigned"
    SUBSTITUTE = "substitute"
    ASSESSMENT = "assessment"
    CONSULTED = "consulted"
    ACCESS_REQUEST = "access_request"


# Everybody but the one the case is assigned to must choose one of these, each time anew.
GROUNDS_TO_CHOOSE = (
    Ground.ASSESSMENT,
    Ground.SUBSTITUTE,
    Ground.CONSULTED,
    Ground.ACCESS_REQUEST,
)
GROUND_LASTS = timedelta(minutes=30)


class EntryKind(StrEnum):
    """What happened in a case."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    NOTE = "note"
    CONTACT = "contact"
    REPLY = "reply"
    MESSAGE = "message"


# What somebody at the desk does with a case; after that it is no longer new.
FOLLOWING_UP = frozenset({EntryKind.ASSIGNED, EntryKind.NOTE, EntryKind.CONTACT, EntryKind.REPLY})


class Outcome(StrEnum):
    """How an attempt to reach somebody ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    SOMEBODY_ELSE = "somebody_else"
    LINE_CUT = "line_cut"


class Refusal(StrEnum):
    """Why nobody may take contact now."""

    NOT_WANTED = "not_wanted"
    NO_SAFE_WAY = "no_safe_way"
    EXPIRED = "expired"
    HOLIDAY = "holiday"
    WRONG_DAY = "wrong_day"
    OFFICE_HOURS_ONLY = "office_hours_only"


class Terms(Protocol):
    """What the person said about safe contact; the intake's SafeContact is one."""

    @property
    def wanted(self) -> bool: ...
    @property
    def days(self) -> Sequence[str]: ...
    @property
    def hours(self) -> str: ...
    def open_channels(self) -> Sequence[str]: ...


# A life can change in two weeks: somebody moves back in, a telephone is taken. After that the
# person must say anew what is safe; nothing renews the terms by itself.
TERMS_LAST = timedelta(days=14)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Hours that nobody named: those in which the one who is feared is most often away. A cautious
# default of ours, not a fact about any home; words the person gave always rule before it.
OFFICE_HOURS = range(9, 15)


@dataclass(frozen=True)
class Ruling:
    """Whether contact may be taken at a moment, by which ways, else why not."""

    channels: tuple[str, ...]
    refusal: Refusal | None
    must_read_hours: bool

    @property
    def allowed(self) -> bool:
        """True when somebody may take contact now."""
        return self.refusal is None


def contact_ruling(terms: Terms, written_on: date, at: datetime) -> Ruling:
    """Say whether contact is safe at `at` (a Norwegian clock) by the person's own terms.

    Unknown counts as unsafe: no wish, no named safe way, terms older than TERMS_LAST, a public
    holiday, a day that was not named, an hour outside OFFICE_HOURS when no hours were named, and
    a weekend when neither days nor hours were named: all refuse.
    A holiday refuses whatever days and hours were named: "fridays", "when he is at work" were
    said of ordinary weeks, the form cannot ask about holidays, and the call can wait a day.
    Hours are the person's own words: no program reads them, the caller must (must_read_hours).
    """
    channels = tuple(terms.open_channels())
    refusal: Refusal | None = None
    day = WEEKDAYS[at.weekday()]
    if not terms.wanted:
        refusal = Refusal.NOT_WANTED
    elif not channels:
        refusal = Refusal.NO_SAFE_WAY
    elif at.date() > written_on + TERMS_LAST or at.date() < written_on:
        refusal = Refusal.EXPIRED
    elif is_at_home_day(at.date()):
        refusal = Refusal.HOLIDAY
    elif terms.days and day not in terms.days:
        refusal = Refusal.WRONG_DAY
    elif not terms.hours and (
        at.hour not in OFFICE_HOURS or (not terms.days and at.weekday() >= 5)
    ):
        refusal = Refusal.OFFICE_HOURS_ONLY
    return Ruling(
        channels=channels if refusal is None else (),
        refusal=refusal,
        must_read_hours=bool(terms.hours),
    )


# No vowels (no words by chance), nothing that is read as something else over a telephone.
NUMBER_SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"
NUMBER_LENGTH = 8  # 28^8 = 3.8e11: cannot be guessed or counted


def new_case_number() -> str:
    """Return a case number that tells neither order nor count: "T-" and two groups of four."""
    signs = "".join(secrets.choice(NUMBER_SIGNS) for _ in range(NUMBER_LENGTH))
    return f"T-{signs[:4]}-{signs[4:]}"
