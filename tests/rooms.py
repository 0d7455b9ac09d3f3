"""Manifests for tests: one room that says what the test wants, instead of or beside the house's."""

from types import MappingProxyType

import pytest

from tryggvei.house import reading
from tryggvei.house.api import Room, rooms


def furnish(patch: pytest.MonkeyPatch, keep: bool = False, **parts: object) -> None:
    """Let the house consist of one room with these parts; `keep`: beside what it has now.

    Callables may stand where a manifest has a path.
    """
    told = Room(title="Prøverommet", about="a room of a test", **parts)  # type: ignore[arg-type]
    now = dict(rooms()) if keep else {}
    now[f"tests.room{len(now)}"] = told
    patch.setattr(reading, "_read", [MappingProxyType(now)])
