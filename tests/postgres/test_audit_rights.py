"""On PostgreSQL the staff role can append to the log, and can do nothing else to it."""

from collections.abc import Callable

import psycopg
import pytest

from tests.postgres.conftest import Scratch

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]
Connect = Callable[[str], psycopg.Connection]
STAFF = "tryggvei_staff"
APPEND = "SELECT audit_append(7, 'casework:case:read', 'case', 'x', NULL, 'æ', gen_random_uuid())"

FORBIDDEN = [
    "UPDATE audit_auditentry SET actor_id = 8",
    "UPDATE audit_audithead SET seq = 0",
    "DELETE FROM audit_auditentry",
    "DELETE FROM audit_audithead",
    "TRUNCATE audit_auditentry",
    "INSERT INTO audit_auditentry SELECT * FROM audit_auditentry",
    "INSERT INTO audit_audithead (id, seq, hash) VALUES (2, 0, '')",
    "COPY audit_auditentry FROM STDIN",
    "DROP TABLE audit_auditentry",
    "ALTER TABLE audit_auditentry DISABLE TRIGGER ALL",
    "CREATE OR REPLACE FUNCTION audit_append(bigint, text, text, text, bigint, text, uuid)"
    " RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "DROP FUNCTION audit_append(bigint, text, text, text, bigint, text, uuid)",
    "SET ROLE tryggvei_owner",
    "DELETE FROM intake_sealedmessage",
    "UPDATE intake_sealedmessage SET blob = ''",
]


@pytest.mark.promise(25, "UPDATE, DELETE and direct INSERT on the log are refused to staff")
def test_the_staff_role_only_appends(as_role: Connect, figure: Callable[[str], None]) -> None:
    staff = as_role(STAFF)
    staff.execute(APPEND)
    answered = []
    for statement in FORBIDDEN:
        try:
            with staff.cursor() as cursor:
                cursor.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        answered.append(statement)
    assert answered == []
    figure(f"{len(FORBIDDEN)} forbidden statements, each refused")


@pytest.mark.promise(25, "the chain that the server makes is the chain that is verified")
def test_the_servers_chain_verifies_under_the_staff_role(
    scratch: Scratch, as_role: Connect
) -> None:
    staff = as_role(STAFF)
    for _ in range(5):
        staff.execute(APPEND)
    assert scratch.manage("audit", "anchor", user=STAFF).returncode == 0
    done = scratch.manage("audit", "verify", user=STAFF)
    assert done.returncode == 0, done.stderr


@pytest.mark.promise(26, "a row altered by the owner is found")
def test_a_row_altered_by_the_owner_is_found(scratch: Scratch, as_role: Connect) -> None:
    as_role(STAFF).execute(APPEND)
    server = as_role("")
    server.execute("UPDATE audit_auditentry SET actor_id = 8 WHERE seq = 1")
    try:
        done = scratch.manage("audit", "verify", user=STAFF)
    finally:
        server.execute("UPDATE audit_auditentry SET actor_id = 7 WHERE seq = 1")
    assert done.returncode == 1
    assert "altered: row 1" in done.stderr


def test_two_who_append_at_once_wait_for_each_other(as_role: Connect) -> None:
    first, second = as_role(STAFF), as_role(STAFF)
    second.execute("SET lock_timeout = '200ms'")
    with first.transaction():
        first.execute(APPEND)
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(APPEND)
    second.execute(APPEND)
    rows = second.execute("SELECT max(seq), count(*) FROM audit_auditentry").fetchone()
    assert rows is not None
    assert rows[0] == rows[1]
