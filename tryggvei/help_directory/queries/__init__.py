"""Read the directory and the facts: from the pack, with the municipality's own edits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from tryggvei.contentpack.api import (
    Entry,
    Finding,
    Law,
    Mark,
    Reader,
    Reviewed,
    ReviewState,
    items,
    kinds,
    overtaken_edits,
    pack_entries,
    pack_folders,
)
from tryggvei.help_directory.rules import Group, Service, bare_numbers, faults

KIND = "help"
TEXT_FOLDERS = ("pages", "guides", "cards")


def services(read: Reader = items) -> dict[str, Service]:
    """Return the directory by key, as it is shown; `read` is `pack_items` for the files alone.

    Needs no database on the public face.
    """
    directory = cast("dict[str, Service]", read(KIND))
    groups = list(Group)
    return dict(
        sorted(
            directory.items(),
            key=lambda named: (groups.index(named[1].group), named[1].order),
        )
    )


def service(key: str) -> Service:
    """Return one service. Raises KeyError when the directory has none of this key."""
    return services()[key]


@dataclass(frozen=True)
class Fact:
    """One reviewed item as an editor sees it in the list of facts."""

    kind: str
    key: str
    title: str
    mark: str
    state: ReviewState
    review_by: date
    why: str
    sources: tuple[str, ...]
    file: str
    is_overtaken: bool = False  # the pack has a newer version than the municipality's edit

    @property
    def needs_a_look(self) -> bool:
        """True when an editor must check it: unreviewed, due, or not read in its source."""
        doubtful = self.mark in (Mark.REMEMBERED, Mark.CONFIRM)
        return self.is_overtaken or doubtful or self.state is not ReviewState.REVIEWED


def facts(today: date, *, kind: str = "", only_due: bool = False) -> list[Fact]:
    """Return every fact and text with a review mark, the most urgent first."""
    found: list[Fact] = []
    overtaken = overtaken_edits()
    for known in kinds():
        if (kind and known.name != kind) or not issubclass(known.schema, Reviewed):
            continue
        entries = pack_entries(known.name)
        for key, item in items(known.name).items():
            fact = _fact(known.name, key, cast("Reviewed", item), entries.get(key), today)
            fact = replace(fact, is_overtaken=(fact.kind, fact.key) in overtaken)
            if fact.needs_a_look or not only_due:
                found.append(fact)
    return sorted(found, key=lambda fact: (fact.review_by, fact.kind, fact.title))


def one_fact(kind: str, key: str, today: date) -> Fact:
    """Return one fact. Raises KeyError when there is none."""
    item = cast("Reviewed", items(kind)[key])
    return _fact(kind, key, item, pack_entries(kind).get(key), today)


def fact_kinds() -> list[str]:
    """Return the names of the kinds that carry review marks."""
    return [known.name for known in kinds() if issubclass(known.schema, Reviewed)]


def _fact(kind: str, key: str, item: Reviewed, entry: Entry | None, today: date) -> Fact:
    return Fact(
        kind=kind,
        key=key,
        title=_title(item, key),
        mark=str(getattr(item, "mark", "")),
        state=item.state(today),
        review_by=item.review_by,
        why=item.unreviewed or "",
        sources=tuple(item.sources),
        file=entry.file if entry else "",
    )


def _title(item: Reviewed, key: str) -> str:
    if isinstance(item, Service):
        return item.name.nb
    if isinstance(item, Law):
        return f"{item.act} {item.section} {item.title}"
    for field in ("title", "name", "heading"):
        value = getattr(item, field, None)
        if isinstance(value, str):
            return value
        if isinstance(getattr(value, "nb", None), str):
            return str(value.nb)  # type: ignore[union-attr]
        if isinstance(value, dict) and isinstance(value.get("nb"), str):
            return str(value["nb"])
    return key


def check_directory(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Hold the directory's own rules, and that no page or guide types a telephone number."""
    known = {key: cast("Service", entry.item) for key, entry in entries.items()}
    for fault in faults(known):
        entry = entries.get(fault.key)
        if entry is None:
            yield Finding("felles/help", 1, fault.reason)
        else:
            yield entry.finding(fault.reason, *([fault.place] if fault.place else []))
    for folder in pack_folders():
        for name in TEXT_FOLDERS:
            for path in sorted((folder / name).rglob("*")):
                if path.suffix in (".md", ".yaml"):
                    yield from _typed_numbers(path, folder.parent)


def _typed_numbers(path: Path, root: Path) -> Iterator[Finding]:
    text = path.read_text("utf-8", errors="replace")
    for line, number in bare_numbers(text):
        reason = f"the telephone number {number!r} is typed into the text: write [[tel:key]]"
        yield Finding(path.relative_to(root).as_posix(), line, reason)
