"""The text of an item as it is shown today, what it stands on, and what stops a new one."""

from collections.abc import Mapping
from typing import Any

from tryggvei.contentpack.api import pack_entries, state_of
from tryggvei.editorial.kinds import kind_named
from tryggvei.editorial.kinds.base import Today
from tryggvei.toolbox.wording import Coded


def today_of(kind: str, key: str) -> Today:
    """Return an item as it is shown now. Raises KeyError (no such item, or not edited here)."""
    name = kind_named(kind).name
    state = state_of(name, key)
    entry = pack_entries(name).get(key)
    pack = dict(entry.data) if entry else None
    return Today(name, key, dict(state.data), pack, state.pack_has_moved)


def needs_two(kind: str, key: str, data: Mapping[str, Any]) -> bool:
    """Return True unless one person is enough for a text."""
    return kind_named(kind).needs_two(key, data)


def stops(kind: str, data: Mapping[str, Any], shown: Mapping[str, Any]) -> list[Coded]:
    """Return the reasons why a text may not be sent in or shown; empty: it may.

    `shown` is the text that readers have now.
    """
    return kind_named(kind).stops(data, shown)
