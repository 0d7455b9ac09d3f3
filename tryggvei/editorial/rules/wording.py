"""The words of an item apart from its marks, and how two texts differ, word by word. Pure."""

import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Not words: who looked at them and until when. A renewed mark must not stop a text on its way.
MARKS = frozenset({"reviewed", "unreviewed", "review_by"})
_TOKEN = re.compile(r"\s+|[^\s]+")
_PARTS = ("page", "text", "hint")  # of a door; a database may hand a mapping back in any order
_NEAR = 4  # words of the same text kept round a change in the list of changes

Data = Mapping[str, Any]


def words_of(data: Data) -> dict[str, Any]:
    """Return what an item says: without marks and empty values, without stray blanks."""
    found = {name: _tidy(value) for name, value in data.items() if name not in MARKS}
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def digest_of(data: Data | None) -> str:
    """Return SHA-256 (64 hex digits) of what an item says; "" for None."""
    if data is None:
        return ""
    text = json.dumps(words_of(data), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if isinstance(value, dict):
        return {name: _tidy(one) for name, one in value.items()}
    return value


def composed(today: Data, written: Data) -> dict[str, Any]:
    """Return an item as today's with what was written in it. An empty field is left out."""
    whole = {**today, **written}
    return {
        name: value for name, value in whole.items() if name in today or value not in ("", [], None)
    }


def marked(data: Data, *, on: str, by: str, until: str) -> dict[str, Any]:
    """Return an item with the mark that a role read it against its sources on a day (ISO)."""
    bare = {name: value for name, value in data.items() if name != "unreviewed"}
    return {**bare, "reviewed": {"date": on, "by": by}, "review_by": until}


def unmarked(data: Data, why: str) -> dict[str, Any]:
    """Return an item that nobody has read against its sources, with the reason."""
    bare = {name: value for name, value in data.items() if name != "reviewed"}
    return {**bare, "unreviewed": why}


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of words that share one fate."""

    change: Change
    text: str

    @property
    def lead(self) -> str:
        """Return the blanks before the words: a sign of change stands at the words themselves."""
        return self.text[: len(self.text) - len(self.text.lstrip())]

    @property
    def words(self) -> str:
        """Return the text without the blanks before it."""
        return self.text.lstrip()


def pieces(old: str, new: str) -> list[Piece]:
    """Return both texts as runs of words: what stays, what goes, what comes.

    Taking what is not NEW gives the old text, what is not OLD the new one, letter by letter.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece(Change.SAME, "".join(before[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece(Change.OLD, "".join(before[i1:i2])))
        if j2 > j1:
            found.append(Piece(Change.NEW, "".join(after[j1:j2])))
    return found


@dataclass(frozen=True)
class FieldChange:
    """How one field differs between two versions."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def gone(self) -> int:
        """Return how many words went."""
        return _count(self.pieces, Change.OLD)

    @property
    def come(self) -> int:
        """Return how many words came."""
        return _count(self.pieces, Change.NEW)


def _count(found: tuple[Piece, ...], change: Change) -> int:
    return sum(len(piece.text.split()) for piece in found if piece.change is change)


def changes(old: Data, new: Data, order: tuple[str, ...] = ()) -> list[FieldChange]:
    """Return the fields whose words differ, those of `order` first, then by name."""
    before, after = words_of(old), words_of(new)
    names = sorted(
        {*before, *after}, key=lambda name: (order.index(name) if name in order else 99, name)
    )
    return [
        FieldChange(name, tuple(_clipped(pieces(text_of(before, name), text_of(after, name)))))
        for name in names
        if before.get(name) != after.get(name)
    ]


def text_of(data: Data, name: str) -> str:
    """Return a field as text that people read: lists a line each."""
    return _as_text(data.get(name, ""))


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_as_text(one) for one in value)
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: (_PARTS.index(name) if name in _PARTS else 9, name))
        return " | ".join(_as_text(value[name]) for name in names)
    return str(value)


def _clipped(found: list[Piece]) -> Iterator[Piece]:
    """Shorten what stays, so that a change in a long text is found at once."""
    for number, piece in enumerate(found):
        tokens = _TOKEN.findall(piece.text)
        keep = _NEAR * 2  # a word and the blank after it
        if piece.change is not Change.SAME or len(tokens) <= keep * 3:
            yield piece
            continue
        head = "".join(tokens[:keep]) if number else ""
        tail = "".join(tokens[-keep:]) if number < len(found) - 1 else ""
        yield Piece(Change.SAME, f"{head.rstrip()} … {tail.lstrip()}".lstrip())
