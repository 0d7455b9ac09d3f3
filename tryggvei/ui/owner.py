"""Whose installation this is. The pack knows; ui lies beside it, so a face tells ui how to ask."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Owner:
    """The municipality's name, the page that leaving leads to, and its languages; empty when
    nobody knows."""

    name: str = ""
    neutral_url: str = ""
    languages: tuple[str, ...] = ()  # codes, in the municipality's own order


_known: list[Callable[[], Owner]] = []


def register_owner(source: Callable[[], Owner]) -> None:
    """Set how ui learns who the owner is; called in a face's apps.ready(). The last one counts."""
    _known[:] = [source]


def owner() -> Owner:
    """Return the owner, empty when no face has said how to ask."""
    return _known[0]() if _known else Owner()
