"""Fixtures of the whole suite, and the ledger behind docs/promises.md."""

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests import parsed, tiers
from tryggvei.ui.compiling import compile_all

pytest_plugins = ["tests.browser", "tests.costs", "tests.people"]
tiers.load_profile()
parsed.parse_once()

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


def pytest_configure(config: pytest.Config) -> None:
    """Name the run's house, for all workers the same. It is made when a test first asks for it."""
    if hasattr(config, "workerinput") or os.environ.get("TRYGGVEI_TEST_HOUSE"):
        return
    folder = tempfile.mkdtemp(prefix="tryggvei-run-")
    os.environ["TRYGGVEI_TEST_HOUSE"] = f"{folder}/house"
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts servers or browsers, and what needs no second run on another database."""
    tiers.mark(items)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Send away who still holds the test database: a server's thread may outlive its test."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


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
            "databases": tiers.databases(item),
        }
        with Path(LEDGER).open("a") as ledger:
            ledger.write(json.dumps(line, ensure_ascii=False) + "\n")
