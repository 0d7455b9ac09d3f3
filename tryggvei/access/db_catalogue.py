"""What PostgreSQL's catalogue says about the roles; every difference from the list, in words."""

from typing import Any

from django.db import connection

from tryggvei.access.db_rights import (
    OWNER_ROLE,
    PUBLIC_ROLE,
    ROLES,
    STAFF_ROLE,
    Grant,
    expected_grants,
    rights_list,
)

_GRANTS = """
WITH held AS (
  SELECT 'table' AS kind, c.relname::text AS name, c.relowner AS owner, a.*
    FROM pg_class c, aclexplode(c.relacl) a
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL
  SELECT 'sequence', c.relname::text, c.relowner, a.*
    FROM pg_class c, aclexplode(c.relacl) a
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
  UNION ALL
  SELECT 'column', c.relname || '.' || t.attname, c.relowner, a.*
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
   WHERE c.relnamespace = 'public'::regnamespace AND NOT t.attisdropped
  UNION ALL
  SELECT 'function', p.proname || '(' || oidvectortypes(p.proargtypes) || ')', p.proowner, a.*
    FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
   WHERE p.pronamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'schema', n.nspname::text, n.nspowner, a.*
    FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
   WHERE n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
  UNION ALL
  SELECT 'database', '', d.datdba, a.*
    FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
   WHERE d.datname = current_database()
)
SELECT CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee)::text END,
       kind, name, privilege_type
  FROM held
 WHERE (grantee = 0 OR pg_get_userbyid(grantee) = ANY(%s))
   AND NOT (grantee = owner AND kind NOT IN ('schema', 'database'))
"""
_FUNCTIONS = """
SELECT p.proname || '(' || oidvectortypes(p.proargtypes) || ')', p.prosecdef,
       coalesce(array_to_string(p.proconfig, ';'), ''), pg_get_userbyid(p.proowner)::text
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1
"""
_POWERS = """
SELECT r.rolname::text FROM pg_roles r
 WHERE r.rolname = ANY(%s)
   AND (r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls)
"""
_MEMBERS = """
SELECT pg_get_userbyid(m.member)::text, pg_get_userbyid(m.roleid)::text
  FROM pg_auth_members m WHERE pg_get_userbyid(m.member) = ANY(%s)
"""
_OWNED = """
SELECT pg_get_userbyid(c.relowner)::text, c.relname::text FROM pg_class c
 WHERE c.relnamespace = 'public'::regnamespace AND pg_get_userbyid(c.relowner) = ANY(%s)
"""
_SEQUENCES = "SELECT sequencename::text FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
_TABLES = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def rows(sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    """Return what the catalogue answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [tuple(row) for row in cursor.fetchall()]


def tables() -> list[str]:
    """Return the tables of this database, by name."""
    return [row[0] for row in rows(_TABLES)]


def sequences() -> list[str]:
    """Return the sequences of this database, by name."""
    return [row[0] for row in rows(_SEQUENCES)]


def functions() -> list[str]:
    """Return the functions of this database as "name(argument types)"."""
    return [row[0] for row in rows(_FUNCTIONS)]


def database_name() -> str:
    """Return the name of the database we stand in."""
    return str(rows("SELECT current_database()")[0][0])


def held_grants() -> set[Grant]:
    """Return every right that our roles, or everybody (PUBLIC), have been given."""
    return {Grant(*row) for row in rows(_GRANTS, [list(ROLES)])}


def wanted_grants() -> set[Grant]:
    """Return every right that the list of the repository gives. Raises ValueError (migrations)."""
    return expected_grants(rights_list(), tables(), sequences())


def differences() -> list[str]:
    """Return each difference between the catalogue and the list; empty when they agree."""
    known = {row[0] for row in rows("SELECT rolname::text FROM pg_roles")}
    absent = [role for role in ROLES if role not in known]
    if absent:
        return [f"the role {role} does not exist: run dbroles create" for role in absent]
    held, wanted = held_grants(), wanted_grants()
    found = [f"missing: {grant}" for grant in sorted(wanted - held)]
    found += [f"too much: {grant}" for grant in sorted(held - wanted)]
    found += _odd_roles() + _odd_functions()
    return found


def _odd_roles() -> list[str]:
    found = [f"too much: {role} has a power over the whole server" for (role,) in _powers()]
    for member, group in rows(_MEMBERS, [list(ROLES)]):
        found.append(f"too much: {member} may act as {group}")
    for owner, relation in rows(_OWNED, [[PUBLIC_ROLE, STAFF_ROLE]]):
        found.append(f"too much: {owner} owns {relation}")
    return found


def _powers() -> list[tuple[Any, ...]]:
    return rows(_POWERS, [list(ROLES)])


def _odd_functions() -> list[str]:
    listed = {name for own in rights_list().values() for name in own.functions}
    found: list[str] = []
    for name, definer, config, owner in rows(_FUNCTIONS):
        if definer and name not in listed:
            found.append(f"too much: {name} runs with its owner's rights and is not on the list")
        if name in listed and not definer:
            found.append(f"missing: {name} does not run with its owner's rights")
        if name in listed and "search_path=pg_catalog, pg_temp" not in config:
            found.append(f"missing: {name} does not pin its search path")
        if name in listed and owner != OWNER_ROLE:
            found.append(f"missing: {name} belongs to {owner}, not to {OWNER_ROLE}")
    return found
