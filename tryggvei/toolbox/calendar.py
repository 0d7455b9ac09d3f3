"""The Norwegian calendar: on which days offices are closed and most people are at home."""

from datetime import date, timedelta


def is_public_holiday(day: date) -> bool:
    """Return whether a day is a Norwegian public holiday (lov om helligdager, 1. og 17. mai).

    Ordinary Sundays are not counted: whoever needs those looks at the day of the week.
    """
    fixed = {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}
    easter = easter_sunday(day.year)
    moving = {easter + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    return (day.month, day.day) in fixed or day in moving


def is_at_home_day(day: date) -> bool:
    """Return whether most people are at home: a public holiday, Christmas Eve, New Year's Eve.

    The two eves are no public holidays, and yet hardly anybody is at work on them.
    """
    return is_public_holiday(day) or (day.month, day.day) in {(12, 24), (12, 31)}


def easter_sunday(year: int) -> date:
    """Return Easter Sunday, Gregorian (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)
