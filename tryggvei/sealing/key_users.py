"""Who still needs a key: rooms above say how many of their blobs a key would lock up.

Each offers, at Point.KEY_USERS, a function: key id (8 hex digits) -> blobs that still need it. It
counts everything that is not yet opened or sealed anew: rows, and what waits in a spool.
"""

from django.db import Error as DatabaseFault

from tryggvei.house.api import Point, offered
from tryggvei.sealing.errors import KeysetError


def somebody_counts() -> bool:
    """Return whether any room counts; without one, nobody knows what retiring destroys."""
    return bool(offered(Point.KEY_USERS))


def blobs_needing(key_id: str) -> int:
    """Return how many stored blobs would be shut for ever if the key were destroyed now.

    Raises KeysetError when the database cannot answer: not knowing is never read as none.
    """
    try:
        return sum(count(key_id) for count in offered(Point.KEY_USERS))
    except DatabaseFault as error:
        raise KeysetError(
            "The messages that need a key cannot be counted: the database does not answer, or its"
            " tables are not made. Start it, run `manage.py migrate`, and try again."
        ) from error
