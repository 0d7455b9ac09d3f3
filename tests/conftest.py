"""Fixtures of the whole suite, and the ledger behind docs/promises.md."""

import json
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tryggvei.ui.compiling import compile_all

pytest_plugins = ["tests.browser", "tests.people"]

compile_all()  # whoever starts pytest by hand has not come by deploy/venv.sh

_connect = socket.socket.connect


def _only_this_machine(self: socket.socket, address: Any) -> None:
    """Connect, if it is to this machine: no test may reach anything else (promise 44)."""
    host = address[0] if isinstance(address, tuple) else ""
    if self.family in (socket.AF_INET, socket.AF_INET6) and not (
        host in ("localhost", "::1") or str(host).startswith("127.")
    ):
        raise ConnectionRefusedError("a test may connect to only this machine")
    _connect(self, address)


socket.socket.connect = _only_this_machine  # type: ignore[method-assign, assignment]

LEDGER = os.environ.get("TRYGGVEI_PROMISE_LEDGER", "")


# Servers of these fixtures run on a database of their own, whatever the suite itself runs on.
OWN_SERVERS = {"house", "public_server", "sample_site", "sqlite_house", "postgres_house"}
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs no second run on the other database."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if OWN_SERVERS & asked:
            item.add_marker("own_server")
        if not DATABASE & asked and item.get_closest_marker("django_db") is None:
            item.add_marker("no_database")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return a function that notes one measured figure for the promise that the test holds."""

    def note(text: str) -> None:
        request.node.user_properties.append(("figure", text))

    return note


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Append what a promise's test showed to the ledger file, one JSON line a test."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if not LEDGER or not (report.when == "call" or report.skipped):
        return
    for marker in item.iter_markers("promise"):
        line = {
            "promise": marker.args[0],
            "text": marker.args[1],
            "test": item.nodeid.split("[")[0],
            "outcome": report.outcome,
            "figures": [value for name, value in item.user_properties if name == "figure"],
            "database": "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite",
        }
        with Path(LEDGER).open("a") as ledger:
            ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
