"""What an indicator source answers for one period and unit."""

from dataclasses import dataclass
from datetime import date

from tryggvei.disclosure.small_numbers import THRESHOLD, State, is_small


@dataclass(frozen=True)
class Period:
    """From the first day to the last day, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise ValueError("a period cannot end before it begins")


@dataclass(frozen=True)
class Observation:
    """One figure with what is needed to read it: of how many, on what ground, from where.

    `n` is how many answered or were looked at; `source` names where the figure was read.
    A figure that is missing, not collected or suppressed has no numerator.
    """

    period: Period
    unit: str
    numerator: int | None
    denominator: int | None
    n: int | None
    state: State
    source: str

    def __post_init__(self) -> None:
        """Refuse a figure that contradicts its own state."""
        has_figure = self.state in (State.PRESENT, State.ZERO)
        if has_figure != (self.numerator is not None):
            raise ValueError("an observation has a numerator exactly when its state says so")
        if (self.state is State.ZERO) != (self.numerator == 0):
            raise ValueError("the state zero and the figure 0 go together")
        if not self.source.strip():
            raise ValueError("an observation names its source")

    def for_publication(self, threshold: int = THRESHOLD) -> "Observation":
        """Return the same without what may point at a person.

        Hidden when the figure is small, and when the rest of the denominator is: of 12 persons
        9 said yes, so 3 did not.
        """
        small = [self.numerator, self.denominator, self.n]
        if self.numerator is not None and self.denominator is not None:
            small.append(self.denominator - self.numerator)
        if not any(value is not None and is_small(value, threshold) for value in small):
            return self
        return Observation(self.period, self.unit, None, None, None, State.SUPPRESSED, self.source)
