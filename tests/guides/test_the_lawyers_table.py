"""The table that a lawyer signs: wide enough, readable, and the guides agree with all of it."""

import csv
from functools import lru_cache

import pytest

from tests.guides.cases import TABLE, guides, ids
from tryggvei.contentpack.reading import read_document
from tryggvei.guides.rules.case_table import CaseRow, Vocabulary, read_table
from tryggvei.guides.rules.cases import decide, differences
from tryggvei.guides.rules.columns import CLOSED, Inexpressible
from tryggvei.guides.rules.schema import Claim

# The guides that together decide the table. Until one is in the pack, its rows have nobody.
DECIDING = {"ansatt", "barn", "eldre", "tvang", "voksen"}
NAMED = {
    *("barnehagelærer", "lærer", "helsesykepleier", "hjemmesykepleier", "fastlege"),
    *("nav-veileder", "krisesenteransatt", "barnevernsansatt", "kulturskolelærer", "bibliotekar"),
    *("frivillig", "tannlege", "vernepleier", "renholder", "politi", "tolk"),
}
# What no row can tell: there is no column for an order from child welfare.
NOT_IN_THE_TABLE = {Claim.DUTY_TO_ANSWER}


@lru_cache(maxsize=1)
def rows() -> tuple[CaseRow, ...]:
    laws = read_document(TABLE.parents[1] / "laws.yaml").data["items"]
    words = Vocabulary(frozenset(ids().recipients.values()), frozenset(one["id"] for one in laws))
    table = read_table(TABLE.read_bytes(), words)
    assert table.faults == ()
    assert table.unread == ()
    return table.rows


def test_the_table_is_wide_enough() -> None:
    found = rows()
    assert len(found) >= 120
    assert {one.values["profession"] for one in found} >= NAMED
    for column, values in CLOSED.items():
        assert {one.values[column] for one in found} == set(values), column
    claims = {claim for one in found for claim in one.expected["duties"]}
    claims |= {claim for one in found for claim in one.expected["rights"]}
    assert claims == {one.value for one in Claim if one not in NOT_IN_THE_TABLE}


def test_every_row_tells_its_situation_in_words_and_no_two_the_same() -> None:
    notes = [one.note for one in rows()]
    assert all(notes)
    assert len(set(notes)) == len(notes)


def test_no_two_rows_are_the_same_situation() -> None:
    found = [tuple(sorted(one.values.items())) for one in rows()]
    assert len(set(found)) == len(found)


def _cases() -> list[str]:
    """Return what the rows are called; a worker that only collects reads no more of the table."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return [row["case"] for row in csv.DictReader(table)]


CASES = _cases()


def test_each_row_is_held_against_the_guides() -> None:
    assert [row.case for row in rows()] == CASES


@pytest.mark.parametrize("case", CASES)
def test_the_guides_agree_with_the_row(case: str) -> None:
    row = next(row for row in rows() if row.case == case)
    wanted = row.case.partition("-")[0]
    assert wanted in DECIDING
    if wanted not in {one.id for one in guides()}:
        with pytest.raises(Inexpressible, match=r"^no guide covers the row$"):
            decide(row.values, guides(), ids())
        return
    told = decide(row.values, guides(), ids())
    assert told.guide == wanted
    assert differences(told, row.expected) == ()
