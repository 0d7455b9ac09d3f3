"""What every scene of the invented year stands on, and the order in which they are lived.

A scene is a module `scenes/<room>.py` with `live(stage)`, which acts through the room's own actions
on a clock that stands where the scene puts it, yields a line of progress now and then, and leaves
in `stage.truth` what really happened: that is what tests hold the house's figures against.
`NEEDS` names the scenes whose rows it builds on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random  # noqa: TID251 - seeded dice, nothing secret
from typing import Any, Protocol, TypeVar, cast

import yaml
from django.conf import settings

from tryggvei.simulator.people import Cast

DATA = Path(__file__).parent / "data"
DAYS = 365
BUSY_MONTH = 11  # Trygghetsuka: more people hear that help exists

T = TypeVar("T")


class Scene(Protocol):
    """What a module in `scenes/` offers. NEEDS may be left out."""

    def live(self, stage: "Stage") -> Iterator[str]:
        """Live through the room's year; yield lines of progress."""


@dataclass
class Stage:
    """The day of today, who works where, the seed and the size; and the truth, a record a scene."""

    cast: Cast
    today: date
    seed: int = 1905
    per_day: float = 0.8  # enquiries, mean
    mode: str = field(default_factory=lambda: str(settings.TRYGGVEI_MODE))
    truth: dict[type[Any], Any] = field(default_factory=dict)
    story: dict[str, Any] = field(default_factory=dict)  # for the page /demo/

    def dice(self, scene: str) -> Random:
        """Return the scene's own dice, so that a new scene changes no other's story."""
        return Random(f"{self.seed}:{scene}")  # noqa: S311 - dice of an invented year

    def days(self) -> list[date]:
        """Return the days of the year, up to yesterday."""
        return [self.today - timedelta(days=back) for back in range(DAYS, 0, -1)]

    def told(self, name: str) -> dict[str, Any]:
        """Return what data/<name>.yaml tells."""
        loaded: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text())
        return loaded

    def true(self, kind: type[T]) -> T:
        """Return the record of that kind, made empty the first time."""
        return cast("T", self.truth.setdefault(kind, kind()))


def scenes() -> dict[str, Scene]:
    """Return every scene by the name of its room, those first that others need."""
    folder = Path(__file__).parent / "scenes"
    found = {
        module.name: import_module(f"tryggvei.simulator.scenes.{module.name}")
        for module in iter_modules([str(folder)])
    }
    needs = {name: getattr(module, "NEEDS", ()) for name, module in sorted(found.items())}
    ordered = TopologicalSorter(needs).static_order()
    return {name: cast("Scene", found[name]) for name in ordered}


def live(stage: Stage) -> Iterator[str]:
    """Live through every scene; yield lines of progress."""
    for scene in scenes().values():
        yield from scene.live(stage)
