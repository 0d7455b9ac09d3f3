"""What kinds of content the pack may hold. Rooms register their own in apps.ready()."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from tryggvei.contentpack.reading import Location


@dataclass(frozen=True, order=True)
class Finding:
    """A fault in the pack: file (relative to the content folder), line from 1, reason, English."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(frozen=True)
class Entry:
    """One item of the pack, and where it stands. `data` is what the file says, as plain values."""

    kind: str
    key: str
    item: BaseModel
    data: dict[str, Any]
    file: str
    line: int
    lines: Mapping[Location, int] = field(default_factory=dict)

    def finding(self, reason: str, *location: str | int) -> Finding:
        """Return a finding at the line of the value that `location` leads to."""
        wanted: Location = location
        while wanted and wanted not in self.lines:
            wanted = wanted[:-1]
        return Finding(
            self.file, self.lines.get(wanted, self.line) if wanted else self.line, reason
        )


class Layout(StrEnum):
    """How items lie in files.

    FILE: one YAML file, one item. MANY: a mapping with `items: [...]`; other keys of the top level
    are defaults for every item. MARKDOWN: front matter and `body`.
    """

    FILE = "file"
    MANY = "many"
    MARKDOWN = "markdown"


Check = Callable[[Mapping[str, Entry]], Iterable[Finding]]


@dataclass(frozen=True)
class PackKind:
    """A kind of content.

    `glob` is relative to a pack's folder, e.g. "help/*.yaml". An item's key is its `key` or `id`;
    where it has neither, and always for MARKDOWN, it is the path below the glob's fixed part,
    without ending ("pages/**/*.md" -> "nb/home"). `check` sees all effective entries of the kind
    and returns findings. `notes` does the same for what is no fault, but should be seen to.
    """

    name: str
    glob: str
    schema: type[BaseModel]
    check: Check | None = None
    layout: Layout = Layout.FILE
    notes: Check | None = None


_KINDS: dict[str, PackKind] = {}


class UnknownKind(LookupError):
    """Nobody has registered this kind."""


def register_kind(kind: PackKind) -> None:
    """Add a kind. Registering the same kind again is harmless; another one of its name is not."""
    known = _KINDS.get(kind.name)
    if known is not None and known != kind:
        raise ValueError(f"two rooms register the pack kind {kind.name!r}")
    _KINDS[kind.name] = kind


def kinds() -> list[PackKind]:
    """Return every registered kind, by name."""
    return [_KINDS[name] for name in sorted(_KINDS)]


def kind_named(name: str) -> PackKind:
    """Return one kind. Raises UnknownKind."""
    try:
        return _KINDS[name]
    except KeyError:
        known = ", ".join(sorted(_KINDS)) or "none"
        raise UnknownKind(f"no pack kind {name!r} is registered (known: {known})") from None
