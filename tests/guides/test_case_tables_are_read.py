"""A table of cases is read whole, or refused with every fault and its line."""

import pytest

from tests.guides.cases import ROW
from tryggvei.guides.rules.case_table import Table, Vocabulary, read_table
from tryggvei.guides.rules.cases import OUT
from tryggvei.guides.rules.columns import RAW

WORDS = Vocabulary(frozenset({"tryggest", "child_welfare"}), frozenset({"strl-196", "bvl-13-2"}))
HEADER = ",".join(RAW)


def line(case: str = "a1", **changes: str) -> str:
    values = {"case": case, **ROW, **changes}
    return ",".join(values[column] for column in RAW)


def read(*lines: str, header: str = HEADER) -> Table:
    return read_table("\n".join([header, *lines]).encode(), WORDS)


def only_fault(table: Table) -> str:
    assert table.rows == ()
    assert len(table.faults) == 1, table.faults
    return f"{table.faults[0].line}: {table.faults[0].reason}"


def test_a_row_is_read_with_its_line() -> None:
    table = read(line(), "", line("a2"))
    assert table.faults == ()
    assert [(one.line, one.case) for one in table.rows] == [(2, "a1"), (4, "a2")]
    assert table.rows[0].values == ROW
    assert table.rows[0].expected == {}


@pytest.mark.parametrize("column", RAW)
def test_a_column_that_is_missing(column: str) -> None:
    header = ",".join(one for one in RAW if one != column)
    assert only_fault(read(header=header)) == f"1: the column {column!r} is missing"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("exposed", "martian"),
        ("acute", "perhaps"),
        ("acute", ""),
        ("belief", "certain"),
        ("can_be_averted", "unknown"),
        ("suspected", "husband"),
        ("capacity", "some"),
        ("consent", "maybe"),
        ("age", "-1"),
        ("age", "131"),
        ("age", "40.5"),
        ("age", "²"),
        ("offence", ""),
        ("offence", "assault"),
        ("profession", ""),
    ],
)
def test_a_value_that_is_not_known_is_named_with_the_known_ones(column: str, value: str) -> None:
    told = only_fault(read(line(), line("a2", **{column: value})))
    assert told.startswith(f"3: {column}: {value!r} is not one of its values (")


@pytest.mark.parametrize(
    ("column", "said", "meant"),
    [
        ("acute", "Y", "y"),
        ("acute", "ja", "y"),
        ("consent", "no", "n"),
        ("offence", "§ 282", "282"),
        ("offence", "strl-266-a", "266-a"),
        ("offence", "266 a", "266-a"),
        ("offence", "266a", "266-a"),
        ("profession", "NAV-veileder", "nav-veileder"),
        ("profession", "assistent i skolen", "assistent_i_skolen"),
        ("age", "", ""),
    ],
)
def test_other_ways_to_write_the_same(column: str, said: str, meant: str) -> None:
    table = read(line(**{column: said}))
    assert table.faults == ()
    assert table.rows[0].values[column] == meant


def test_a_case_that_stands_twice() -> None:
    assert only_fault(read(line(), line("a2"), line())) == "4: the case 'a1' stands in line 2"


def test_a_case_without_an_id() -> None:
    assert only_fault(read(line(""))) == "2: the row has no case id"


def test_a_column_that_stands_twice() -> None:
    assert only_fault(read(header=HEADER + ",age")) == "1: the column 'age' stands twice"


def test_a_row_with_a_cell_too_many() -> None:
    assert only_fault(read(line() + ",y")) == "2: the row has 15 cells and the header 14"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "1: the file is empty"),
        (b"\n\n", "1: the file is empty"),
        (HEADER.encode(), "1: the table has a header and no row"),
        (b"case,profession\n\xe5,b\n", "2: the file is not UTF-8 text"),
        ((HEADER + "\n").encode("utf-16"), "1: the file is not UTF-8 text"),
        (b"case\n\0\n", "2: the file holds a NUL character"),
        (b'case,"profession\n', "1: the file is not CSV"),
    ],
)
def test_a_file_that_is_no_table(content: bytes, reason: str) -> None:
    assert only_fault(read_table(content, WORDS)).startswith(reason)


def test_every_fault_is_told_up_to_fifty() -> None:
    table = read(*(line(f"a{number}", acute="x", consent="x") for number in range(40)))
    assert len(table.faults) == 50


@pytest.mark.parametrize("between", [" ", ";", "; ", ", "])
def test_values_in_a_cell_stand_with_spaces_commas_or_semicolons(between: str) -> None:
    cell = between.join(["duty_to_avert", "duty_to_help"])
    table = read(line() + f',"{cell}"', header=HEADER + ",duties")
    assert table.rows[0].expected == {"duties": ("duty_to_avert", "duty_to_help")}


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("duties", "", ()),
        ("duties", "none", ()),
        ("recipients", "tryggest child_welfare", ("tryggest", "child_welfare")),
        ("deadline", "none", ()),
        ("deadline", "now", ("now",)),
        ("tell_guardians", "never", ("never",)),
    ],
)
def test_what_a_row_expects(column: str, cell: str, expected: tuple[str, ...]) -> None:
    table = read(line() + "," + cell, header=f"{HEADER},{column}")
    assert table.rows[0].expected == {column: expected}


@pytest.mark.parametrize("column", OUT)
def test_a_cell_with_a_question_mark_is_not_compared(column: str) -> None:
    assert read(line() + ",?", header=f"{HEADER},{column}").rows[0].expected == {}


@pytest.mark.parametrize("column", ["deadline", "tell_guardians"])
def test_an_empty_cell_of_a_single_value_is_not_compared(column: str) -> None:
    assert read(line() + ",", header=f"{HEADER},{column}").rows[0].expected == {}


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("duties", "duty_to_dance"),
        ("duties", "right_to_share"),
        ("rights", "duty_to_avert"),
        ("recipients", "the_mayor"),
        ("sources", "strl-1960"),
        ("deadline", "soonish"),
        ("tell_guardians", "perhaps"),
        ("duties", "duty_to_avert duty_to_avert"),
    ],
)
def test_an_expectation_that_cannot_be(column: str, cell: str) -> None:
    assert only_fault(read(line() + "," + cell, header=f"{HEADER},{column}"))[:3] == "2: "


def test_a_semicolon_table_with_a_byte_order_mark_as_a_spreadsheet_writes_it() -> None:
    text = "\r\n".join([HEADER, line()]).replace(",", ";") + "\r\n"
    table = read_table(b"\xef\xbb\xbf" + text.encode(), WORDS)
    assert table.faults == ()
    assert table.rows[0].case == "a1"


def test_a_column_that_is_no_column_is_named_and_not_read() -> None:
    table = read(line() + ",x,y", header=HEADER + ",dutys,note")
    assert table.unread == ("dutys",)
    assert table.rows[0].note == "y"


def test_a_cell_over_two_lines_does_not_move_the_line_of_the_next_row() -> None:
    first = line() + ',"a note\nof two lines"'
    table = read(first, line("a2", acute="x") + ",", header=HEADER + ",note")
    assert only_fault(table).startswith("4: acute")
