"""The front door: how a room describes itself, and how the ground reads what all have said."""

from tryggvei.house.manifest import (
    EVERY_RIGHT,
    Area,
    Grant,
    Indicator,
    Kind,
    Lane,
    Line,
    Path,
    Point,
    Room,
    Tick,
    Words,
)
from tryggvei.house.reading import derived, each, follow, merged, offered, rooms

__all__ = [
    "EVERY_RIGHT",
    "Area",
    "Grant",
    "Indicator",
    "Kind",
    "Lane",
    "Line",
    "Path",
    "Point",
    "Room",
    "Tick",
    "Words",
    "derived",
    "each",
    "follow",
    "merged",
    "offered",
    "rooms",
]
