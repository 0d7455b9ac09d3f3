"""Two municipalities' databases on one server, set up at the same moment, share the roles."""

import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from psycopg import sql

from tests.postgres.conftest import Scratch, server_or_skip
from tryggvei.access.db_rights import role_sql

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]


def _waits_for_a_lock(server: object, pid: int) -> bool:
    row = server.execute(  # type: ignore[attr-defined]
        "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s", [pid]
    ).fetchone()
    return bool(row and row[0])


def test_the_later_one_takes_the_earlier_ones_role(scratch: Scratch) -> None:
    role = f"tryggvei_race_{uuid4().hex[:8]}"
    server, first, second = server_or_skip(), server_or_skip(), server_or_skip()
    first.autocommit = second.autocommit = False
    try:
        first.execute(role_sql(role))
        with ThreadPoolExecutor(1) as pool:
            later = pool.submit(second.execute, role_sql(role))
            deadline = time.monotonic() + 10
            while not _waits_for_a_lock(server, second.info.backend_pid):
                assert time.monotonic() < deadline, "the second set-up never met the first"
                time.sleep(0.02)
            first.commit()
            later.result(timeout=10)
        second.commit()
        found = server.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [role])
        assert found.fetchone() == (1,)
    finally:
        for connection in (first, second):
            connection.close()
        server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))
        server.close()
