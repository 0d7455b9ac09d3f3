"""Rights on PostgreSQL that a small fault could widen unnoticed (see tests/planted)."""

from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]
Connect = Callable[[str], psycopg.Connection]
STAFF = "tryggvei_staff"
# What was told to readers, who wrote it, and what hangs on walls: rows are added, never changed.
ONLY_ADDED = {
    "editorial_version": ("data = '{}'", "published_at = now()", "number = 9"),
    "editorial_revision": ("data = '{}'", "by_id = 9", "at = now()"),
    "guides_cardissue": ("said = '{}'", "digest = ''", "issued_by_id = 9"),
}


@pytest.mark.promise(25, "what was told, who wrote it and what hangs on walls is only added to")
@pytest.mark.parametrize("table", sorted(ONLY_ADDED))
def test_the_staff_role_only_adds_to_what_was_told(as_role: Connect, table: str) -> None:
    staff = as_role(STAFF)
    staff.execute(f"SELECT count(*) FROM {table}")
    statements = [f"DELETE FROM {table}", f"TRUNCATE {table}", f"DROP TABLE {table}"]
    statements += [f"UPDATE {table} SET {change}" for change in ONLY_ADDED[table]]
    for statement in statements:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            staff.execute(statement)


@pytest.mark.promise(25, "a caller cannot date her own row: the server's clock alone is asked")
def test_a_row_of_the_log_has_the_time_of_the_server_whatever_the_caller_has_set(
    as_role: Connect,
) -> None:
    staff = as_role(STAFF)
    append = "SELECT audit_append(7, 'casework:case:read', 'case', 'x', NULL, 'æ', NULL)"
    staff.execute("SET TimeZone = 'Pacific/Kiritimati'")
    with staff.transaction():
        begun = staff.execute("SELECT now()").fetchone()
        staff.execute("SELECT pg_sleep(0.05)")
        staff.execute(append)
    row = staff.execute(
        "SELECT at, clock_timestamp() FROM audit_auditentry ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert begun is not None
    assert row is not None
    assert begun[0] < row[0] <= row[1] < row[0] + timedelta(seconds=30)
    source = staff.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_append'").fetchone()
    assert source is not None
    assert "clock_timestamp()" in source[0]
    assert "current_setting" not in source[0]
