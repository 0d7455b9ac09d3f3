"""The rights in the catalogue are exactly those of the list in the repository."""

from collections.abc import Callable

import psycopg
import pytest

from tests.postgres.conftest import Scratch

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]
Connect = Callable[[str], psycopg.Connection]


@pytest.mark.promise(9, "the granted rights equal the list in the repository")
def test_the_rights_equal_the_list(scratch: Scratch) -> None:
    done = scratch.manage("dbroles", "check")
    assert done.returncode == 0, done.stderr
    assert "exactly the rights" in done.stdout


def test_creating_twice_changes_nothing(scratch: Scratch) -> None:
    done = scratch.manage("dbroles", "create")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("spoil", "repair", "named"),
    [
        (
            "GRANT SELECT ON intake_sealedmessage TO tryggvei_public",
            "REVOKE SELECT ON intake_sealedmessage FROM tryggvei_public",
            "too much: tryggvei_public: SELECT on table intake_sealedmessage",
        ),
        (
            "GRANT SELECT (id) ON intake_sealedmessage TO PUBLIC",
            "REVOKE SELECT (id) ON intake_sealedmessage FROM PUBLIC",
            "too much: PUBLIC: SELECT on column intake_sealedmessage.id",
        ),
        (
            "REVOKE INSERT ON intake_sealedmessage FROM tryggvei_public",
            "GRANT INSERT ON intake_sealedmessage TO tryggvei_public",
            "missing: tryggvei_public: INSERT on table intake_sealedmessage",
        ),
        (
            "GRANT tryggvei_owner TO tryggvei_staff",
            "REVOKE tryggvei_owner FROM tryggvei_staff",
            "too much: tryggvei_staff may act as tryggvei_owner",
        ),
        (
            "ALTER FUNCTION intake_fetch_replies(bytea) RESET search_path",
            "ALTER FUNCTION intake_fetch_replies(bytea) SET search_path = pg_catalog, pg_temp",
            "missing: intake_fetch_replies(bytea) does not pin its search path",
        ),
        (
            "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER"
            " AS 'SELECT count(*) FROM intake_sealedmessage'",
            "DROP FUNCTION peek()",
            "too much: peek() runs with its owner's rights and is not on the list",
        ),
    ],
)
def test_each_difference_is_named(
    scratch: Scratch, as_role: Connect, spoil: str, repair: str, named: str
) -> None:
    server = as_role("")
    server.execute(spoil)
    try:
        done = scratch.manage("dbroles", "check")
    finally:
        server.execute(repair)
    assert done.returncode == 1
    assert named in done.stderr


def test_the_sql_is_printed_for_somebody_else_to_run(scratch: Scratch, as_role: Connect) -> None:
    done = scratch.manage("dbroles", "sql")
    assert done.returncode == 0, done.stderr
    as_role("").execute(done.stdout)
    assert scratch.manage("dbroles", "check").returncode == 0


def test_a_role_that_may_not_grant_is_told_what_to_do(scratch: Scratch) -> None:
    done = scratch.manage("dbroles", "create", user="tryggvei_staff")
    assert done.returncode == 1
    assert "Run dbroles as a superuser" in done.stderr
