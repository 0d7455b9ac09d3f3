"""Which pages must wait, because nobody has approved something that they show. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tryggvei.website.rules.baking import Job


@dataclass(frozen=True)
class Waiting:
    """A page that waits: its address, why, and what is shown meanwhile.

    kept: its last good form; else only the numbers to ring. leads_to_help: a fault on it, or its
    absence, can keep somebody from help.
    """

    path: str
    reasons: tuple[str, ...]
    kept: bool = False
    leads_to_help: bool = False

    def __str__(self) -> str:
        state = "shows its last good form" if self.kept else "shows only the numbers to ring"
        return f"{self.path} {state}: {'; '.join(self.reasons)}"


def reasons(job: Job, waiting: Mapping[tuple[str, str], object]) -> tuple[str, ...]:
    """Return why a page must not be shown, in order; () when it may.

    waiting: why, of each item that nobody has approved.
    """
    found = sorted(str(waiting[shown]) for shown in job.shows & set(waiting))
    return (*((job.fault,) if job.fault else ()), *found)


def most_dangerous_first(pages: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Return the pages that wait: the front page, what leads to help, and what is away, first."""
    return tuple(
        sorted(pages, key=lambda one: (one.path != "/", not one.leads_to_help, one.kept, one.path))
    )
