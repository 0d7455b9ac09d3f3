"""The public role seals and inserts; whoever breaks into its process reads nothing back."""

import secrets
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import psycopg
import pytest

from tests.postgres.conftest import Scratch

# Roles belong to the whole server: these tests must not run beside each other.
pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server_roles")]
PUBLIC = "tryggvei_public"
Connect = Callable[[str], psycopg.Connection]

INSERT = (
    "INSERT INTO intake_sealedmessage (id, box, kind, received_on, lane, key_id, blob, waiting)"
    " VALUES (%s, 'tryggest', 'enquiry', %s, 'inbox', '00000001', %s, true)"
)

FORBIDDEN = [
    "SELECT * FROM intake_sealedmessage",
    "SELECT count(*) FROM intake_sealedmessage",
    "SELECT EXISTS (SELECT 1 FROM intake_sealedmessage)",
    "SELECT blob FROM intake_sealedmessage WHERE id = gen_random_uuid()",
    "SELECT 1 FROM intake_sealedmessage FOR UPDATE",
    "UPDATE intake_sealedmessage SET lane = 'quarantine'",
    "UPDATE intake_sealedmessage SET waiting = false",
    "DELETE FROM intake_sealedmessage",
    "TRUNCATE intake_sealedmessage",
    "COPY intake_sealedmessage TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "INSERT INTO intake_sealedmessage SELECT * FROM intake_sealedmessage",
    "INSERT INTO intake_sealedmessage (id, box, kind, received_on, lane, key_id, blob, waiting)"
    " VALUES (gen_random_uuid(), 'tryggest', 'enquiry', now(), 'inbox', '1', '', true)"
    " RETURNING id",
    "DO $$ BEGIN LOCK TABLE intake_sealedmessage IN ACCESS EXCLUSIVE MODE; END $$",
    "DROP TABLE intake_sealedmessage",
    "ALTER TABLE intake_sealedmessage ADD COLUMN x text",
    "CREATE TABLE mine (x text)",
    "CREATE TEMP TABLE mine (x text)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TRIGGER t BEFORE INSERT ON intake_sealedmessage"
    " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "SELECT * FROM intake_sealedreply",
    "INSERT INTO intake_sealedreply (id) VALUES (gen_random_uuid())",
    "SELECT * FROM intake_inboxentry",
    "SELECT * FROM website_dailycount",
    "SELECT count(*) FROM website_dailycount",
    "UPDATE website_dailycount SET count = 9",
    "DELETE FROM website_dailycount",
    "INSERT INTO website_dailycount (id, day, language, page, count)"
    " VALUES (gen_random_uuid(), now(), 'nb', 'hjem', 5) RETURNING id",
    "SELECT * FROM website_guidefeedback",
    "UPDATE website_guidefeedback SET count = 9",
    "DELETE FROM website_guidefeedback",
    "SELECT * FROM audit_auditentry",
    "SELECT audit_append(1, 'a:b:c', 'k', '1', NULL, '', NULL)",
    "SELECT * FROM organisation_person",
    "SELECT * FROM django_session",
    "SELECT * FROM django_migrations",
    "SET ROLE tryggvei_owner",
    "SET ROLE tryggvei_staff",
    "SET SESSION AUTHORIZATION tryggvei_owner",
    "GRANT SELECT ON organisation_person TO tryggvei_public",
    "CREATE ROLE mine",
    "SELECT pg_read_file('/etc/hostname')",
    "SELECT rolpassword FROM pg_authid",
]


def insert_one(connection: psycopg.Connection) -> None:
    connection.execute(INSERT, [uuid4(), date(2026, 11, 23), b"sealed"])


@pytest.mark.promise(9, "the public role can insert a sealed message")
def test_the_public_role_inserts_a_sealed_message(scratch: Scratch, as_role: Connect) -> None:
    count = "SELECT count(*) FROM intake_sealedmessage"
    before = as_role("").execute(count).fetchone()
    insert_one(as_role(PUBLIC))
    after = as_role("").execute(count).fetchone()
    assert before is not None
    assert after is not None
    assert after[0] == before[0] + 1


@pytest.mark.promise(9, "every other statement of the public role is refused by the server")
def test_every_other_statement_is_refused(as_role: Connect, figure: Callable[[str], None]) -> None:
    public = as_role(PUBLIC)
    insert_one(public)
    answered = []
    for statement in FORBIDDEN:
        try:
            with public.cursor() as cursor:
                cursor.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        answered.append(statement)
    assert answered == []
    figure(f"{len(FORBIDDEN)} forbidden statements, each refused")


@pytest.mark.promise(9, "no table with cases can be read by the public role")
def test_no_table_can_be_read_at_all(as_role: Connect) -> None:
    tables = (
        as_role("")
        .execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        .fetchall()
    )
    assert len(tables) > 10
    public = as_role(PUBLIC)
    for (table,) in tables:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute(f'SELECT 1 FROM "{table}" LIMIT 1')


@pytest.mark.promise(9, "a mailbox is fetched by its exact id and never listed")
def test_a_mailbox_opens_to_its_exact_id_only(as_role: Connect) -> None:
    mine, other = secrets.token_bytes(32), secrets.token_bytes(32)
    as_role("").execute(
        "INSERT INTO intake_sealedreply (id, mailbox_id, created_on, blob)"
        " VALUES (gen_random_uuid(), %s, now(), 'mine'), (gen_random_uuid(), %s, now(), 'other')",
        [mine, other],
    )
    public = as_role(PUBLIC)
    fetch = "SELECT blob FROM intake_fetch_replies(%s)"
    assert public.execute(fetch, [mine]).fetchall() == [(b"mine",)]
    for wrong in (b"", mine[:31], mine + b"\x00", None, b"%", secrets.token_bytes(32)):
        assert public.execute(fetch, [wrong]).fetchall() == []


def test_a_table_of_the_callers_cannot_stand_in_for_ours(as_role: Connect) -> None:
    public = as_role(PUBLIC)
    public.execute("SET search_path = pg_temp, public")
    assert (
        public.execute(
            "SELECT * FROM public.intake_fetch_replies(%s)", [secrets.token_bytes(32)]
        ).fetchall()
        == []
    )
