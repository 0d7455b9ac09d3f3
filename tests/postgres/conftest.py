"""A scratch database of its own, migrated, with the three roles made by the real command."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

SUPERUSER_DSN = os.environ.get("TRYGGVEI_TEST_PG_DSN", "postgresql://root@127.0.0.1:5432/postgres")
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Scratch:
    """A scratch database: how to reach it as whom, and how to run a command in it."""

    name: str
    state_dir: Path

    def dsn(self, user: str = "", scheme: str = "postgresql") -> str:
        """Return the address for a role; the superuser's own when none is named."""
        parts = urlsplit(SUPERUSER_DSN)
        host = parts.netloc.rpartition("@")[2]
        netloc = f"{user}@{host}" if user else parts.netloc
        return urlunsplit((scheme, netloc, f"/{self.name}", parts.query, ""))

    def connect(self, user: str = "") -> psycopg.Connection:
        """Return a connection as a role, each statement its own transaction."""
        return psycopg.connect(self.dsn(user), autocommit=True)

    def manage(
        self, *words: str, user: str = "", settings: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a management command as a database role."""
        environment = {
            **os.environ,
            "DATABASE_URL": self.dsn(user, "postgres"),
            "TRYGGVEI_STATE_DIR": str(self.state_dir),
            "TRYGGVEI_MODE": "test",
        }
        if settings:
            environment["DJANGO_SETTINGS_MODULE"] = settings
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )


def server_or_skip() -> psycopg.Connection:
    """Return a superuser's connection; skip where no server answers (in CI: fail)."""
    try:
        return psycopg.connect(SUPERUSER_DSN, autocommit=True)
    except psycopg.OperationalError:
        reason = (
            "NO POSTGRESQL SERVER: the rights of the database roles are NOT tested here."
            " Set TRYGGVEI_TEST_PG_DSN to a superuser's address."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        sys.stderr.write(f"\n*** {reason} ***\n")
        pytest.skip(reason)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Return the scratch database; dropped when the tests are done."""
    server = server_or_skip()
    made = Scratch(f"tryggvei_scratch_{uuid4().hex[:8]}", tmp_path_factory.mktemp("pg-state"))
    name = sql.Identifier(made.name)
    server.execute(sql.SQL("CREATE DATABASE {}").format(name))
    try:
        for words in (("migrate", "--verbosity", "0"), ("dbroles", "create")):
            done = made.manage(*words)
            assert done.returncode == 0, done.stderr
        yield made
    finally:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
        server.close()


@pytest.fixture
def as_role(scratch: Scratch) -> Iterator[Callable[[str], psycopg.Connection]]:
    """Return a function that connects as a role; closed after the test."""
    opened: list[psycopg.Connection] = []

    def connect(role: str) -> psycopg.Connection:
        opened.append(scratch.connect(role))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()
