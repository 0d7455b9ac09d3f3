"""What the municipality invites residents to: what a file holds, what is still to come. Pure.

A page is baked once and read for weeks: the list changes when an event is over, and then only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from tryggvei.contentpack.api import Reviewed
from tryggvei.help_directory.api import Words, is_plain_words
from tryggvei.toolbox.clock import OSLO
from tryggvei.toolbox.languages import WHOLE
from tryggvei.website.rules.page import SLUG, ForbiddenWords


class Interpreter(StrEnum):
    """Whether there is an interpreter: in the room, if somebody asks beforehand, or none."""

    PRESENT = "present"
    ASK = "ask"
    NONE = "none"


class Event(Reviewed):
    """One event, in the municipality's own folder (`events/<key>.yaml`).

    `date`, `starts` and `ends` are Norwegian clock; an end at or before the start is on the next
    day. `sign_up` says how, None that nobody needs to. A cancelled event is shown as cancelled
    until it would have ended: whoever has written it down must learn that it is off.
    """

    key: Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$", max_length=60)]
    title: Words
    date: date
    starts: time
    ends: time
    place: Words
    for_whom: Words
    spoken: Words  # "Norsk og tegnspråk"
    free: bool
    interpreter: Interpreter
    sign_up: Words | None = None
    cancelled: bool = False

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.starts.tzinfo or self.ends.tzinfo:
            raise ValueError("'starts' and 'ends' are Norwegian clock, without a zone")
        moment = datetime.combine(self.date, self.starts, OSLO)
        if moment.astimezone(UTC).astimezone(OSLO).time() != self.starts:
            raise ValueError("that clock time is skipped when summer time begins")
        return self

    @property
    def starts_at(self) -> datetime:
        """Return when it starts, in UTC: aware times of one zone compare by the clock alone."""
        return datetime.combine(self.date, self.starts, OSLO).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """Return when it is over, in UTC.

        In the hour that comes twice when summer time ends, the later one counts: an event must not
        fall off the page while it goes on.
        """
        overnight = self.ends <= self.starts
        day = date.fromordinal(self.date.toordinal() + overnight)
        return datetime.combine(day, self.ends, OSLO).replace(fold=1).astimezone(UTC)


@dataclass(frozen=True, order=True)
class EventFault:
    """A fault of an event: its key, the field, the reason in English."""

    event: str
    where: str
    reason: str


def coming(events: Iterable[Event], now: datetime) -> list[Event]:
    """Return the events that are not over at `now` (aware), the next one first."""
    if now.tzinfo is None:
        raise ValueError("the moment must carry its time zone")
    left = [event for event in events if event.ends_at > now]
    return sorted(left, key=lambda event: (event.starts_at, event.ends_at, event.key))


def event_faults(events: Iterable[Event], forbidden: ForbiddenWords) -> Iterator[EventFault]:
    """Yield what is wrong with events, beyond the shape of the file.

    The title is what people write in a calendar, say aloud and see on a poster: neutral words.
    A number typed here would be rung without ever having been checked.
    """
    for event in events:
        for code in WHOLE:
            for word in forbidden.found_in(event.title.in_language(code)):
                yield EventFault(event.key, "title", f"the title says {word!r}: use neutral words")
        for where in ("title", "place", "for_whom", "spoken", "sign_up"):
            words: Words | None = getattr(event, where)
            if words is None:
                continue
            if not all(is_plain_words(words.in_language(code)) for code in WHOLE):
                yield EventFault(event.key, where, "no telephone number and no hidden sign in it")
