"""The pack as files: content/felles/ first, then content/<municipality>/ over it, key by key."""

import logging
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import Any

from django.conf import settings
from pydantic import BaseModel, ValidationError

from tryggvei.contentpack.kinds import Entry, Finding, Layout, PackKind, kind_named, kinds
from tryggvei.contentpack.reading import BadFile, Document, Location, read_document
from tryggvei.toolbox.once import once

logger = logging.getLogger(__name__)
SHARED = "felles"
# Set while the files are checked: the check is about the files, and needs no database.
files_only: ContextVar[bool] = ContextVar("files_only", default=False)

Stamp = tuple[tuple[str, int, int, int, int], ...]


class PackError(Exception):
    """The pack cannot be used. The message names file, line and reason."""


@dataclass(frozen=True)
class Loaded:
    """The effective entries of one kind and every fault found while reading its files."""

    entries: dict[str, Entry]
    findings: tuple[Finding, ...]
    is_older: bool = False  # the files are broken: this is the last good reading of them


_cache: dict[tuple[str, str, str], tuple[PackKind, Stamp, Loaded]] = {}


def pack_items(kind: str) -> dict[str, BaseModel]:
    """Return the items of a kind straight from the files, effective (municipality over felles).

    Needs no database. Read again when a file changes. Raises PackError when a file is broken and
    no good reading of it is known; a file that breaks while the process runs is logged, and the
    last good reading stays, so that a slip of the pen does not take the phone numbers away.
    """
    return {key: entry.item for key, entry in pack_entries(kind).items()}


@once
def pack_entries(kind: str) -> dict[str, Entry]:
    """As pack_items(), with where each item stands."""
    wanted = kind_named(kind)
    where = (kind, str(settings.CONTENT_DIR), settings.TRYGGVEI_MUNICIPALITY)
    stamp = _stamp(wanted)
    known = _cache.get(where)
    if known is not None and known[0] == wanted and known[1] == stamp:
        return known[2].entries
    loaded = read_kind(wanted)
    if loaded.findings:
        first = loaded.findings[0]
        if known is None or known[0] != wanted:
            raise PackError(f"{first}. Run `manage.py content check` for the whole list.")
        place_name = f"{first.file}:{first.line}"
        logger.error("content pack: %s is broken; the last good reading stays in use", place_name)
        loaded = replace(known[2], is_older=True)
    _cache[where] = (wanted, stamp, loaded)
    return loaded.entries


def reads_older() -> bool:
    """Return whether some kind is read as it was before its files were broken."""
    place = (str(settings.CONTENT_DIR), settings.TRYGGVEI_MUNICIPALITY)
    return any(loaded.is_older for where, (*_, loaded) in _cache.items() if where[1:] == place)


def check_pack() -> tuple[dict[str, int], list[Finding]]:
    """Read and check everything. Returns items per kind, and every finding in file order."""
    counts: dict[str, int] = {}
    findings: list[Finding] = []
    for name in (SHARED, settings.TRYGGVEI_MUNICIPALITY):
        if not (Path(settings.CONTENT_DIR) / name).is_dir():
            findings.append(Finding(name, 1, "the pack folder does not exist"))
    token = files_only.set(True)
    try:
        for kind in kinds():
            findings.extend(_check_kind(kind, counts))
    finally:
        files_only.reset(token)
    return counts, sorted(set(findings))


def notes_of_pack() -> list[Finding]:
    """Return what is no fault, but should be seen to: a translation behind its bokmål page."""
    found: list[Finding] = []
    token = files_only.set(True)
    try:
        for kind in kinds():
            if kind.notes is not None:
                found.extend(kind.notes(read_kind(kind).entries))
    finally:
        files_only.reset(token)
    return sorted(set(found))


def _check_kind(kind: PackKind, counts: dict[str, int]) -> list[Finding]:
    loaded = read_kind(kind)
    counts[kind.name] = len(loaded.entries)
    findings = list(loaded.findings)
    if kind.check is not None:
        try:
            findings.extend(kind.check(loaded.entries))
        except PackError as error:
            # The check leans on another kind whose own faults are in the list already.
            findings.append(Finding(kind.name, 1, f"not checked, because {error}"))
    return findings


def read_kind(kind: PackKind) -> Loaded:
    """Read every file of a kind, felles first; a later pack's item replaces one of the same key."""
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for folder in pack_folders():
        here: dict[str, Entry] = {}
        for path in _files(folder, kind):
            for entry in _entries_of(path, folder, kind, findings):
                twin = here.get(entry.key)
                if twin is not None:
                    reason = f"the key {entry.key!r} is also used in {twin.file}:{twin.line}"
                    findings.append(Finding(entry.file, entry.line, reason))
                    continue
                here[entry.key] = entry
        entries.update(here)
    return Loaded(entries, tuple(sorted(findings)))


def validate(kind: PackKind, data: dict[str, Any]) -> BaseModel:
    """Validate one item's plain values. Raises pydantic.ValidationError."""
    return kind.schema.model_validate(data)


def pack_folders() -> list[Path]:
    """Return the folders of the packs in use: the shared one, then the municipality's."""
    root = Path(settings.CONTENT_DIR)
    return [root / SHARED, root / settings.TRYGGVEI_MUNICIPALITY]


def _files(folder: Path, kind: PackKind) -> list[Path]:
    return sorted(path for path in folder.glob(kind.glob) if path.is_file())


def _stamp(kind: PackKind) -> Stamp:
    """Ask the disk once a file: every question about the pack begins here."""
    stamps = []
    for folder in pack_folders():
        for path in folder.glob(kind.glob):
            try:
                status = path.stat()
            except FileNotFoundError:  # gone since it was listed, or a link to nowhere
                continue
            if S_ISREG(status.st_mode):
                # A copy may keep an old time of its text, but not of the file itself (ctime).
                times = (status.st_mtime_ns, status.st_ctime_ns)
                stamps.append((str(path), *times, status.st_size, status.st_ino))
    return tuple(sorted(stamps))


def _entries_of(path: Path, folder: Path, kind: PackKind, findings: list[Finding]) -> list[Entry]:
    file = path.relative_to(folder.parent).as_posix()
    try:
        document = read_document(path, markdown=kind.layout is Layout.MARKDOWN)
    except BadFile as error:
        findings.append(Finding(file, error.line, error.reason))
        return []
    if not isinstance(document.data, dict):
        findings.append(Finding(file, 1, "the file must be a mapping (name: value)"))
        return []
    fallback = _key_from_path(path, folder, kind)
    made: list[Entry] = []
    for at, data in _raw_items(document, file, kind, findings):
        entry = _entry(kind, data, fallback, file, at, document, findings)
        if entry is not None:
            made.append(entry)
    return made


def _raw_items(
    document: Document, file: str, kind: PackKind, findings: list[Finding]
) -> list[tuple[Location, dict[str, Any]]]:
    if kind.layout is Layout.FILE:
        return [((), document.data)]
    if kind.layout is Layout.MARKDOWN:
        return [((), {**document.data, "body": document.body})]
    defaults = {name: value for name, value in document.data.items() if name != "items"}
    rows = document.data.get("items")
    if not isinstance(rows, list):
        findings.append(Finding(file, 1, "the file must hold a list named 'items'"))
        return []
    raw: list[tuple[Location, dict[str, Any]]] = []
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            raw.append((("items", index), _with_defaults(row, defaults)))
        else:
            line = document.line_of(("items", index))
            findings.append(Finding(file, line, "an item must be a mapping (name: value)"))
    return raw


def _with_defaults(row: dict[str, Any], defaults: dict[str, Any]) -> dict[str, Any]:
    # An item with a mark of its own must not inherit the file's opposite mark.
    marks = {"reviewed", "unreviewed"}
    own = marks & set(row)
    inherited = {key: value for key, value in defaults.items() if not (own and key in marks)}
    return {**inherited, **row}


def _entry(
    kind: PackKind,
    data: dict[str, Any],
    fallback: str,
    file: str,
    at: Location,
    document: Document,
    findings: list[Finding],
) -> Entry | None:
    line = document.line_of(at)
    lines = {
        place[len(at) :]: number
        for place, number in document.lines.items()
        if place[: len(at)] == at
    }
    if kind.layout is Layout.MARKDOWN:
        lines[("body",)] = document.body_line
    try:
        item = validate(kind, data)
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False):
            findings.append(Finding(file, _line(fault["loc"], lines, line), _reason(fault)))
        return None
    own = data.get("key") or data.get("id")
    key = fallback if kind.layout is Layout.MARKDOWN or not own else str(own)
    return Entry(kind.name, key, item, data, file, line, lines)


def _line(location: Location, lines: dict[Location, int], fallback: int) -> int:
    wanted = tuple(location)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines[wanted] if wanted else fallback


def _reason(fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _key_from_path(path: Path, folder: Path, kind: PackKind) -> str:
    fixed = [part for part in Path(kind.glob).parent.parts if "*" not in part]
    return path.relative_to(folder.joinpath(*fixed)).with_suffix("").as_posix()
