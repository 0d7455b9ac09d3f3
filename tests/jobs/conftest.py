"""A house without jobs at the start of each test, and a way to add one to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.rooms import furnish
from tryggvei.house.api import Tick

Register = Callable[..., None]


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch)


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Return a function that gives the house one more recurring job."""

    def add(name: str, every: timedelta, run: Callable[[], str], **more: Any) -> None:
        furnish(monkeypatch, keep=True, ticks=(Tick(name, every, run, **more),))

    return add
