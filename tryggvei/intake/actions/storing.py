"""The one way a sealed message becomes a row: a plain INSERT, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import IntegrityError, OperationalError, connection, transaction

from tryggvei.intake.models import SealedMessage

UNIQUE_VIOLATION = "23505"  # PostgreSQL, appendix A of its manual
SQLITE_UNIQUE = {"SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_UNIQUE"}

TURN_SECONDS = 3.0  # then the spool takes the message
_turn = Lock()


@contextmanager
def _one_writer() -> Iterator[None]:
    """Let the threads of this process take turns on SQLite, which has one writer anyway.

    Without it they wait by sleeping, up to 100 ms a time, and eight senders get a third of the
    messages through that two do. PostgreSQL takes them all at once. Raises OperationalError when
    the turn does not come: whoever holds it may be waiting for somebody who never ends.
    """
    if connection.vendor != "sqlite":
        yield
        return
    if not _turn.acquire(timeout=TURN_SECONDS):
        raise OperationalError("the one writer is busy")
    try:
        yield
    finally:
        _turn.release()


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
