"""`manage.py guides decide` answers a table row by row, and stops at what differs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.guides.cases import ROW
from tryggvei.contentpack.api import check_pack
from tryggvei.guides.rules.columns import RAW

RIGHT = {
    "duties": "",
    "rights": "right_to_share",
    "recipients": "tryggest police_02800",
    "tell_guardians": "not_applicable",
    "deadline": "same_day",
    "sources": "fvl-13b-7 hpl-23-4",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return where a test may write a table."""
    return tmp_path / "rows.csv"


def write(file: Path, *rows: dict[str, str]) -> None:
    columns = [*RAW, *(one for one in rows[0] if one not in RAW)]
    lines = [columns, *([row[column] for column in columns] for row in rows)]
    file.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")


def decide(file: Path, *more: str) -> str:
    out = StringIO()
    call_command("guides", "decide", str(file), *more, stdout=out)
    return out.getvalue()


def refused(file: Path) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as stop:
        call_command("guides", "decide", str(file), stdout=out)
    return out.getvalue(), str(stop.value)


def test_each_row_is_answered_beside_what_is_expected(table: Path) -> None:
    write(table, {"case": "a1", **ROW, **RIGHT})
    told = decide(table)
    assert f"{table}:2: a1: guide voksen: agrees" in told
    assert "    deadline: answered same_day | expected same_day\n" in told
    assert "    duties: answered none | expected none\n" in told
    assert told.endswith("1 rows: 1 agree, 0 differ, 0 not expressible\n")


def test_every_difference_is_named_and_stops(table: Path) -> None:
    wrong = {**RIGHT, "duties": "duty_to_avert", "recipients": "police_02800 tryggest"}
    write(table, {"case": "a1", **ROW, **RIGHT}, {"case": "a2", **ROW, **wrong})
    told, stopped = refused(table)
    assert "a1: guide voksen: agrees" in told
    assert f"{table}:3: a2: guide voksen: differs" in told
    assert "duties: answered none | expected duty_to_avert  <- differs" in told
    assert "expected police_02800 tryggest  <- differs" in told
    assert told.count("<- differs") == 2
    assert stopped == "1 rows differ from what the table expects."


def test_columns_that_are_not_there_are_not_compared(table: Path) -> None:
    write(table, {"case": "a1", **ROW})
    told = decide(table)
    assert told.count("expected not compared") == 6
    assert "1 agree" in told


def test_a_row_that_the_guides_cannot_hold_is_listed_with_the_reason_and_is_no_difference(
    table: Path,
) -> None:
    youth = {**ROW, "exposed": "youth", "age": ""}
    write(table, {"case": "a1", **youth, **RIGHT}, {"case": "a2", **ROW, **RIGHT})
    told = decide(table)
    assert f"{table}:2: a1: not expressible: a youth without an age" in told
    assert "2 rows: 1 agree, 0 differ, 1 not expressible" in told


def test_why_says_the_law_in_plain_words_without_a_number_typed(table: Path) -> None:
    write(table, {"case": "a1", **ROW, "acute": "y"})
    told = decide(table, "--why")
    assert "Straffeloven § 287: Plikt til å hjelpe" in told
    assert "[[tel:" not in told


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"belief": "sure"}, ":2: belief: 'sure' is not one of its values"),
        ({"case": ""}, ":2: the row has no case id"),
        ({"duties": "duty_to_sing"}, ":2: duties: 'duty_to_sing' is not known"),
    ],
)
def test_bad_input_is_told_with_file_line_and_reason(
    table: Path, changes: dict[str, str], reason: str
) -> None:
    write(table, {"case": "a1", **ROW, **RIGHT, **changes})
    told, stopped = refused(table)
    assert f"{table}{reason}" in told
    assert stopped == f"1 faults in {table}; no row was decided."


def test_a_file_that_is_not_there(table: Path) -> None:
    told, _ = refused(table)
    assert told == f"{table}:1: the file cannot be read (No such file or directory)\n"


def test_a_huge_file_is_refused_by_its_size(table: Path) -> None:
    table.write_bytes(b"x" * 10_000_000)
    told, _ = refused(table)
    assert f"{table}:1: the file has 10,000,000 bytes" in told


def test_a_guide_with_a_fault_decides_nothing(whole_pack: Path, table: Path) -> None:
    guide = whole_pack / "felles" / "guides" / "voksen.yaml"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(text.replace("next: report_child", "next: discuss_child", 1), "utf-8")
    write(table, {"case": "a1", **ROW})
    _, stopped = refused(table)
    assert "Run `guides check` first" in stopped


def test_without_the_word_list_no_table_is_read(whole_pack: Path, table: Path) -> None:
    (whole_pack / "felles" / "case-ids.yaml").unlink()
    write(table, {"case": "a1", **ROW})
    _, stopped = refused(table)
    assert "case-ids.yaml is missing" in stopped


def test_the_check_holds_the_packs_own_table_against_the_guides(whole_pack: Path) -> None:
    file = whole_pack / "lillestrom" / "guides" / "cases.csv"
    file.parent.mkdir(exist_ok=True)
    write(file, {"case": "x1", **ROW, **RIGHT, "duties": "duty_to_avert"})
    out = StringIO()
    with pytest.raises(CommandError, match="1 faults in the table of cases"):
        call_command("guides", "check", stdout=out)
    assert "lillestrom/guides/cases.csv:2: x1: guide voksen: differs" in out.getvalue()


def test_content_check_reads_the_table_as_a_table(whole_pack: Path) -> None:
    file = whole_pack / "lillestrom" / "guides" / "cases.csv"
    file.parent.mkdir(exist_ok=True)
    write(file, {"case": "x1", **ROW, "acute": "perhaps"})
    reasons = [str(one) for one in check_pack()[1]]
    assert any(one.startswith("lillestrom/guides/cases.csv:2: acute: 'perhaps'") for one in reasons)


def test_a_fault_in_the_word_list_is_found(whole_pack: Path) -> None:
    file = whole_pack / "felles" / "case-ids.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("barnehageloven-46", "barnehageloven-460", 1)
    file.write_text(text.replace("also: [cleaner]", "also: [cleaner, librarian]"), "utf-8")
    reasons = [str(one) for one in check_pack()[1]]
    assert any("'barnehageloven-460', not among the laws" in one for one in reasons)
    assert any("'librarian' stands twice" in one for one in reasons)
