"""The way of a text from first word to reader, and who may take which step. Pure.

    draft -> submitted -> approved -> (scheduled ->) published
               |  returned    |  stopped                     withdrawn from anywhere before that

Two things must never happen, and a test walks at random to see that they do not: that a text is
shown which nobody but its authors has read (unless its page needs one person only), and that
somebody approves a text that she has had her hand in.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a text is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    STOPPED = "stopped"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody, or the clock (STOP, PUBLISH), does with a text."""

    SAVE = "save"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    RETURN = "return"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    STOP = "stop"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


OPEN = frozenset(State) - {State.PUBLISHED, State.WITHDRAWN}
_WRITABLE = frozenset({State.DRAFT, State.RETURNED, State.STOPPED})
_READ = frozenset({State.APPROVED, State.SCHEDULED})
_FROM: dict[Step, frozenset[State]] = {
    Step.SAVE: _WRITABLE,
    Step.SUBMIT: frozenset({State.DRAFT}),
    Step.TAKE_BACK: _READ | {State.SUBMITTED},
    Step.APPROVE: frozenset({State.SUBMITTED}),
    Step.RETURN: _READ | {State.SUBMITTED},
    Step.SCHEDULE: frozenset({State.APPROVED}),
    Step.UNSCHEDULE: frozenset({State.SCHEDULED}),
    Step.STOP: _READ,
    Step.PUBLISH: _READ,
    Step.WITHDRAW: OPEN,
}
_TO: dict[Step, State] = {
    Step.SAVE: State.DRAFT,
    Step.SUBMIT: State.SUBMITTED,
    Step.TAKE_BACK: State.DRAFT,
    Step.APPROVE: State.APPROVED,
    Step.RETURN: State.RETURNED,
    Step.SCHEDULE: State.SCHEDULED,
    Step.UNSCHEDULE: State.APPROVED,
    Step.STOP: State.STOPPED,
    Step.PUBLISH: State.PUBLISHED,
    Step.WITHDRAW: State.WITHDRAWN,
}
LONGEST_WAIT = timedelta(days=365)


class NotNow(Exception):
    """The text is not where this step begins: somebody else has moved it."""


class NotByYou(Exception):
    """Two persons are needed, and this one has had a hand in the text."""


def may_take(state: State, step: Step) -> bool:
    """Return True when a step begins in this state."""
    return state in _FROM[step]


def after(state: State, step: Step, *, needs_two: bool = True) -> State:
    """Return the state after a step. Raises NotNow.

    A text whose page needs one person only waits for nobody: sent in, it may be published.
    """
    if not may_take(state, step):
        raise NotNow(f"{step} does not begin in {state}")
    if step is Step.SUBMIT and not needs_two:
        return State.APPROVED
    return _TO[step]


def may_approve(person: int, hands: Collection[int]) -> bool:
    """Return True when a person has written nothing of a text. `hands`: everybody who saved it."""
    return person not in hands


def is_read(*, needs_two: bool, approved_by: int | None, hands: Collection[int]) -> bool:
    """Return True when a text may be shown: read by somebody else, where that is needed."""
    if not needs_two:
        return True
    return approved_by is not None and may_approve(approved_by, hands)


def is_sensible_time(when: datetime, now: datetime) -> bool:
    """Return True for a moment to come, at most a year away: later is most likely a slip."""
    return now < when <= now + LONGEST_WAIT


class Moved(StrEnum):
    """Why a text no longer stands on what it was made from."""

    TEXT = "text"  # what is shown today was changed by somebody else
    PACK = "pack"  # the pack has a newer version, that nobody has looked at


@dataclass(frozen=True)
class Basis:
    """What a text was made from: the digest of the words shown, and of the pack's own."""

    shown: str
    pack: str


def moved(made_from: Basis, now: Basis) -> Moved | None:
    """Return what has changed since, None when nothing has. A changed pack is the graver news."""
    if made_from.pack != now.pack:
        return Moved.PACK
    return Moved.TEXT if made_from.shown != now.shown else None
