"""A finished drawing: shapes with their places on each sheet, and nothing left to decide."""

from dataclasses import dataclass

from tryggvei.guides.rules.flow.chart import Box, Chart, Crossing, Way

Point = tuple[float, float]


@dataclass(frozen=True)
class Rect:
    """An upright rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the lower side."""
        return self.y + self.height


@dataclass(frozen=True)
class DrawnBox:
    """A step with the lines of its words and note; lines meet it `port` from its middle."""

    box: Box
    rect: Rect
    words: tuple[str, ...]
    note: tuple[str, ...]
    port: float = 0.0


@dataclass(frozen=True)
class DrawnAnswer:
    """The words on a way."""

    way: Way
    rect: Rect
    words: tuple[str, ...]


@dataclass(frozen=True)
class DrawnLine:
    """A piece of line towards the box `key`; `arrow` at its end where it meets the box."""

    key: str
    points: tuple[Point, ...]
    crossing: Crossing
    arrow: bool


@dataclass(frozen=True)
class Mark:
    """Where a line goes on, on the next sheet, or comes from the one before: the same letter."""

    letter: str
    x: float
    y: float


@dataclass(frozen=True)
class DrawnLane:
    """A lane (its number in the chart) and the lines of its name."""

    number: int
    name: tuple[str, ...]
    left: float
    right: float


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper. `lanes_top` is where the lanes begin, below the heading."""

    number: int
    width: float
    height: float
    lanes_top: float
    lanes_bottom: float
    lanes: tuple[DrawnLane, ...]
    boxes: tuple[DrawnBox, ...]
    answers: tuple[DrawnAnswer, ...]
    lines: tuple[DrawnLine, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    """The whole chart; `routes` holds the points of each way when all is on one sheet."""

    chart: Chart
    sheets: tuple[Sheet, ...]
    routes: tuple[tuple[Point, ...], ...]
