"""The front door: which figures may be shown, and how sure they are. Knows no domain words."""

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
    "Observation",
    "Period",
    "Shown",
    "ShownTable",
    "State",
    "is_small",
    "poisson_interval",
    "suppress",
    "with_total",
]
