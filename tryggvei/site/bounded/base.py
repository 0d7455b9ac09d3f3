"""Django's PostgreSQL backend over connections that do not wait for an answer for ever.

Limits on the server end a statement that the server has; keep-alives end a line that is dead. A
line on which something in between answers for a server that does not is ended here only.
"""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from tryggvei.site.bounded import ANSWER_SECONDS


def _until(deadline: float, steps: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """Go the steps of an exchange with the server; raise OperationalError after the deadline."""
    try:
        wanted = next(steps)
        while True:
            ready = yield wanted
            if time.monotonic() > deadline:
                raise psycopg.OperationalError("the database did not answer in time")
            wanted = steps.send(ready)
    except StopIteration as end:
        return end.value


class BoundedConnection(psycopg.Connection[Any]):
    """A connection whose every exchange ends in time; after one that did not, it is closed."""

    def wait(self, gen: Any, *args: Any, **kwargs: Any) -> Any:
        """Wait for an exchange. Raises OperationalError when it takes too long."""
        deadline = time.monotonic() + ANSWER_SECONDS
        try:
            return super().wait(_until(deadline, gen), *args, **kwargs)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                self.pgconn.finish()  # what comes later would be the answer to something else
            raise


class _Psycopg:
    """The module as Django's backend uses it, with our connections."""

    connect = BoundedConnection.connect

    def __getattr__(self, name: str) -> Any:
        """Return everything else from the module."""
        return getattr(psycopg, name)


class DatabaseWrapper(base.DatabaseWrapper):
    """The backend; its vendor stays "postgresql"."""

    Database = _Psycopg()  # type: ignore[assignment] # a module, as far as it is asked
