"""Count what readers say at the end of a guide, and let nothing small leave memory. Pure.

What is counted has no day. A cell is written when at least five have said the same of the same
end; what is left waits in memory for more, across the months.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock

from tryggvei.disclosure.api import THRESHOLD
from tryggvei.guides.api import Feedback

# Of one answer at one end, in one process on one day: somebody who presses without stop is not many
# people. Nobody is told that the press was not counted.
MOST_A_DAY = 25


@dataclass(frozen=True, order=True)
class Press:
    """What is counted: a guide, the end that was read, and what was said of it."""

    guide: str
    step: str
    answer: Feedback


def press_of(
    guide: str, step: str, answer: str, ends: Mapping[str, Collection[str]]
) -> Press | None:
    """Return what a reader said; None when no guide asks so (`ends`: its ends, by guide)."""
    if step not in ends.get(guide, ()) or answer not in set(Feedback):
        return None
    return Press(guide, step, Feedback(answer))


def month_of(day: date) -> str:
    """Return a day's month, as 2026-11."""
    return f"{day:%Y-%m}"


class Presses:
    """Counts in memory. Bounded by the guides: ends times answers, never by who presses."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = Lock()
        self._counts: Counter[Press] = Counter()
        self._today: Counter[Press] = Counter()
        self._day = date.min

    def note(self, day: date, press: Press) -> bool:
        """Count a press; return True for the first one of a day: what may be written, waits."""
        with self._lock:
            is_new_day = day != self._day
            if is_new_day:
                self._day, self._today = day, Counter()
            self._today[press] += 1
            if self._today[press] <= MOST_A_DAY:
                self._counts[press] += 1
            return is_new_day

    def take(self) -> dict[Press, int]:
        """Return the counts that are not small, and forget them; the small ones stay."""
        with self._lock:
            ready = {press: n for press, n in self._counts.items() if n >= THRESHOLD}
            for press in ready:
                del self._counts[press]
            return ready


@dataclass(frozen=True)
class EndCounts:
    """What was said of one end of a guide in a year. An answer without a count: fewer than five."""

    guide: str
    step: str
    counts: Mapping[Feedback, int]

    @property
    def concern(self) -> int:
        """Return how many said that something was wrong, as far as it is known."""
        return sum(n for answer, n in self.counts.items() if answer is not Feedback.HELPED)


def agenda(
    ends: Mapping[str, Collection[str]], counted: Iterable[tuple[str, str, str, int]]
) -> list[EndCounts]:
    """Return every end that asks, and those that asked before, the most concern first.

    In: today's ends by guide; rows of guide, step, answer and count. An answer that is no longer
    asked for is left out.
    """
    sums: Counter[Press] = Counter()
    for guide, step, answer, count in counted:
        if answer in set(Feedback):
            sums[Press(guide, step, Feedback(answer))] += count
    places = {(guide, step) for guide, steps in ends.items() for step in steps}
    places |= {(press.guide, press.step) for press in sums}
    found = [
        EndCounts(
            guide,
            step,
            {
                press.answer: n
                for press, n in sums.items()
                if (press.guide, press.step) == (guide, step)
            },
        )
        for guide, step in places
    ]
    return sorted(found, key=lambda one: (-one.concern, one.guide, one.step))
