"""A register of jobs that is empty at the start of each test."""

import pytest

from tryggvei.jobs import ticks


@pytest.fixture(autouse=True)
def _no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "_ticks", {})
