"""What a card on a wall says that today's card does not: is it older, and in what."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]


class Change(StrEnum):
    """What has moved since a card was made, the most dangerous first."""

    NUMBERS = "numbers"
    WORDS = "words"
    PEOPLE = "people"


def digest_of(said: Plain) -> str:
    """Return the fingerprint of what a card says; the same words and numbers, the same digest."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changes(before: Plain, now: Plain) -> tuple[Change, ...]:
    """Return what differs between what a card said and what it would say now; () for nothing."""
    if digest_of(before) == digest_of(now):
        return ()
    found = [Change.NUMBERS] if _numbers(before) != _numbers(now) else []
    if _people(before) != _people(now):
        found.append(Change.PEOPLE)
    if _words(before) != _words(now) or not found:
        found.append(Change.WORDS)
    return tuple(sorted(found, key=list(Change).index))


def _numbers(said: Plain) -> list[tuple[str, str]]:
    """Return every number of the directory with whose it is; the unit's own are its people's."""
    rest = {key: value for key, value in said.items() if key != "unit"}
    return list(dict.fromkeys(_dialled(rest)))


def _dialled(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        if "number" in value:
            yield str(value.get("name", "")), str(value["number"])
        for key in sorted(value):  # a stored text may give its keys in another order
            yield from _dialled(value[key])
    elif isinstance(value, list):
        for inner in value:
            yield from _dialled(inner)


def _people(said: Plain) -> Any:
    return said.get("unit")


def _words(said: Plain) -> Any:
    return _without_numbers({key: value for key, value in said.items() if key != "unit"})


def _without_numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: inner for key, inner in value.items() if key not in ("number", "dial")}
        return {key: _without_numbers(inner) for key, inner in kept.items()}
    if isinstance(value, list):
        return [_without_numbers(inner) for inner in value]
    return value
