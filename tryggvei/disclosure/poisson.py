"""The exact interval of a count: how far chance alone could move it."""

import math
from collections.abc import Callable

LEVEL = 0.95
_NEGLIGIBLE = 1e-18
_STEPS = 200


def _at_most(count: int, mean: float) -> float:
    """Return P(X <= count) for a mean above the count: terms shrink downwards from the count."""
    term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    total = 0.0
    for k in range(count, -1, -1):
        total += term
        term *= k / mean
        if term < total * _NEGLIGIBLE:
            break
    return total


def _at_least(count: int, mean: float) -> float:
    """Return P(X >= count) for a mean below the count: terms shrink upwards from the count."""
    term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    total = 0.0
    k = count
    while term > total * _NEGLIGIBLE:
        total += term
        k += 1
        term *= mean / k
    return total


def _where(reaches: Callable[[float], bool], low: float, high: float) -> float:
    """Return the point between low and high from which `reaches` holds, to machine accuracy."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if reaches(middle):
            high = middle
        else:
            low = middle
    return high


def poisson_interval(count: int, level: float = LEVEL) -> tuple[float, float]:
    """Return the exact central interval (low, high) for the mean behind a Poisson count.

    Source: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936).
    Low is the mean at which `count` or more has probability (1 - level) / 2, high the mean at
    which `count` or fewer has. Raises ValueError for a negative count or a level outside (0, 1).
    """
    if count < 0:
        raise ValueError("a count cannot be negative")
    if not 0 < level < 1:
        raise ValueError("the level lies between 0 and 1")
    tail = (1 - level) / 2
    ceiling = count + 1.0
    while _at_most(count, ceiling) > tail:
        ceiling *= 2
    high = _where(lambda mean: _at_most(count, mean) <= tail, count + tail, ceiling)
    if count == 0:
        return 0.0, high
    low = _where(lambda mean: _at_least(count, mean) >= tail, 1e-12, float(count))
    return low, high
