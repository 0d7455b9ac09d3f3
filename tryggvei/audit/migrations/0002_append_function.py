"""PostgreSQL: the function through which alone the log grows. SQLite needs none.

The SQL stands here and nowhere else, so that this step does tomorrow what it did yesterday; a change
of the function is a new migration with the whole new text (ADR 0041).
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQL = """
-- The only way into the audit log on PostgreSQL. Runs with the rights of the owner of the
-- tables, so that the staff role needs no right on them but SELECT. The server's clock is used:
-- a caller cannot date a row back. The octets hashed are those of chain.py.
-- (audit_netstring runs under audit_append's pinned search path, and is inlined without its own.)
CREATE OR REPLACE FUNCTION public.audit_netstring(p_value text) RETURNS bytea
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE WHEN p_value IS NULL THEN convert_to('~', 'UTF8')
         ELSE convert_to(octet_length(convert_to(p_value, 'UTF8'))::text || ':' || p_value || ',', 'UTF8')
         END
$$;

CREATE OR REPLACE FUNCTION public.audit_append(
  p_actor bigint, p_verb text, p_thing_kind text, p_thing_id text,
  p_unit bigint, p_ground text, p_case uuid
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_seq bigint;
  v_prev text;
  v_hash text;
  v_at timestamptz;
BEGIN
  INSERT INTO public.audit_audithead (id, seq, hash) VALUES (1, 0, repeat('0', 64))
    ON CONFLICT (id) DO NOTHING;
  SELECT seq, hash INTO v_seq, v_prev FROM public.audit_audithead WHERE id = 1 FOR UPDATE;
  v_seq := v_seq + 1;
  -- Read after the lock: times then never run against the order of the rows.
  v_at := clock_timestamp();
  v_hash := encode(sha256(
    convert_to('tryggvei-audit-1', 'UTF8')
    || public.audit_netstring(v_seq::text)
    || public.audit_netstring(to_char(v_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || public.audit_netstring(p_actor::text)
    || public.audit_netstring(p_verb)
    || public.audit_netstring(p_thing_kind)
    || public.audit_netstring(p_thing_id)
    || public.audit_netstring(p_unit::text)
    || public.audit_netstring(p_ground)
    || public.audit_netstring(p_case::text)
    || public.audit_netstring(v_prev)
  ), 'hex');
  INSERT INTO public.audit_auditentry
    (seq, at, actor_id, verb, thing_kind, thing_id, unit_id, ground, case_id, prev_hash, hash)
    VALUES (v_seq, v_at, p_actor, p_verb, p_thing_kind, p_thing_id, p_unit, p_ground, p_case,
            v_prev, v_hash);
  UPDATE public.audit_audithead SET seq = v_seq, hash = v_hash WHERE id = 1;
  RETURN v_seq;
END
$$;

REVOKE ALL ON FUNCTION public.audit_netstring(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.audit_append(bigint, text, text, text, bigint, text, uuid) FROM PUBLIC;
"""


def create(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the function where the database knows functions."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SQL)


def drop(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove it again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP FUNCTION IF EXISTS public.audit_append"
            "(bigint, text, text, text, bigint, text, uuid);"
            " DROP FUNCTION IF EXISTS public.audit_netstring(text)"
        )


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
