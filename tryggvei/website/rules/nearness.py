"""Which service a shared page means: the municipality's own, when it has one with a number."""

from collections.abc import Mapping
from typing import Protocol


class Reachable(Protocol):
    """What is asked of a service of the help directory."""

    @property
    def scope(self) -> str:
        """Return "national" or "local"."""

    @property
    def number(self) -> object | None:
        """Return its telephone number, None when it is not known."""


def meant_by(key: str, directory: Mapping[str, Reachable]) -> str:
    """Return the full key of the service that a page means by `key`. Raises LookupError.

    In this order: a local service `key_...` with a number, the service of exactly that key, a local
    service without a number (its card then shows the alternatives). Two local ones are a tie that
    nobody can break but the author: the page must then name the whole key.
    """
    local = [
        name
        for name, service in directory.items()
        if service.scope == "local" and name.startswith(f"{key}_")
    ]
    reached = [name for name in local if directory[name].number is not None]
    if key in directory and not (directory[key].scope == "national" and len(reached) == 1):
        return key
    for candidates in (reached, local):
        if len(candidates) == 1:
            return candidates[0]
    raise LookupError(f"the help directory has no single service for {key!r}")


def short_keys(directory: Mapping[str, Reachable]) -> set[str]:
    """Return every key that a page may use: whole keys, and beginnings that have one answer."""
    beginnings = {
        name[:position]
        for name, service in directory.items()
        if service.scope == "local"
        for position, letter in enumerate(name)
        if letter == "_"
    }
    found = set(directory)
    for beginning in beginnings:
        try:
            meant_by(beginning, directory)
        except LookupError:
            continue
        found.add(beginning)
    return found
