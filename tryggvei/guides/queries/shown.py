"""Which items of the pack a guide's page shows: what its words have asked for, and no more."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from tryggvei.contentpack.api import Shown
from tryggvei.guides.rules.page import Contact

DIRECTORY = "help"  # the kind of the services that a page names

Named = TypeVar("Named")


class Asked(Mapping[str, Named]):
    """Names by key, and which of them somebody has asked for: those are on the page."""

    def __init__(self, known: Mapping[str, Named]) -> None:
        """Begin with nothing asked for."""
        self._known = known
        self.keys_asked: set[str] = set()

    def __getitem__(self, key: str) -> Named:
        self.keys_asked.add(key)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def services_shown(contacts: Iterable[Contact]) -> frozenset[Shown]:
    """Return the services of the directory that stand on a page with these contacts."""
    keys = {one.key for contact in contacts for one in (contact, *contact.instead)}
    return frozenset((DIRECTORY, key) for key in keys)
