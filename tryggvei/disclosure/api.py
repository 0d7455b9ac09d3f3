"""The front door: which figures may be shown, and how sure they are. Knows no domain words."""

from tryggvei.disclosure.indicators import WHOLE, Indicator, Observe, count_days, offered
from tryggvei.disclosure.observation import Observation, Period
from tryggvei.disclosure.poisson import poisson_interval
from tryggvei.disclosure.small_numbers import (
    THRESHOLD,
    Shown,
    ShownTable,
    State,
    is_small,
    suppress,
    with_total,
)

__all__ = [
    "THRESHOLD",
    "WHOLE",
    "Indicator",
    "Observation",
    "Observe",
    "Period",
    "Shown",
    "ShownTable",
    "State",
    "count_days",
    "is_small",
    "offered",
    "poisson_interval",
    "suppress",
    "with_total",
]
