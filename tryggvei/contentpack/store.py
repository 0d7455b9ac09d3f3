"""The effective content: the pack's files with the municipality's local edits on top."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from pydantic import BaseModel, ValidationError

from tryggvei.contentpack.digests import difference, digest, plain
from tryggvei.contentpack.kinds import PackKind, kind_named, kinds
from tryggvei.contentpack.local_edits import Edits, read_edits, write_edits
from tryggvei.contentpack.pack import PackError, files_only, pack_entries, read_kind, validate
from tryggvei.toolbox import clock
from tryggvei.toolbox.once import once

if TYPE_CHECKING:
    from tryggvei.contentpack.models import ContentItem

logger = logging.getLogger(__name__)


class EditConflict(Exception):
    """Somebody else changed the item after the editor opened it."""


@dataclass(frozen=True)
class ItemState:
    """What an editor needs to know: effective values, digest (for edit()), and any local edit."""

    kind: str
    key: str
    data: dict[str, Any]
    digest: str
    file: str
    line: int
    edited: bool = False
    edited_by: int | None = None
    edited_at: datetime | None = None
    difference: str = ""
    pack_has_moved: bool = False  # the pack was changed after the local edit was made


@dataclass
class LoadReport:
    """What a load did: keys as "kind/key"."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    unchanged: int = 0
    kept: dict[str, str] = field(default_factory=dict)  # key -> unified diff pack -> local

    @property
    def changes(self) -> int:
        """Return how many rows the load wrote."""
        return len(self.added) + len(self.changed) + len(self.removed) + len(self.taken)


@once
def items(kind: str) -> dict[str, BaseModel]:
    """Return the effective items of a kind: the pack's, with local edits in their place.

    The public process reads edits from a file and touches no database. Raises PackError or
    UnknownKind.
    """
    wanted = kind_named(kind)
    effective = {key: entry.item for key, entry in pack_entries(kind).items()}
    for key, data in _edits_of(kind).items():
        try:
            effective[key] = validate(wanted, data)
        except ValidationError:
            # The pack's rules have moved on: the pack's own version is the safer one.
            logger.error("content pack: the local edit of %s/%s is no longer valid", kind, key)
    return dict(sorted(effective.items()))


def item(kind: str, key: str) -> BaseModel:
    """Return one effective item. Raises KeyError when there is none."""
    return items(kind)[key]


def state_of(kind: str, key: str) -> ItemState:
    """Return an item with its editing state. Raises KeyError when there is none."""
    entry = pack_entries(kind).get(key)
    row = _rows().filter(kind=kind, key=key, edited=True).first()
    if entry is None and row is None:
        raise KeyError(f"{kind}/{key}")
    pack = plain(entry.data) if entry else {}
    data = row.current if row else pack
    return ItemState(
        kind=kind,
        key=key,
        data=data,
        digest=digest(data),
        file=entry.file if entry else "",
        line=entry.line if entry else 0,
        edited=row is not None,
        edited_by=row.edited_by if row else None,
        edited_at=row.edited_at if row else None,
        difference=difference(f"{kind}/{key}", pack, data) if row else "",
        pack_has_moved=row is not None and entry is not None and row.edited_from != digest(pack),
    )


def overtaken_edits() -> set[tuple[str, str]]:
    """Return (kind, key) of every local edit whose pack version has changed since it was made."""
    found: set[tuple[str, str]] = set()
    for row in _rows().filter(edited=True):
        entry = pack_entries(row.kind).get(row.key)
        if entry is not None and row.edited_from != digest(entry.data):
            found.add((row.kind, row.key))
    return found


def edit(
    kind: str, key: str, new: dict[str, Any], actor_id: int, *, seen: str | None = None
) -> BaseModel:
    """Store a local edit of one item and return it as it is used from now on.

    `new` is the whole item as plain values. `seen` is the digest the editor saw (ItemState.digest).
    Raises KeyError (no such item), pydantic.ValidationError (values not usable), EditConflict. The
    caller decides who may and writes the audit entry, in the same transaction.
    """
    made = validate(kind_named(kind), new)
    entry = pack_entries(kind).get(key)
    values = plain(new)
    with transaction.atomic():
        row = _rows().select_for_update().filter(kind=kind, key=key).first()
        if row is None:
            if entry is None:
                raise KeyError(f"{kind}/{key}")
            row = _new_row(kind, key, plain(entry.data))
        before = row.current if row.edited or entry is None else plain(entry.data)
        if seen is not None and seen != digest(before):
            raise EditConflict(f"{kind}/{key} was changed by somebody else")
        row.current = values
        row.edited = entry is None or digest(values) != digest(entry.data)
        row.edited_by = actor_id
        row.edited_from = digest(entry.data) if entry else ""
        row.edited_at = clock.now()
        row.save()
        transaction.on_commit(export_edits)
    return made


def load(take_pack: frozenset[str] = frozenset()) -> LoadReport:
    """Bring the database's copy up to the files. Safe to run twice; local edits are kept.

    `take_pack` holds "kind/key" whose local edit is given up for the pack's version. Raises
    PackError when a file is broken (nothing is written then) or when `take_pack` names nothing.
    """
    report = LoadReport()
    with transaction.atomic():
        for kind in kinds():
            _load_kind(kind, take_pack, report)
        unknown = sorted(take_pack - set(report.taken))
        if unknown:
            raise PackError(f"there is no local edit of {', '.join(unknown)}")
        transaction.on_commit(export_edits)
    return report


def export_edits() -> None:
    """Write every local edit to the file that the public process reads."""
    write_edits(_rows_edited())


def _edits_of(kind: str) -> dict[str, dict[str, Any]]:
    if files_only.get():
        return {}
    if settings.FACE == "public":
        return read_edits(kind)
    return dict(_rows().filter(kind=kind, edited=True).values_list("key", "current"))


def all_edits() -> Edits:
    """Return every local edit as it is read now: kind -> key -> values."""
    if settings.FACE == "public":
        return {kind.name: found for kind in kinds() if (found := read_edits(kind.name))}
    return _rows_edited()


def _rows_edited() -> Edits:
    found: Edits = {}
    rows = _rows().filter(edited=True).order_by("kind", "key")
    for kind, key, data in rows.values_list("kind", "key", "current"):
        found.setdefault(kind, {})[key] = data
    return found


def _load_kind(kind: PackKind, take_pack: frozenset[str], report: LoadReport) -> None:
    loaded = read_kind(kind)
    if loaded.findings:
        raise PackError(f"{loaded.findings[0]}. Run `manage.py content check`; nothing was loaded.")
    rows = {row.key: row for row in _rows().select_for_update().filter(kind=kind.name)}
    added = []
    for key, entry in loaded.entries.items():
        data = plain(entry.data)
        row = rows.pop(key, None)
        if row is None:
            added.append(_new_row(kind.name, key, data))
            report.added.append(f"{kind.name}/{key}")
        else:
            _bring_up(row, data, f"{kind.name}/{key}" in take_pack, report)
    _rows().bulk_create(added)
    for row in rows.values():
        _gone_from_the_pack(row, f"{kind.name}/{row.key}" in take_pack, report)


def _bring_up(row: "ContentItem", data: dict[str, Any], take: bool, report: LoadReport) -> None:
    name = f"{row.kind}/{row.key}"
    fresh = digest(data)
    moved = row.pack_digest != fresh
    if row.edited and not take and digest(row.current) != fresh:
        report.kept[name] = difference(name, data, row.current)
        if not moved:
            return
        row.pack, row.pack_digest = data, fresh
    elif row.edited or moved:
        was_edited = row.edited
        row.pack, row.current, row.pack_digest = data, data, fresh
        row.edited, row.edited_by, row.edited_at = False, None, None
        if was_edited and take:
            row.loaded_at = clock.now()
            row.save()
            report.taken.append(name)
            return
    else:
        report.unchanged += 1
        return
    row.loaded_at = clock.now()
    row.save()
    report.changed.append(name)


def _gone_from_the_pack(row: "ContentItem", take: bool, report: LoadReport) -> None:
    name = f"{row.kind}/{row.key}"
    if row.edited and not take:
        report.kept[name] = difference(name, {}, row.current)
        return
    (report.taken if row.edited else report.removed).append(name)
    row.delete()


def _new_row(kind: str, key: str, data: dict[str, Any]) -> "ContentItem":
    return _row_class()(
        kind=kind,
        key=key,
        pack=data,
        current=data,
        pack_digest=digest(data),
        loaded_at=clock.now(),
    )


def _row_class() -> "type[ContentItem]":
    # Looked up, not imported: every room's apps.py imports this room's api to register its kinds,
    # and models cannot be imported before all apps are.
    return apps.get_model("contentpack", "ContentItem")


def _rows() -> "models.Manager[ContentItem]":
    return _row_class().objects
