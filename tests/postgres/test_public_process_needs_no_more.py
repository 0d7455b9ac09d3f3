"""The rights list of the public role is what its process uses: the live pages, under that role."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from tests.intake.keys import cheap_keys
from tests.postgres.conftest import ROOT, Scratch
from tryggvei.access.db_rights import PUBLIC_ROLE, rights_list

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]
PLUMBING = re.compile(r"SAVEPOINT|RELEASE SAVEPOINT|ROLLBACK|BEGIN|COMMIT|SELECT 1$")
USE = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM|FROM) "?(?:public\.)?"?(\w+)"?(\()?')


@pytest.fixture(scope="module")
def journey(scratch: Scratch) -> dict[str, Any]:
    cheap_keys(scratch.state_dir, date(2026, 11, 1))
    environment = {
        **os.environ,
        "DATABASE_URL": scratch.dsn(PUBLIC_ROLE, "postgres"),
        "TRYGGVEI_STATE_DIR": str(scratch.state_dir),
        "TRYGGVEI_MODE": "demo",
        "TRYGGVEI_INTAKE": "on",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.postgres.public_journey"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def uses(statements: list[str]) -> set[tuple[str, str]]:
    """Return (right, table or function) of every statement that is not plumbing."""
    found: set[tuple[str, str]] = set()
    for statement in statements:
        if PLUMBING.match(statement):
            continue
        match = USE.search(statement)
        assert match, statement
        verb, name, is_function = match.groups()
        right = {"INSERT INTO": "INSERT", "DELETE FROM": "DELETE", "UPDATE": "UPDATE"}.get(verb)
        found.add(("EXECUTE" if is_function else right or "SELECT", name))
    return found


@pytest.mark.promise(9, "every live public page works under the INSERT-only role")
def test_every_live_page_works_under_the_role(
    journey: dict[str, Any], scratch: Scratch, figure: Callable[[str], None]
) -> None:
    statuses = journey["statuses"]
    assert statuses["POST /skriv/"] == 303
    assert statuses["POST /skriv/ again"] == 303
    assert statuses["POST /svar/"] in {200, 303}
    assert {path: status for path, status in statuses.items() if status >= 500} == {}
    assert statuses["rows of counts"] == 1
    assert statuses["rows of feedback"] == 1
    spool = scratch.state_dir / "spool"
    assert not spool.exists() or not list(spool.rglob("*.sealed"))  # stored, not spooled
    with psycopg.connect(scratch.dsn()) as server:
        row = server.execute("SELECT count(*) FROM intake_sealedmessage").fetchone()
    assert row is not None
    assert row[0] >= 1
    figure(f"{len(statuses)} requests, {len(journey['statements'])} statements")


@pytest.mark.promise(9, "the public process uses every right it has and asks for no other")
def test_the_process_uses_exactly_the_rights_it_has(journey: dict[str, Any]) -> None:
    public = rights_list()[PUBLIC_ROLE]
    listed = {(right, table) for table, rights in public.tables.items() for right in rights}
    listed |= {("EXECUTE", name.partition("(")[0]) for name in public.functions}
    assert uses(journey["statements"]) == listed
