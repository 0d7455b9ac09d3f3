"""Fit a chart on paper: how wide its boxes are, which rows stand on which sheet, and where.

What stands where decides how many heights the lines turn at; those decide which rows a sheet has
room for; and those how wide its boxes can be. So each is decided anew until nothing changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.flow.order import Row, ordered
from tryggvei.guides.rules.flow.paging import Pager, Paper
from tryggvei.guides.rules.flow.place import Placed, Placer, TooNarrow, least_widths
from tryggvei.guides.rules.flow.section import Section, Split, blocks_of, sections_of
from tryggvei.guides.rules.flow.sheets import Arranged
from tryggvei.guides.rules.flow.sizes import Measure, Sizes, Style, Widths
from tryggvei.guides.rules.flow.skeleton import Skeleton, Spot, skeleton_of
from tryggvei.guides.rules.flow.tracks import Tracks, tracks_of

WIDEST, STEP = 48, 2  # of a box
_LEFT = 0.97  # of the paper: what is left keeps lines from bending for want of room
_ROUNDS, _CLASHES = 24, 80


@dataclass(frozen=True)
class _Counts:
    """How many heights the lines below each row turn at, and lines that names of lanes take."""

    turns: tuple[int, ...]
    name_lines: int = 1

    def more(self, other: "_Counts") -> "_Counts":
        """Return what has room for both."""
        turns = tuple(max(pair) for pair in zip(self.turns, other.turns, strict=True))
        return _Counts(turns, max(self.name_lines, other.name_lines))


class Fitting:
    """A chart with at most so many boxes of a lane in a row."""

    def __init__(self, chart: Chart, style: Style, most: int) -> None:
        self._chart = chart
        self._most = most
        self._measure = Measure(chart, style)

    @cached_property
    def _skeleton(self) -> Skeleton:
        return skeleton_of(self._chart, self._most)

    @cached_property
    def _rows(self) -> list[Row]:
        return ordered(self._skeleton)

    def least_width(self, box_width: float) -> float:
        """Return how wide the paper must be for boxes of a width, all on one sheet."""
        whole = self._sections([(0, blocks_of(self._rows) - 1)], alike=True)
        return sum(least_widths(whole[0], self._sizes(self._same(box_width))).values())

    def alike(self, paper: Paper, least: int) -> Arranged | None:
        """Return the arrangement where boxes are equally wide on all sheets, and the lanes stand in
        the same place: the widest that fits, None if none so wide does."""
        for width in range(WIDEST, least - 1, -STEP):
            try:
                return self.with_width(width, paper)
            except TooNarrow:
                continue
        return None

    def with_width(self, box_width: float, paper: Paper) -> Arranged:
        """Return the arrangement where all boxes have a width. Raises TooNarrow."""
        sizes = self._sizes(self._same(box_width))
        room = self._no_turns
        for _ in range(_ROUNDS):
            split = self._pager(sizes, room, paper).split()
            sections = self._sections(split, alike=True)
            _must_fit(sections, sizes, paper.width)
            placed, tracks = _without_clash(sections, sizes, paper.width)
            found = self._arranged(split, sections, sizes, placed, tracks, paper)
            turns = _counts(found)
            if room.more(turns) == room:
                return found
            room = room.more(turns)
        raise TooNarrow

    def apart(self, paper: Paper, least: int) -> Arranged | None:
        """Return the arrangement where each sheet has its own lanes and widths of boxes; None if
        some sheet has no room for boxes that are `least` wide."""
        widths, room = self._same(WIDEST), self._no_turns
        for _ in range(_ROUNDS):
            split = self._pager(self._sizes(widths), room, paper).split()
            sections = self._sections(split, alike=False)
            fitting: list[float] = [self._widest(section, paper.width) for section in sections]
            narrowed = self._narrowed(widths, split, fitting)
            if min(narrowed) < least:
                return None
            if narrowed != widths:
                widths = narrowed
                continue
            found = self._each_alone(split, sections, widths, paper)
            if isinstance(found, int):  # a sheet where lines lie on each other: narrower boxes
                fitting[found] = widths[2 * split[found][0]] - STEP
                widths = self._narrowed(widths, split, fitting)
                continue
            turns = _counts(found)
            if room.more(turns) == room:
                return found
            room = room.more(turns)
        return None

    def _each_alone(
        self, split: Split, sections: list[Section], widths: Widths, paper: Paper
    ) -> Arranged | int:
        """Return the arrangement, each sheet by itself; the number of one that has no room."""
        sizes = self._sizes(widths)
        placed: list[Placed] = []
        tracks: list[list[Tracks]] = []
        for number, section in enumerate(sections):
            try:
                where, turning = _without_clash([section], sizes, paper.width)
            except TooNarrow:
                return number
            placed += where
            tracks += turning
        return self._arranged(split, sections, sizes, placed, tracks, paper)

    def _widest(self, section: Section, paper_width: float) -> int:
        """Return the widest boxes that a sheet has room for; 0 if none."""
        for width in range(WIDEST, 0, -STEP):
            sizes = self._sizes(self._same(width))
            if sum(least_widths(section, sizes).values()) <= paper_width * _LEFT:
                return width
        return 0

    def _narrowed(self, widths: Widths, split: Split, fitting: Sequence[float]) -> Widths:
        """Return the widths with those of each sheet all as narrow as its narrowest."""
        found: list[float] = list(widths)
        for (first, last), fits in zip(split, fitting, strict=True):
            rows = slice(2 * first, 2 * last + 2)
            own = found[rows]
            narrowest: float = min(fits, *own)
            found[rows] = [narrowest] * len(own)
        return tuple(found)

    def _arranged(
        self,
        split: Split,
        sections: list[Section],
        sizes: Sizes,
        placed: list[Placed],
        tracks: list[list[Tracks]],
        paper: Paper,
    ) -> Arranged:
        found = Arranged(self._chart, sizes, self._skeleton, sections, placed, tracks, [])
        pager = self._pager(sizes, _counts(found), paper)
        found.plans.extend(pager.plan(first, last) for first, last in split)
        return found

    def _pager(self, sizes: Sizes, room: _Counts, paper: Paper) -> Pager:
        return Pager(self._rows, sizes, room.turns, room.name_lines, paper)

    def _sections(self, split: Split, *, alike: bool) -> list[Section]:
        lanes = len(self._chart.lanes) if alike else 0
        return sections_of(self._skeleton, self._rows, split, lanes)

    def _sizes(self, widths: Widths) -> Sizes:
        return Sizes(self._measure, self._skeleton.rows, widths)

    def _same(self, width: float) -> Widths:
        return (width,) * len(self._skeleton.rows)

    @property
    def _no_turns(self) -> _Counts:
        return _Counts((0,) * (len(self._skeleton.rows) - 1))


def _counts(found: Arranged) -> _Counts:
    """Return what an arrangement has."""
    names = (
        found.sizes.measure.lane_name(lane, right - left)
        for section, where in zip(found.sections, found.placed, strict=True)
        for lane, (left, right) in zip(section.lanes, where.lanes, strict=True)
    )
    turns = tuple(one.count for sheet in found.tracks for one in sheet)
    return _Counts(turns, max(len(name) for name in names))


def _must_fit(sections: list[Section], sizes: Sizes, width: float) -> None:
    """Raise TooNarrow when it is plain that lanes in the same place everywhere have no room."""
    widths = [least_widths(section, sizes) for section in sections]
    if sum(max(one[lane] for one in widths) for lane in widths[0]) > width * _LEFT:
        raise TooNarrow


def _without_clash(
    sections: list[Section], sizes: Sizes, width: float
) -> tuple[list[Placed], list[list[Tracks]]]:
    """Return where all stands and how lines turn, none on another. Raises TooNarrow."""
    placer = Placer(sections, sizes, width)
    for _ in range(_CLASHES):
        placed = placer.placed()
        pairs = zip(sections, placed, strict=True)
        tracks = [_tracks(section, where, sizes) for section, where in pairs]
        clashes = [
            (number, one.clash) for number, sheet in enumerate(tracks) for one in sheet if one.clash
        ]
        if not clashes:
            return placed, tracks
        number, clash = clashes[0]
        placer.keep_apart(number, clash.upper, clash.lower)
    raise TooNarrow


def _tracks(section: Section, placed: Placed, sizes: Sizes) -> list[Tracks]:
    """Return how lines turn below each row of a sheet but its last."""
    ports: dict[Spot, float] = {
        spot: middle + sizes.of(spot).port for spot, middle in placed.middles.items()
    }
    rows = [row[0].row for row in section.rows[:-1]]
    return [
        tracks_of([piece for piece in section.pieces if piece[0].row == row], ports) for row in rows
    ]
