"""Real enquiries are not taken by a process that could read them back, or could not keep them.

Sealing holds against a broken public process on any database. That the same process cannot read
staff data, nor rewrite the log, is given by PostgreSQL's roles only (docs/adr/0006), and that it
cannot read the keys by the users of the machine (docs/adr/0042). So where `TRYGGVEI_INTAKE=on`, a
process starts behind all three walls, or a named person has accepted the risk.

What keeps a process from its work (a folder it may not write in, styles that were never collected)
stops it whoever has accepted what: a start that fails is seen, a letter that is not delivered is
not.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import OperationalError, connection

from tryggvei.site import places, signing
from tryggvei.site.proofs import roles_without_proof
from tryggvei.site.settings.environment import refuse

ROLE_OF_FACE = {
    "public": "tryggvei_public",
    "staff": "tryggvei_staff",
    "worker": "tryggvei_staff",
}
OTHERWISE = (
    " Or let a named person accept the risk in TRYGGVEI_RISK_ACCEPTED_BY (see docs/adr/0006)."
)
HOW = ' See "Users and folders" in docs/drift.md.'


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


def _database_user() -> tuple[str, bool, bool]:
    """Return the role we are connected as, whether it is a superuser, and whether it answered.

    When the database is away the configured name counts: the public face must start and spool.
    """
    configured = str(connection.settings_dict.get("USER") or "")
    if connection.vendor != "postgresql":
        return configured, False, False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
            row = cursor.fetchone()
    except OperationalError:
        return configured, False, False
    finally:
        connection.close()  # not to be shared with the workers that gunicorn forks
    return (str(row[0]), bool(row[1]), True) if row else (configured, False, True)


def _role_errors() -> Iterator[str]:
    if settings.INTAKE != "on":
        return
    user, is_superuser, answers = _database_user()
    yield from role_separation_errors(
        intake=settings.INTAKE,
        face=settings.FACE,
        vendor=connection.vendor,
        database_user=user,
        is_superuser=is_superuser,
        risk_accepted_by=settings.RISK_ACCEPTED_BY,
    )
    if answers and not settings.RISK_ACCEPTED_BY.strip():
        for role in roles_without_proof(user):
            yield (
                f"the database lets this process in as {role!r} without any proof: mend"
                ' pg_hba.conf (see "The database asks who is there" in docs/drift.md).' + OTHERWISE
            )


def _power_errors() -> Iterator[str]:
    if settings.INTAKE == "on" and not settings.RISK_ACCEPTED_BY.strip():
        for power in places.powers(settings.FACE):
            yield power + "." + HOW + OTHERWISE


def _place_errors() -> Iterator[str]:
    for fault in places.faults(settings.FACE):
        hint = " Run manage.py collectstatic." if "staticfiles" in fault else HOW
        yield fault + "." + hint


def _key_errors() -> Iterator[str]:
    if settings.FACE == "public" and signing.has_the_staffs_key():
        yield (
            "TRYGGVEI_PUBLIC_SECRET_KEY is the staff face's key: a broken public process could"
            " sign as the staff face. Give each its own, and change the staff's."
        )


ASKED = (
    ("site.E001", _role_errors),
    ("site.E002", _place_errors),
    ("site.E003", _power_errors),
    ("site.E004", _key_errors),
)


@register(Tags.security, deploy=True)
def check_installation(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - the form that Django calls
    **kwargs: Any,  # noqa: ARG001 - the same
) -> list[CheckMessage]:
    """Return what would stop this process at its start, for `manage.py check --deploy`."""
    return [Error(text, id=number) for number, ask in ASKED for text in ask()]


def refuse_unsafe_start() -> None:
    """Stop this process with one sentence and exit code 78 when it could not do its work safely."""
    for _number, ask in ASKED:
        for error in ask():
            refuse(error)
    if settings.FACE == "worker":
        signing.leave_fingerprint()
