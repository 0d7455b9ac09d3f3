"""Whether the database asks for proof: a role that anybody may take on is no wall.

The roles of docs/adr/0006 keep the public process from reading anything. That holds only where
the server asks who is there (pg_hba.conf): with `trust` every process may be every role.
"""

import psycopg
from django.conf import settings
from django.db import connection

OTHER_ROLES = ("tryggvei_owner", "tryggvei_staff", "tryggvei_public", "postgres")
WAIT_SECONDS = 3


def roles_without_proof(own_role: str) -> list[str]:
    """Return the other roles that this process is let in as without a password, mostly none.

    Nothing is asked as them. A server that does not answer lets nobody in.
    """
    if connection.vendor != "postgresql":
        return []
    place = settings.DATABASES["default"]
    found = []
    for role in OTHER_ROLES:
        if role == own_role:
            continue
        try:
            psycopg.connect(
                host=place["HOST"] or None,
                port=place["PORT"] or None,
                dbname=place["NAME"],
                user=role,
                password="",
                passfile="/nonexistent",  # nor one that lies about
                connect_timeout=WAIT_SECONDS,
            ).close()
        except psycopg.Error:
            continue
        found.append(role)
    return found
