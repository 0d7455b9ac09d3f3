"""Which figures the rooms offer, by name. The plan's file says which measure each belongs to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ImproperlyConfigured

from tryggvei.disclosure.observation import Observation, Period
from tryggvei.disclosure.small_numbers import State
from tryggvei.house.api import derived, each, follow

WHOLE = ""  # the unit that stands for the whole organisation

Observe = Callable[[Sequence[Period], str], Sequence[Observation]]


@dataclass(frozen=True)
class Indicator:
    """A figure that a room offers under a key of its own.

    `observe(periods, unit)` answers one observation a period, in their order; all periods at once,
    so that a year of weeks can be one question to the database. `unit` is a unit's id as text, or
    WHOLE. `caution` says what the figure does not show, where the usual words do not fit.
    """

    key: str
    title: object  # a text, often a lazy translation: shown with str()
    source: object
    observe: Observe
    caution: object = ""


def _made(_rooms: object) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    for package, told in each(lambda room: room.indicators):
        if told.key in found:
            raise ImproperlyConfigured(f"two figures are called {told.key!r}")
        observe = follow(package, told.observe)
        found[told.key] = Indicator(told.key, told.title, told.source, observe, told.caution)
    return found


_offered = derived(_made)


def offered() -> dict[str, Indicator]:
    """Return the figures that the rooms' manifests offer, by key."""
    return dict(_offered())


def count_days(
    days: Iterable[tuple[date, int]], periods: Sequence[Period], unit: str, source: str
) -> list[Observation]:
    """Return an observation a period from counts of single days.

    A period without any is zero: the room counts every day. A figure that is kept for the whole
    organisation only is not collected for a unit, which is not zero.
    """
    if unit != WHOLE:
        return [
            Observation(period, unit, None, None, None, State.NOT_COLLECTED, source)
            for period in periods
        ]
    totals = dict.fromkeys(periods, 0)
    for day, count in days:
        for period in periods:
            if period.first <= day <= period.last:
                totals[period] += count
    return [
        Observation(
            period,
            unit,
            totals[period],
            None,
            None,
            State.PRESENT if totals[period] else State.ZERO,
            source,
        )
        for period in periods
    ]
