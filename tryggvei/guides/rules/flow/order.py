"""In which order the things of a row stand: by lane, and inside a lane so that few lines cross."""

from collections.abc import Iterator

from tryggvei.guides.rules.flow.skeleton import Skeleton, Spot

Row = list[Spot]
_ROUNDS = 12


def ordered(skeleton: Skeleton) -> list[Row]:
    """Return the rows in order, left to right.

    Begins with the guide's own order and leaves it only where another has fewer crossings, so that
    answers mostly stand as they are written.
    """
    rows = [sorted(row, key=lambda spot: spot.lane) for row in skeleton.rows]
    lines = _Lines(skeleton)
    best, fewest = _copy(rows), lines.crossings(rows)
    for turn in range(_ROUNDS):
        if not fewest:
            break
        _sweep(rows, lines, down=turn % 2 == 0)
        _swap(rows, lines)
        found = lines.crossings(rows)
        if found < fewest:
            best, fewest = _copy(rows), found
    return best


class _Lines:
    """The pieces of line, by the row that they begin in."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.by_row: list[list[tuple[Spot, Spot]]] = [[] for _ in skeleton.rows]
        self.above: dict[Spot, Row] = {}
        self.below: dict[Spot, Row] = {}
        for upper, lower in skeleton.pieces:
            self.by_row[upper.row].append((upper, lower))
            self.above.setdefault(lower, []).append(upper)
            self.below.setdefault(upper, []).append(lower)

    def crossings(self, rows: list[Row]) -> int:
        """Return how many pieces cross each other in the whole chart."""
        return sum(self._below(rows, row) for row in range(len(rows) - 1))

    def round(self, rows: list[Row], row: int) -> int:
        """Return how many pieces cross just above and just below a row."""
        return sum(self._below(rows, at) for at in (row - 1, row) if 0 <= at < len(rows) - 1)

    def _below(self, rows: list[Row], row: int) -> int:
        upper = {spot: at for at, spot in enumerate(rows[row])}
        lower = {spot: at for at, spot in enumerate(rows[row + 1])}
        ends = [(upper[one], lower[other]) for one, other in self.by_row[row]]
        return sum(
            (one[0] - other[0]) * (one[1] - other[1]) < 0
            for at, one in enumerate(ends)
            for other in ends[:at]
        )


def _copy(rows: list[Row]) -> list[Row]:
    return [list(row) for row in rows]


def _sweep(rows: list[Row], lines: _Lines, *, down: bool) -> None:
    """Order each row by where its neighbours in the row before stand on average (Sugiyama)."""
    order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for row in order:
        fixed = {spot: at for at, spot in enumerate(rows[row - 1 if down else row + 1])}
        near = lines.above if down else lines.below
        middle = {
            spot: sum(places) / len(places)
            if (places := [fixed[one] for one in near.get(spot, [])])
            else at
            for at, spot in enumerate(rows[row])
        }
        rows[row].sort(key=lambda spot: (spot.lane, middle[spot]))


def _swap(rows: list[Row], lines: _Lines) -> None:
    """Let neighbours of one lane change places as long as that takes a crossing away."""
    better = True
    while better:
        better = False
        for row, at in _pairs(rows):
            spots = rows[row]
            before = lines.round(rows, row)
            spots[at], spots[at + 1] = spots[at + 1], spots[at]
            if lines.round(rows, row) < before:
                better = True
            else:
                spots[at], spots[at + 1] = spots[at + 1], spots[at]


def _pairs(rows: list[Row]) -> Iterator[tuple[int, int]]:
    for row, spots in enumerate(rows):
        for at in range(len(spots) - 1):
            if spots[at].lane == spots[at + 1].lane:
                yield row, at
