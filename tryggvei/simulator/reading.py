"""A year of readers: invented openings of pages, counted and written as real ones are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random  # noqa: TID251 - seeded dice, nothing secret

from tryggvei.guides.api import Feedback, ends_that_ask
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
BUSY_MONTH = 11
LANGUAGES = {"nb": 76, "en": 18, "nn": 6}
PAGES = {
    "hjem": 30, "for-meg": 22, "for-andre": 12, "hva-skjer": 9, "spor": 7, "ansatt": 8,
    "endre": 3, "raad/voksen": 4, "personvern": 2, "om-planen": 2, "tilgjengelighet": 1,
}  # fmt: skip

SAID = {
    Feedback.HELPED: 62, Feedback.NOT_HELPED: 12, Feedback.NUMBER: 6,
    Feedback.WORDS: 8, Feedback.SITUATION: 9, Feedback.OTHER: 3,
}  # fmt: skip


def read_pages(days: Sequence[date], seed: int) -> Counter[date]:
    """Let people open pages on some days in a row; return how many there really were by day.

    Small counts are thrown away on the way to the table, so the house will show fewer.
    """
    dice = Random(seed)  # noqa: S311 - dice of an invented year
    truth: Counter[date] = Counter()
    tally = Tally()
    for day in days:
        mean = A_DAY * (2 if day.month == BUSY_MONTH else 1) * (0.7 if day.weekday() > 4 else 1)
        opened = round(dice.gauss(mean, mean / 8))
        languages = dice.choices(list(LANGUAGES), list(LANGUAGES.values()), k=opened)
        pages = dice.choices(list(PAGES), list(PAGES.values()), k=opened)
        for language, page in zip(languages, pages, strict=True):
            count_opened(day, language, page, tally)
        truth[day] = opened
        with standing_at(datetime.combine(day + timedelta(days=1), time(1), OSLO)):
            write_ended_days(tally)
    return truth


def say_of_guides(days: Sequence[date], seed: int) -> Counter[Press]:
    """Let employees say at the ends of the guides whether it helped; return what was really said.

    What fewer than five say never reaches the table. Some ends please less than others.
    """
    dice = Random(seed)  # noqa: S311 - dice of an invented year
    truth: Counter[Press] = Counter()
    presses = Presses()
    ends = [(guide, step) for guide, steps in ends_that_ask().items() for step in sorted(steps)]
    weights = [dice.randrange(1, 8) for _end in ends]
    for day in days:
        for guide, step in dice.choices(ends, weights, k=dice.randrange(3)):
            answer = dice.choices(list(SAID), list(SAID.values()))[0]
            press = Press(guide, step, answer)
            presses.note(day, press)
            truth[press] += 1
        with standing_at(datetime.combine(day, time(23), OSLO)):
            write_feedback(presses)
    return truth
