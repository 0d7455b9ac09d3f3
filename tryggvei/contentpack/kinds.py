"""What kinds of content the pack may hold: those of the rooms' manifests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel

from tryggvei.contentpack.reading import Location
from tryggvei.house.api import Kind, Words, derived, each, follow


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
# The items of a kind by key: `pack_items` (the files alone) or `items` (with local edits).
Reader = Callable[[str], dict[str, BaseModel]]


@dataclass(frozen=True)
class PackKind:
    """A kind of content.

    `glob` is relative to a pack's folder, e.g. "help/*.yaml". An item's key is its `key` or `id`;
    where it has neither, and always for MARKDOWN, it is the path below the glob's fixed part,
    without ending ("pages/**/*.md" -> "nb/home"). `check` sees all effective entries of the kind
    and returns findings. `notes` does the same for what is no fault, but should be seen to.
    `label` is what employees call the kind.
    """

    name: str
    glob: str
    schema: type[BaseModel]
    check: Check | None = None
    layout: Layout = Layout.FILE
    notes: Check | None = None
    label: Words = ""


class UnknownKind(LookupError):
    """No room has this kind."""


def _followed(package: str, told: Kind) -> PackKind:
    return PackKind(
        name=told.name,
        glob=told.files,
        schema=follow(package, told.schema),
        check=follow(package, told.check) if told.check else None,
        layout=Layout(told.layout),
        notes=follow(package, told.notes) if told.notes else None,
        label=told.label,
    )


def _made(_rooms: object) -> dict[str, PackKind]:
    found: dict[str, PackKind] = {}
    for package, told in each(lambda room: room.kinds):
        if told.name in found:
            raise ImproperlyConfigured(f"two rooms have the pack kind {told.name!r}")
        found[told.name] = _followed(package, told)
    return dict(sorted(found.items()))


_kinds = derived(_made)


def kinds() -> list[PackKind]:
    """Return every kind, by name."""
    return list(_kinds().values())


def kind_named(name: str) -> PackKind:
    """Return one kind. Raises UnknownKind."""
    try:
        return _kinds()[name]
    except KeyError:
        known = ", ".join(_kinds()) or "none"
        raise UnknownKind(f"no room has the pack kind {name!r} (known: {known})") from None
