"""The one way a sealed message becomes a row: a plain INSERT, once."""

from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from django.db import IntegrityError, connection, transaction

from tryggvei.intake.models import SealedMessage

UNIQUE_VIOLATION = "23505"  # PostgreSQL, appendix A of its manual
SQLITE_UNIQUE = {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}

_turn = Lock()


def _one_writer() -> AbstractContextManager[object]:
    """Let the threads of this process take turns on SQLite, which has one writer anyway.

    Without it they wait by sleeping, up to 100 ms a time, and eight senders get a third of the
    messages through that two do. PostgreSQL takes them all at once.
    """
    return _turn if connection.vendor == "sqlite" else nullcontext()


def _is_same_message(error: IntegrityError) -> bool:
    """Return whether the row is there already; any other broken rule is not a stored message."""
    cause = error.__cause__
    return (
        getattr(cause, "sqlstate", None) == UNIQUE_VIOLATION
        or getattr(cause, "sqlite_errorname", None) in SQLITE_UNIQUE
    )


def insert(message: SealedMessage) -> bool:
    """Insert a sealed message; return False when it was there already (also a success).

    The public role may INSERT and nothing else: no SELECT first, no RETURNING. Raises
    django.db.Error when the database does not take it.
    """
    try:
        with _one_writer(), transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:
        if _is_same_message(error):
            return False
        raise
    return True
