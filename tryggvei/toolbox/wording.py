"""What a rule has to say: a code with parameters, and one sentence for it in each of two tongues.

A rule gives its code and what it is about; nobody reads a sentence to find that out again. English
is for whoever runs a command, Norwegian (a message for gettext) for the screens. Pure.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

Plain = str | int
_PLACE = re.compile(r"%\((\w+)\)[rs]")


class Params(Mapping[str, Plain]):
    """What a fault is about, by name. Does not change, so a fault can stand in a set."""

    __slots__ = ("_pairs",)

    def __init__(self, **values: Plain) -> None:
        """Take the values by name."""
        self._pairs = tuple(sorted(values.items()))

    def __getitem__(self, name: str) -> Plain:
        """Return one value. Raises KeyError."""
        return dict(self._pairs)[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names, in order."""
        return iter(name for name, _value in self._pairs)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._pairs)

    def __hash__(self) -> int:
        """Hash what it holds."""
        return hash(self._pairs)

    def __lt__(self, other: "Params") -> bool:
        """Order by names and values as they are read."""
        return [(n, str(v)) for n, v in self._pairs] < [(n, str(v)) for n, v in other._pairs]

    def __repr__(self) -> str:
        """Return how it is made."""
        return f"Params({', '.join(f'{name}={value!r}' for name, value in self._pairs)})"


NOTHING_MORE = Params()


@dataclass(frozen=True)
class Words:
    """The two sentences of a code: `%(name)s`, or `%(name)r` in quotes, where a parameter goes."""

    english: str
    norwegian: str


class Coded(Protocol):
    """A fault of any room: its code, its words, and all that they may name (where it is, too)."""

    @property
    def code(self) -> str:
        """Return the code."""

    @property
    def words(self) -> Words:
        """Return its two sentences."""

    @property
    def told(self) -> Mapping[str, Plain]:
        """Return its parameters, and where it was found."""


def later(text: str) -> str:
    """Return a Norwegian sentence as it is: to be translated when it is shown.

    Imported as `_`, so that the catalogues collect it, by rooms' rules, which know no gettext.
    """
    return text


def in_english(fault: Coded) -> str:
    """Return the sentence of a command."""
    return fault.words.english % fault.told


def names_in(sentence: str) -> frozenset[str]:
    """Return the names of the parameters that a sentence has a place for."""
    return frozenset(_PLACE.findall(sentence))
