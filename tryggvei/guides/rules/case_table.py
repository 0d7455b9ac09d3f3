"""Read the lawyer's table of cases from the bytes of a CSV file: every fault with its line.

Comma or semicolon between columns (a Norwegian spreadsheet writes the latter); in a cell, several
values stand with spaces, commas or semicolons between them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tryggvei.guides.rules.cases import LISTS, OUT
from tryggvei.guides.rules.columns import CLOSED, NO, RAW, UNKNOWN, UNLISTED, YES
from tryggvei.guides.rules.schema import Claim, TellGuardians, TimeLimit

MAX_BYTES = 1_000_000
NOTE = "note"  # the situation in words; nothing is read from it
NONE = "none"
NOT_COMPARED = "?"  # whoever wrote the row has no opinion on the column
_OLDEST = 130
_MOST_FAULTS = 50
_WORDS = {"yes": YES, "ja": YES, "no": NO, "nei": NO, "j": YES, "vet_ikke": UNKNOWN}
_SECTION = re.compile(r"^(?:strl-|§ ?)?(\d{1,3})[ -]?([a-z]?)$")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class TableFault:
    """What cannot be read, at which line (from 1)."""

    line: int
    reason: str


@dataclass(frozen=True)
class CaseRow:
    """One situation: its line, its id, a value for each raw column, and what is expected."""

    line: int
    case: str
    values: Mapping[str, str]
    expected: Mapping[str, tuple[str, ...]]
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The rows of a file that has no fault, else the faults; and columns that were not read."""

    rows: tuple[CaseRow, ...] = ()
    faults: tuple[TableFault, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The words that output columns may hold."""

    recipients: frozenset[str] = frozenset()
    laws: frozenset[str] = frozenset()
    claims: frozenset[str] = field(default=frozenset(one.value for one in Claim))


def read_table(content: bytes, words: Vocabulary) -> Table:
    """Read a table. Never raises: a file with faults gives no rows and every fault (the first 50).

    `content` is the file's bytes; whoever reads it refuses files over MAX_BYTES first.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _faulty(line, "the file is not UTF-8 text; save it as CSV UTF-8")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return _faulty(line, "the file holds a NUL character; it is not a text table")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    try:
        lines = list(_records(text, delimiter))
    except csv.Error as error:
        return _faulty(1, f"the file is not CSV: {error}")
    if not lines:
        return _faulty(1, "the file is empty")
    return _table(lines, words)


def _faulty(line: int, reason: str) -> Table:
    return Table(faults=(TableFault(line, reason),))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for record in reader:
        if any(cell.strip() for cell in record):
            yield begins, [cell.strip() for cell in record]
        begins = reader.line_num + 1


def _table(lines: list[tuple[int, list[str]]], words: Vocabulary) -> Table:
    at, header = lines[0]
    names = [name.lower() for name in header]
    faults = [TableFault(at, f"the column {one!r} is missing") for one in RAW if one not in names]
    doubles = sorted({one for one in names if one and names.count(one) > 1})
    faults += [TableFault(at, f"the column {one!r} stands twice") for one in doubles]
    if faults:
        return Table(faults=tuple(faults))
    rows: list[CaseRow] = []
    seen: dict[str, int] = {}
    for line, record in lines[1:]:
        if len(record) != len(names):
            told = f"the row has {len(record)} cells and the header {len(names)}"
            faults.append(TableFault(line, told))
            continue
        row, found = _row(line, dict(zip(names, record, strict=True)), words)
        if row.case in seen:
            found.append(TableFault(line, f"the case {row.case!r} stands in line {seen[row.case]}"))
        seen.setdefault(row.case, line)
        faults += found
        rows.append(row)
    if not rows and not faults:
        faults.append(TableFault(at, "the table has a header and no row"))
    unread = tuple(one for one in names if one and one not in (*RAW, *OUT, NOTE))
    return Table(() if faults else tuple(rows), tuple(faults[:_MOST_FAULTS]), unread)


def _row(
    line: int, cells: Mapping[str, str], words: Vocabulary
) -> tuple[CaseRow, list[TableFault]]:
    faults: list[TableFault] = []

    def fault(column: str, known: Iterable[str]) -> None:
        listed = ", ".join(known)
        reason = f"{column}: {cells[column]!r} is not one of its values ({listed})"
        faults.append(TableFault(line, reason))

    values: dict[str, str] = {}
    for column in RAW[1:]:
        value, known = _value(column, cells[column].lower())
        values[column] = value
        if known:
            fault(column, known)
    if not cells["case"]:
        faults.append(TableFault(line, "the row has no case id"))
    expected: dict[str, tuple[str, ...]] = {}
    for column in OUT:
        if cells.get(column, NOT_COMPARED) == NOT_COMPARED:
            continue
        if column in LISTS:
            expected[column] = _listed(column, cells[column], words, faults, line)
        elif cells[column]:
            expected[column] = () if cells[column] == NONE else (cells[column],)
            choices = TimeLimit if column == "deadline" else TellGuardians
            words_of = [*choices, NONE] if column == "deadline" else [*choices]
            if cells[column] not in words_of:
                fault(column, words_of)
    row = CaseRow(line, cells["case"], values, expected, cells.get(NOTE, ""))
    return row, faults


def _value(column: str, said: str) -> tuple[str, tuple[str, ...]]:
    """Return the value of a raw cell as the engine knows it, and the known ones if it is none."""
    if column in CLOSED:
        known = CLOSED[column]
        value = said if said in known else _WORDS.get(said, said)
        return value, (() if value in known else known)
    if column == "offence":
        section = _SECTION.match(said)
        if section:
            return "-".join(part for part in section.groups() if part), ()
        return said, (() if said == UNLISTED else (UNLISTED, "a section number, like 282"))
    if column == "age":
        fits = not said or (said.isascii() and said.isdigit() and int(said) <= _OLDEST)
        return said, (() if fits else (f"a whole number up to {_OLDEST}, or empty",))
    name = re.sub(r"\s+", "_", said)
    return name, (() if name else ("a word of case-ids.yaml",))


def _listed(
    column: str, cell: str, words: Vocabulary, faults: list[TableFault], line: int
) -> tuple[str, ...]:
    values = tuple(one for one in _BETWEEN.split(cell) if one and one not in ("-", NONE))
    checks: dict[str, Callable[[str], bool]] = {
        "duties": lambda one: one in words.claims and one.startswith("duty_"),
        "rights": lambda one: one in words.claims and one.startswith("right_"),
        "recipients": lambda one: one in words.recipients,
        "sources": lambda one: one in words.laws,
    }
    for value in values:
        if not checks[column](value):
            claims = sorted(filter(checks[column], words.claims))
            known = f" ({', '.join(claims)})" if claims else ""
            faults.append(TableFault(line, f"{column}: {value!r} is not known{known}"))
    for value in sorted({one for one in values if values.count(one) > 1}):
        faults.append(TableFault(line, f"{column}: {value!r} stands twice"))
    return values
