"""A year of readers: invented openings of pages, counted and written as real ones are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random  # noqa: TID251 - a type here; the dice are the stage's

from tryggvei.guides.api import Feedback, ends_that_ask
from tryggvei.simulator.stage import BUSY_MONTH, Stage
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.api import (
    Press,
    Presses,
    Tally,
    count_opened,
    write_ended_days,
    write_feedback,
)

A_DAY = 120  # opened pages on an ordinary day
LANGUAGES = {"nb": 76, "en": 18, "nn": 6}
PAGES = {
    "hjem": 30, "for-meg": 22, "for-andre": 12, "hva-skjer": 9, "spor": 7, "ansatt": 8,
    "endre": 3, "raad/voksen": 4, "personvern": 2, "om-planen": 2, "tilgjengelighet": 1,
}  # fmt: skip

SAID = {
    Feedback.HELPED: 62, Feedback.NOT_HELPED: 12, Feedback.NUMBER: 6,
    Feedback.WORDS: 8, Feedback.SITUATION: 9, Feedback.OTHER: 3,
}  # fmt: skip


@dataclass
class Truth:
    """What was really opened, by day, and really said at the ends of guides."""

    opened_by_day: Counter[date] = field(default_factory=Counter)
    said_of_guides: Counter[Press] = field(default_factory=Counter)


def live(stage: Stage) -> Iterator[str]:
    """Let people open pages and employees say whether the guides helped."""
    truth = stage.true(Truth)
    dice = stage.dice("website")
    _read_pages(stage.days(), dice, truth)
    yield f"{truth.opened_by_day.total()} pages opened"
    _say_of_guides(stage.days(), dice, truth)
    yield f"{truth.said_of_guides.total()} answers at the ends of guides"


def _read_pages(days: Sequence[date], dice: Random, truth: Truth) -> None:
    """Small counts are thrown away on the way to the table, so the house will show fewer."""
    tally = Tally()
    for day in days:
        mean = A_DAY * (2 if day.month == BUSY_MONTH else 1) * (0.7 if day.weekday() > 4 else 1)
        opened = round(dice.gauss(mean, mean / 8))
        languages = dice.choices(list(LANGUAGES), list(LANGUAGES.values()), k=opened)
        pages = dice.choices(list(PAGES), list(PAGES.values()), k=opened)
        for language, page in zip(languages, pages, strict=True):
            count_opened(day, language, page, tally)
        truth.opened_by_day[day] = opened
        with standing_at(datetime.combine(day + timedelta(days=1), time(1), OSLO)):
            write_ended_days(tally)


def _say_of_guides(days: Sequence[date], dice: Random, truth: Truth) -> None:
    """What fewer than five say never reaches the table. Some ends please less than others."""
    presses = Presses()
    ends = [(guide, step) for guide, steps in ends_that_ask().items() for step in sorted(steps)]
    weights = [dice.randrange(1, 8) for _end in ends]
    for day in days:
        for guide, step in dice.choices(ends, weights, k=dice.randrange(3)):
            answer = dice.choices(list(SAID), list(SAID.values()))[0]
            press = Press(guide, step, answer)
            presses.note(day, press)
            truth.said_of_guides[press] += 1
        with standing_at(datetime.combine(day, time(23), OSLO)):
            write_feedback(presses)
