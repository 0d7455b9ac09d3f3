"""What runs when: the run of `make test`, the deep run, and what a test starts by itself.

A fixture says by a decorator that it starts servers or a browser, and every test that asks for
that very fixture, by whatever name, is marked. A name alone would be ambiguous: three rooms have
a fixture called "house".
"""

import itertools
import os
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

DEEP = os.environ.get("TRYGGVEI_TIER") == "deep"
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

Function = TypeVar("Function", bound=Callable[..., Any])
_marks: dict[Callable[..., Any], str] = {}


def own_server(fixture: Function) -> Function:
    """Mark the tests of a fixture whose servers have a database of their own."""
    _marks[fixture] = "own_server"
    return fixture


def a_browser(fixture: Function) -> Function:
    """Mark the tests of a fixture that starts a browser."""
    _marks[fixture] = "browser"
    return fixture


def slow(fixture: Function) -> Function:
    """Mark the tests of a fixture that takes too long for `make quick`."""
    _marks[fixture] = "slow"
    return fixture


def examples(count: int) -> settings:
    """Return Hypothesis' settings for a test that wants this many examples; ten times as deep."""
    return settings(max_examples=count * (10 if DEEP else 1))


def covering(*axes: Iterable[Any]) -> list[Any]:
    """Return every combination of some values, for parametrize, each a look of its own.

    In the run stand so many that each value is met at least once; the others are the deep run's.
    """
    lists = [list(axis) for axis in axes]
    longest = max(map(len, lists))
    met = {tuple(turn % len(values) for values in lists) for turn in range(longest)}
    return [
        pytest.param(
            *(values[at] for values, at in zip(lists, places, strict=True)),
            marks=[] if places in met else [pytest.mark.deep],
        )
        for places in itertools.product(*(range(len(values)) for values in lists))
    ]


def load_profile() -> None:
    """Choose how Hypothesis works: the same examples in every run, others and more when deep.

    No deadline and no complaint of slowness: a busy machine is no fault of a rule.
    """
    same: dict[str, Any] = {
        "deadline": None,
        "print_blob": True,
        "suppress_health_check": [HealthCheck.too_slow],
    }
    settings.register_profile("run", derandomize=True, database=None, max_examples=100, **same)
    settings.register_profile("deep", max_examples=1000, phases=list(Phase), **same)
    settings.load_profile("deep" if DEEP else "run")


def mark(items: list[pytest.Item]) -> None:
    """Mark what starts servers or a browser, and what asks no database."""
    for item in items:
        found: dict[str, Any] = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009
        for definitions in found.values():
            if word := _marks.get(definitions[-1].func):
                item.add_marker(word)
        if not DATABASE & set(found) and item.get_closest_marker("django_db") is None:
            item.add_marker("no_database")


def databases(item: pytest.Item) -> list[str]:
    """Return which databases a test has met in this run."""
    if item.get_closest_marker("own_server") is None and (
        item.get_closest_marker("no_database") is None
    ):
        return ["PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"]
    found = ["PostgreSQL"] if item.get_closest_marker("postgres") else []
    return [*found, "SQLite"] if item.get_closest_marker("own_server") else found
