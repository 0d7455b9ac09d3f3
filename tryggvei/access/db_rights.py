"""The rights of the database roles: what is declared, and the SQL that makes it so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tryggvei.house.api import merged, rooms

HERE = Path(__file__).resolve().parent
PUBLIC_ROLE = "tryggvei_public"
STAFF_ROLE = "tryggvei_staff"
OWNER_ROLE = "tryggvei_owner"
ROLES = (OWNER_ROLE, PUBLIC_ROLE, STAFF_ROLE)
_RIGHT = re.compile(r"(SELECT|INSERT|UPDATE|DELETE)(?:\((\w+)\))?")
_NAME = re.compile(r"[a-z_][a-z0-9_]*")


class RoleRights(BaseModel):
    """One role's part of the list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tables: dict[str, list[str]]
    sequences: bool = False  # numbers made by the database, for the tables it may insert into
    functions: list[str] = Field(default_factory=list)


@dataclass(frozen=True, order=True)
class Grant:
    """One right: who, on what kind of thing, which thing (table.column for a column), what."""

    role: str
    kind: str
    name: str
    right: str

    def __str__(self) -> str:
        """Return the right as an operator reads it."""
        return f"{self.role}: {self.right} on {self.kind} {self.name}"


def rights_list() -> dict[str, RoleRights]:
    """Return what the repository declares, by role: the list, and for the staff role also what
    each room's manifest says of its own tables. (Asked where all rooms are installed.)

    Raises ValueError when a table is declared twice.
    """
    text = (HERE / "db_rights.yaml").read_text(encoding="utf-8")
    listed = TypeAdapter(dict[str, RoleRights]).validate_python(yaml.safe_load(text))
    staff = listed[STAFF_ROLE]
    told = {name: words.split() for name, words in merged(rooms(), lambda r: r.tables).items()}
    if twice := sorted(set(told) & set(staff.tables)):
        raise ValueError(f"declared both in db_rights.yaml and by a room: {', '.join(twice)}")
    return {**listed, STAFF_ROLE: staff.model_copy(update={"tables": {**staff.tables, **told}})}


def _on_table(role: str, table: str, right: str) -> Grant:
    match = _RIGHT.fullmatch(right)
    if match is None:
        raise ValueError(f"{right!r} is not a right that this list may give")
    privilege, column = match.groups()
    if column:
        return Grant(role, "column", f"{table}.{column}", privilege)
    return Grant(role, "table", table, privilege)


def expected_grants(
    rights: dict[str, RoleRights], tables: Sequence[str], sequences: Sequence[str]
) -> set[Grant]:
    """Return every right the roles shall have in a database with these tables and sequences.

    Raises ValueError when a table is declared that is not there (migrations are missing), and when
    one is there that nobody has declared: it would stand open, or shut, by accident.
    """
    if unsaid := sorted(set(tables) - set(rights[STAFF_ROLE].tables)):
        raise ValueError(
            f"no rights are declared for {', '.join(unsaid)}: a room says them in its manifest"
            " (`tables`), for tables of others see access/db_rights.yaml"
        )
    grants: set[Grant] = set()
    for role, own in rights.items():
        missing = sorted(set(own.tables) - set(tables))
        if missing:
            raise ValueError(f"no table {', '.join(missing)}: run the migrations first")
        for table, listed in own.tables.items():
            grants |= {_on_table(role, table, right) for right in listed}
        grants |= {Grant(role, "function", name, "EXECUTE") for name in own.functions}
        if own.sequences:
            grants |= {Grant(role, "sequence", name, "USAGE") for name in sequences}
    for role in ROLES:
        grants.add(Grant(role, "database", "", "CONNECT"))
        grants.add(Grant(role, "schema", "public", "USAGE"))
    grants.add(Grant(OWNER_ROLE, "schema", "public", "CREATE"))
    return grants


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a name that this command quotes")
    return f'public."{name}"'


def grant_sql(grant: Grant, database: str) -> str:
    """Return the statement that gives one right."""
    quoted_database = '"' + database.replace('"', '""') + '"'
    if grant.kind == "column":
        table, column = grant.name.split(".")
        right = f'{grant.right} ("{column}")'
        return f"GRANT {right} ON TABLE {_named(table)} TO {grant.role}"
    where = {
        "table": lambda: f"TABLE {_named(grant.name)}",
        "sequence": lambda: f"SEQUENCE {_named(grant.name)}",
        "function": lambda: f"FUNCTION public.{grant.name}",
        "schema": lambda: f"SCHEMA {grant.name}",
        "database": lambda: f"DATABASE {quoted_database}",
    }[grant.kind]()
    return f"GRANT {grant.right} ON {where} TO {grant.role}"


def role_sql(role: str) -> str:
    """Return the statement that makes a role where it is not there.

    Roles belong to the whole server: two databases set up at the same moment both find none, and
    the later one must take the earlier one's for its own.
    """
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}')"
        f" THEN CREATE ROLE {role} LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE; END IF;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )


def setup_sql(
    grants: set[Grant], tables: Sequence[str], functions: Sequence[str], database: str
) -> list[str]:
    """Return the statements that make roles, owner, functions and exactly these rights.

    `functions` are those of the schema before, as "name(argument types)". One transaction holds
    them all: no moment without rights. No passwords: how the roles prove themselves is
    pg_hba.conf's matter.
    """
    quoted_database = '"' + database.replace('"', '""') + '"'
    others = f"PUBLIC, {PUBLIC_ROLE}, {STAFF_ROLE}"
    statements = [role_sql(role) for role in ROLES]
    statements += [f"ALTER TABLE {_named(table)} OWNER TO {OWNER_ROLE}" for table in tables]
    statements.append((HERE / "db_functions.sql").read_text(encoding="utf-8"))
    ours = sorted({*functions, "intake_fetch_replies(bytea)"})
    statements += [f"ALTER FUNCTION public.{name} OWNER TO {OWNER_ROLE}" for name in ours]
    statements += [
        f"REVOKE ALL ON DATABASE {quoted_database} FROM {others}",
        f"REVOKE ALL ON SCHEMA public FROM {others}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {others}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {others}",
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {others}",
    ]
    return statements + [grant_sql(grant, database) for grant in sorted(grants)]
