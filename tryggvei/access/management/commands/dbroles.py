"""`manage.py dbroles create|check|sql`: the database roles of a production installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction

from tryggvei.access.db_catalogue import (
    database_name,
    differences,
    functions,
    tables,
    wanted_grants,
)
from tryggvei.access.db_rights import setup_sql

SQLITE = (
    "SQLite has no roles: whoever can write the file can read and change everything in it, so the"
    " public face is kept from the cases by sealing only, and the audit log by its chain and"
    " anchors only. Use PostgreSQL for real cases."
)


class Command(BaseCommand):
    """Create the roles, compare them to the list, or print the SQL for somebody else to run."""

    help = (
        "create: make roles, functions and exactly the rights of access/db_rights.yaml."
        " check: exit 1 naming each difference. sql: print what create would run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb."""
        parser.add_argument("what", choices=["create", "check", "sql"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError (exit 1) when something differs or cannot be made."""
        if connection.vendor != "postgresql":
            self.stdout.write(SQLITE)
            return
        try:
            {"create": self.create_roles, "check": self.compare, "sql": self.print_sql}[
                options["what"]
            ]()
        except ValueError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            reason = str(error).splitlines()[0]
            raise CommandError(
                f"PostgreSQL refused: {reason}. Run dbroles as a superuser of the database server,"
                " or give the output of dbroles sql to somebody who is."
            ) from error

    def _statements(self) -> list[str]:
        return setup_sql(wanted_grants(), tables(), functions(), database_name())

    def create_roles(self) -> None:
        """Make roles, owner, functions and rights, all or nothing."""
        statements = self._statements()
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        self.compare()

    def compare(self) -> None:
        """Compare the catalogue to the list."""
        found = differences()
        for difference in found:
            self.stderr.write(difference)
        if found:
            text = f"{len(found)} difference(s) from access/db_rights.yaml. Run dbroles create."
            raise CommandError(text)
        self.stdout.write("The database roles have exactly the rights of access/db_rights.yaml.")

    def print_sql(self) -> None:
        """Print the statements, as one transaction."""
        self.stdout.write("BEGIN;\n" + ";\n".join(self._statements()) + ";\nCOMMIT;")
