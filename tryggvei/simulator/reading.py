"""A year of readers: invented openings of pages, counted and written as real ones are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random  # noqa: TID251 - seeded dice, nothing secret

from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.api import Tally, count_opened, write_ended_days

A_DAY = 120  # opened pages on an ordinary day
BUSY_MONTH = 11
LANGUAGES = {"nb": 76, "en": 18, "nn": 6}
PAGES = {
    "hjem": 30, "for-meg": 22, "for-andre": 12, "hva-skjer": 9, "spor": 7, "ansatt": 8,
    "endre": 3, "raad/voksen": 4, "personvern": 2, "om-planen": 2, "tilgjengelighet": 1,
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
