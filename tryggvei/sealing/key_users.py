"""Who still needs a key: rooms above register how many of their blobs a key would lock up."""

from collections.abc import Callable

from django.db import Error as DatabaseFault

from tryggvei.sealing.errors import KeysetError

KeyUser = Callable[[str], int]
_users: list[KeyUser] = []


def register_key_users(count: KeyUser) -> None:
    """Register, in apps.ready(), a function: key id (8 hex digits) -> blobs that still need it.

    Count everything that is not yet opened or sealed anew: rows, and what waits in a spool.
    """
    if count not in _users:
        _users.append(count)


def somebody_counts() -> bool:
    """Return whether any room has registered; without one, nobody knows what retiring destroys."""
    return bool(_users)


def blobs_needing(key_id: str) -> int:
    """Return how many stored blobs would be shut for ever if the key were destroyed now.

    Raises KeysetError when the database cannot answer: not knowing is never read as none.
    """
    try:
        return sum(count(key_id) for count in _users)
    except DatabaseFault as error:
        raise KeysetError(
            "The messages that need a key cannot be counted: the database does not answer, or its"
            " tables are not made. Start it, run `manage.py migrate`, and try again."
        ) from error
