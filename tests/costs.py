"""What each folder of the suite costs in CPU-seconds, told at the end of every run.

A session's fixture stands with the test that first asked for it; what lives longer than its test
(a server, a browser, the collection) stands as "between the tests". So a room that grows the
suite is seen in the run that it grew in: `pytest tests/<room> -n 0` tells of one room alone.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

_by_folder: dict[str, float] = defaultdict(float)
_in_all = [0.0]


def used() -> float:
    """Return the CPU-seconds of this process and of its children that have ended."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count what a test, its fixtures and the processes that they ended have used."""
    before = used()
    result = yield
    parts = item.nodeid.split("/")
    _by_folder["/".join(parts[:2])] += used() - before
    return result


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's figures to the process that has started it."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["cpu"] = (dict(_by_folder), used())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take a worker's figures in."""
    folders, total = getattr(node, "workeroutput", {}).get("cpu", ({}, 0.0))
    for folder, seconds in folders.items():
        _by_folder[folder] += seconds
    _in_all[0] += total


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write the figures, the dearest folder first."""
    alone = _in_all[0] or used()
    rows = sorted(_by_folder.items(), key=lambda row: -row[1])
    rest = alone - sum(_by_folder.values())
    told = [f"{folder.removeprefix('tests/')} {seconds:.0f}" for folder, seconds in rows]
    terminalreporter.write_line(
        f"CPU-seconds: {alone:.0f} in all; {', '.join(told)}; between the tests {rest:.0f}"
    )
