"""Reads every installed room's manifest once, and follows its paths when somebody asks."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from tryggvei.house.manifest import Path, Point, Room

T = TypeVar("T")
Rooms = Mapping[str, Room]
_read: list[Rooms] = []


def rooms() -> Rooms:
    """Return the manifests of the rooms this process has installed, by package name, in the order
    of the settings. Raises ImproperlyConfigured for a room of ours without one."""
    if not _read:
        found: dict[str, Room] = {}
        for config in apps.get_app_configs():
            if not config.name.startswith("tryggvei."):
                continue
            room = getattr(config, "room", None)
            if not isinstance(room, Room):
                raise ImproperlyConfigured(f"{config.name} has no `room = Room(...)` in apps.py.")
            found[config.name] = room
        _read.append(MappingProxyType(found))
    return _read[0]


def follow(package: str, path: Path) -> Any:
    """Return what a path of a room's manifest leads to."""
    return path if callable(path) else import_string(f"{package}.{path}")


def offered(point: Point) -> list[Any]:
    """Return what the rooms answer at a point, in the order of the settings."""
    return [
        follow(package, room.offers[point])
        for package, room in rooms().items()
        if point in room.offers
    ]


def derived(make: Callable[[Rooms], T]) -> Callable[[], T]:
    """Return a function that makes something of the manifests once, and again if they change
    (which they do in tests alone)."""
    made: list[tuple[Rooms, T]] = []

    def read() -> T:
        now = rooms()
        if not made or made[0][0] is not now:
            made[:] = [(now, make(now))]
        return made[0][1]

    return read


def merged(rooms: Rooms, part: Callable[[Room], Mapping[str, T] | str]) -> dict[str, T]:
    """Return one mapping of all rooms'; a path is followed to it. Raises ImproperlyConfigured when
    two rooms give a key different values."""
    found: dict[str, T] = {}
    for package, room in rooms.items():
        told = part(room)
        mapping: Mapping[str, T] = follow(package, told) if isinstance(told, str) else told
        for key, value in mapping.items():
            if key in found and str(found[key]) != str(value):
                raise ImproperlyConfigured(
                    f"{package} says something else of {key} than another room."
                )
            found[key] = value
    return found


def each(part: Callable[[Room], tuple[T, ...]]) -> Iterator[tuple[str, T]]:
    """Yield (package, thing) for everything that a part of the manifests lists."""
    for package, room in rooms().items():
        for thing in part(room):
            yield package, thing
