"""The lawyer's tables of cases: read them from files, and hold them against the guides."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tryggvei.contentpack.api import Entry, Finding, pack_folders, pack_items
from tryggvei.guides.models import CaseIds, GuideFile
from tryggvei.guides.queries import CheckedGuide, case_ids, known_now
from tryggvei.guides.rules.case_table import (
    MAX_BYTES,
    CaseRow,
    Table,
    TableFault,
    Vocabulary,
    read_table,
)
from tryggvei.guides.rules.cases import Decided, Difference, decide, differences
from tryggvei.guides.rules.columns import Inexpressible

TABLE = Path("guides") / "cases.csv"


class NoCaseIds(Exception):
    """The pack does not say how a table of cases is read."""


@dataclass(frozen=True)
class Verdict:
    """One row: what the guides answer, or why they cannot hold it; and where the two differ."""

    row: CaseRow
    decided: Decided | None
    reason: str
    differences: tuple[Difference, ...]

    @property
    def word(self) -> str:
        """Return what became of the row, in one word or two."""
        if self.decided is None:
            return "not expressible"
        return "differs" if self.differences else "agrees"


@dataclass(frozen=True)
class Held:
    """A table held against the guides: its verdicts, or the faults for which it was not read."""

    verdicts: tuple[Verdict, ...]
    table: Table

    @property
    def counts(self) -> Counter[str]:
        """Return how many rows agree, differ, and are not expressible."""
        return Counter(one.word for one in self.verdicts)


def hold(path: Path, checked: list[CheckedGuide]) -> Held:
    """Hold the table of a file against guides that have passed the check. Raises NoCaseIds."""
    ids = case_ids()
    if ids is None:
        raise NoCaseIds("content/felles/case-ids.yaml is missing; no table can be read without it")
    table = _read(path, ids)
    guides = [cast(GuideFile, one.entry.item) for one in checked]
    return Held(tuple(_verdict(row, guides, ids) for row in table.rows), table)


def pack_tables() -> list[Path]:
    """Return the tables of the packs in use: content/*/guides/cases.csv."""
    return [path for folder in pack_folders() if (path := folder / TABLE).is_file()]


def name_of(path: Path) -> str:
    """Return a table's name as findings have it: below the content folder, else as given."""
    for folder in pack_folders():
        if path.is_relative_to(folder):
            return path.relative_to(folder.parent).as_posix()
    return str(path)


def pack_check(entries: Mapping[str, Entry]) -> Iterator[Finding]:
    """Find faults in case-ids.yaml, and in the pack's tables as tables.

    Whether the guides agree with a table is for `guides check` and `guides decide`.
    """
    laws = pack_items("laws")
    for entry in entries.values():
        ids = cast(CaseIds, entry.item)
        for double in ids.doubles():
            yield entry.finding(f"{double!r} stands twice")
        for index, profession in enumerate(ids.professions):
            if profession.section and profession.section not in laws:
                message = (
                    f"{profession.id!r} is bound by {profession.section!r}, not among the laws"
                )
                yield entry.finding(message, "professions", index)
        for path in pack_tables():
            for fault in _read(path, ids).faults:
                yield Finding(name_of(path), fault.line, fault.reason)


def _verdict(row: CaseRow, guides: list[GuideFile], ids: CaseIds) -> Verdict:
    try:
        decided = decide(row.values, guides, ids)
    except Inexpressible as error:
        return Verdict(row, None, str(error), ())
    return Verdict(row, decided, "", differences(decided, row.expected))


def _read(path: Path, ids: CaseIds) -> Table:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            told = (
                f"the file has {size:,} bytes; a table of cases may have {MAX_BYTES:,}. Split it."
            )
            return Table(faults=(TableFault(1, told),))
        content = path.read_bytes()
    except OSError as error:
        return Table(faults=(TableFault(1, f"the file cannot be read ({error.strerror})"),))
    known = known_now()
    recipients = frozenset({*known.contacts, *ids.recipients.values()})
    return read_table(content, Vocabulary(recipients, frozenset(known.laws)))
