"""Collects the tables that lie beside the rooms' tests, by their name: tests/<room>/acts.py.

`ACTS` are what somebody does, with the rows it leaves; `EXEMPT` what leaves none, with the reason.
"""

from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.matrix.acts_stage import Act, Exempt

TESTS = Path(__file__).resolve().parents[1]


def tables() -> dict[str, ModuleType]:
    """Return each room's table by the room's name."""
    found = sorted(path.parent.name for path in TESTS.glob("*/acts.py"))
    return {room: import_module(f"tests.{room}.acts") for room in found}


def every_act() -> list[Act]:
    """Return the acts of all tables."""
    return [act for table in tables().values() for act in getattr(table, "ACTS", [])]


def every_exempt() -> list[Exempt]:
    """Return the exempt views of all tables."""
    return [row for table in tables().values() for row in getattr(table, "EXEMPT", [])]
