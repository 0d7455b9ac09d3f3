"""How the lines between two rows turn: each gets a height of its own to go sideways at.

Between two rows lie stars: what leads to one place, or what leaves one question. A star goes
sideways once. Two stars may share a height when they do not meet; a star that comes down where
another begins must turn lower than that one, or the two would lie on each other.
"""

from dataclasses import dataclass
from itertools import pairwise

from tryggvei.guides.rules.flow.skeleton import Piece, Spot

SAME = 0.05  # a difference that is none
NEAR = 1.4  # closer than this, two upright lines look like one


@dataclass(frozen=True)
class Star:
    """Pieces with one end in common, with the places of all their ends above and below."""

    pieces: tuple[Piece, ...]
    above: tuple[float, ...]
    below: tuple[float, ...]

    @property
    def left(self) -> float:
        """Return where it begins."""
        return min(*self.above, *self.below)

    @property
    def right(self) -> float:
        """Return where it ends."""
        return max(*self.above, *self.below)

    @property
    def is_straight(self) -> bool:
        """Return whether it goes straight down."""
        return self.right - self.left < SAME


@dataclass(frozen=True)
class Clash:
    """Lines that lie on each other however they turn: out of `upper`, and into `lower`."""

    upper: Spot
    lower: Spot


@dataclass(frozen=True)
class Tracks:
    """The height number of each piece that turns, from the top; `count` heights in all."""

    heights: dict[Piece, int]
    count: int
    clash: Clash | None = None


def tracks_of(pieces: list[Piece], ports: dict[Spot, float]) -> Tracks:
    """Return the heights of the pieces between two rows; `ports`: where lines meet a spot."""
    bent = [star for star in _stars(pieces, ports) if not star.is_straight]
    order, stuck = _order(bent)
    if stuck:
        return Tracks({}, 0, _clash(stuck, ports))
    heights: list[int] = []
    for at, star in enumerate(order):
        over = [
            heights[n] + 1
            for n, other in enumerate(order[:at])
            if _meet(star, other) or _must_be_over(other, star)
        ]
        heights.append(max(over, default=0))
    found = {
        piece: height for star, height in zip(order, heights, strict=True) for piece in star.pieces
    }
    return Tracks(found, max(heights, default=-1) + 1)


def _stars(pieces: list[Piece], ports: dict[Spot, float]) -> list[Star]:
    starts = [upper for upper, _ in pieces]
    found: dict[Spot, list[Piece]] = {}
    for upper, lower in pieces:
        found.setdefault(upper if starts.count(upper) > 1 else lower, []).append((upper, lower))
    return [
        Star(
            tuple(star),
            tuple(ports[upper] for upper, _ in star),
            tuple(ports[lower] for _, lower in star),
        )
        for star in found.values()
    ]


def _meet(one: Star, other: Star) -> bool:
    return one.left < other.right + NEAR and other.left < one.right + NEAR


def _must_be_over(upper: Star, lower: Star) -> bool:
    """Return whether `upper` must turn first: it comes from where `lower` goes down to."""
    return any(abs(one - other) < NEAR for one in upper.above for other in lower.below)


def _crossed(upper: Star, lower: Star) -> int:
    """Return how often two stars cross when one turns above the other."""
    down = sum(lower.left < x < lower.right for x in upper.below)
    return down + sum(upper.left < x < upper.right for x in lower.above)


def _order(stars: list[Star]) -> tuple[list[Star], list[Star]]:
    """Return the stars from the top so that none lies on another and few cross; and those for
    which there is no such order."""
    left = list(stars)
    found: list[Star] = []
    while left:
        free = [
            star
            for star in left
            if not any(_must_be_over(other, star) for other in left if other is not star)
        ]
        if not free:
            return found, left
        best = min(free, key=lambda star: sum(_gain(star, other) for other in left))
        found.append(best)
        left.remove(best)
    _change_places(found)
    return found, []


def _gain(upper: Star, lower: Star) -> int:
    """Return how many crossings more there are when two stars do not change places."""
    return _crossed(upper, lower) - _crossed(lower, upper)


def _change_places(stars: list[Star]) -> None:
    """Let neighbours change places as long as that takes crossings away."""
    better = True
    while better:
        better = False
        for at, (upper, lower) in enumerate(pairwise(stars)):
            if _gain(upper, lower) > 0 and not _must_be_over(upper, lower):
                stars[at], stars[at + 1] = lower, upper
                better = True
                break


def _clash(stuck: list[Star], ports: dict[Spot, float]) -> Clash:
    """Return one pair of lines that keep stars from having an order."""
    pairs = (
        Clash(upper, lower)
        for star in stuck
        for other in stuck
        if other is not star
        for upper, _ in star.pieces
        for _, lower in other.pieces
        if abs(ports[upper] - ports[lower]) < NEAR
    )
    return next(pairs)
