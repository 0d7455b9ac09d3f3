"""Real enquiries are not taken by a process that could read them back.

Sealing holds against a broken public process on any database. That the same process cannot read
staff data, nor rewrite the log, is given by PostgreSQL's roles only (docs/adr/0006). So where
`TRYGGVEI_INTAKE=on`, a process starts under its own role, or a named person has accepted the risk.
"""

from django.conf import settings
from django.db import OperationalError, connection

from tryggvei.site.settings.environment import refuse

ROLE_OF_FACE = {
    "public": "tryggvei_public",
    "staff": "tryggvei_staff",
    "worker": "tryggvei_staff",
}
OTHERWISE = (
    " Or let a named person accept the risk in TRYGGVEI_RISK_ACCEPTED_BY (see docs/adr/0006)."
)


def role_separation_errors(
    *,
    intake: str,
    face: str,
    vendor: str,
    database_user: str,
    is_superuser: bool,
    risk_accepted_by: str,
) -> list[str]:
    """Return why this process may not take part in real enquiries, and what to do; mostly none."""
    if intake != "on" or risk_accepted_by.strip():
        return []
    wanted = ROLE_OF_FACE[face]
    if vendor != "postgresql":
        return [
            "TRYGGVEI_INTAKE=on takes real enquiries, and this database has no roles: set"
            f" DATABASE_URL to PostgreSQL as {wanted}." + OTHERWISE
        ]
    if database_user != wanted or is_superuser:
        return [
            f"TRYGGVEI_INTAKE=on takes real enquiries, and the {face} process would run as the"
            f" database role {database_user!r}: run manage.py dbroles create, and set DATABASE_URL"
            f" to the role {wanted}." + OTHERWISE
        ]
    return []


def _database_user() -> tuple[str, bool]:
    """Return the role we are connected as, and whether it is a superuser.

    When the database is away the configured name counts: the public face must start and spool.
    """
    configured = str(connection.settings_dict.get("USER") or "")
    if connection.vendor != "postgresql":
        return configured, False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
    except OperationalError:
        return configured, False
    finally:
        connection.close()  # not to be shared with the workers that gunicorn forks
    return (str(row[0]), bool(row[1])) if row else (configured, False)


def refuse_unsafe_start() -> None:
    """Stop this process with one sentence and exit code 78 when it may not take real enquiries."""
    if settings.INTAKE != "on":
        return
    user, is_superuser = _database_user()
    for error in role_separation_errors(
        intake=settings.INTAKE,
        face=settings.FACE,
        vendor=connection.vendor,
        database_user=user,
        is_superuser=is_superuser,
        risk_accepted_by=settings.RISK_ACCEPTED_BY,
    ):
        refuse(error)
