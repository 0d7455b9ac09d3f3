"""What must hold for any row: duties hang on the law's own columns, and on nothing else."""

from functools import lru_cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.guides.cases import ROW, guides, ids
from tryggvei.guides.rules.cases import Decided, decide
from tryggvei.guides.rules.columns import CLOSED, RAW, Columns, Inexpressible
from tryggvei.guides.rules.schema import GuideBody


def offences() -> list[str]:
    """Return every section that the pack knows, one that it does not, and none."""
    words = ids()
    known = (*words.forced, *words.on_the_list, *words.on_the_list_under_16, *words.off_the_list)
    return ["unlisted", "131", *known]


def _any_row() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries(
        {
            **{column: st.sampled_from(values) for column, values in CLOSED.items()},
            "profession": st.sampled_from([one.id for one in ids().professions]),
            "sector": st.sampled_from([one.id for one in ids().sectors]),
            "age": st.sampled_from(
                ["", "0", "4", "11", "13", "14", "15", "16", "17", "18", "40", "90"]
            ),
            "offence": st.sampled_from(offences()),
        }
    )


# Deferred: a worker that only collects reads no pack.
ANY_ROW = st.deferred(_any_row)


@pytest.fixture(autouse=True, scope="module")
def _read_before_the_first_row() -> None:
    """Read the pack outside any single example: none of them is slower than the others."""
    ids()
    guides()


@lru_cache(maxsize=1)
def covering() -> list[GuideBody]:
    """Return the guides that cover rows of the table."""
    return [guide for guide in guides() if guide.covers]


@lru_cache(maxsize=1)
def made() -> dict[tuple[str, str], dict[str, list[str]]]:
    """Return how a derived column gets the value that a guide covers."""
    forced = ids().forced
    return {
        ("staff", "y"): {"suspected": ["staff", "leader"]},
        ("staff", "n"): {"suspected": ["guardian", "partner", "relative", "other", "unknown"]},
        ("forced", "y"): {"offence": forced},
        ("forced", "n"): {"offence": [one for one in offences() if one not in ("131", *forced)]},
        ("minor", "y"): {"exposed": ["child", "youth"], "age": ["3", "11", "14", "15", "16", "17"]},
        ("minor", "n"): {"age": ["18", "40", "90"]},
    }


@st.composite
def covered_rows(draw: Any) -> dict[str, str]:
    """Draw a row that one of the guides covers."""
    row: dict[str, str] = dict(draw(ANY_ROW))
    for column, values in draw(st.sampled_from(covering())).covers.items():
        choices = made().get((column, values[0]), {column: values})
        for name, choice in choices.items():
            row[name] = draw(st.sampled_from(choice))
    return row


COVERED = covered_rows()
# Columns on which no duty hangs: a duty never needs consent, and is not about who gets services.
IRRELEVANT = ["consent", "service_user", "capacity"]


def decided(row: dict[str, str]) -> Decided | None:
    """Decide a row; None when the guides cannot hold it."""
    try:
        return decide(row, guides(), ids())
    except Inexpressible:
        return None


def duties_of(row: dict[str, str]) -> set[str] | None:
    told = decided(row)
    return None if told is None else set(told.values["duties"])


@given(ANY_ROW)
def test_any_row_is_decided_or_told_as_not_expressible(row: dict[str, str]) -> None:
    told = decided(row)
    if told is not None:
        assert told.values["recipients"]
        assert told.values["tell_guardians"]


@given(COVERED, st.sampled_from(IRRELEVANT), st.data())
def test_consent_services_and_capacity_never_change_a_duty(
    row: dict[str, str], column: str, data: Any
) -> None:
    other = {**row, column: data.draw(st.sampled_from(CLOSED[column]))}
    assert duties_of(row) == duties_of(other)


@given(COVERED, st.data())
def test_a_profession_bound_in_the_same_way_never_changes_a_duty(
    row: dict[str, str], data: Any
) -> None:
    def group(name: str, sector: str) -> tuple[bool, bool, frozenset[str]]:
        profession, work = ids().profession(name), ids().sector(sector)
        assert profession
        assert work
        who = ids().who(profession, work)
        return "bound" in who, "health" in who, who & {"school", "kindergarten"}

    mine = group(row["profession"], row["sector"])
    equals = [
        (one.id, work.id)
        for one in ids().professions
        for work in ids().sectors
        if group(one.id, work.id) == mine
    ]
    profession, sector = data.draw(st.sampled_from(equals))
    assert duties_of(row) == duties_of({**row, "profession": profession, "sector": sector})


@given(COVERED)
def test_belief_never_takes_a_duty_away_when_it_rises(row: dict[str, str]) -> None:
    rising = [duties_of({**row, "belief": one}) for one in CLOSED["belief"]]
    assume(None not in rising)
    wonder, reason, likely = (one or set() for one in rising)
    assert wonder <= reason <= likely


@given(COVERED)
def test_danger_now_never_takes_a_duty_away(row: dict[str, str]) -> None:
    calm, acute = duties_of({**row, "acute": "n"}), duties_of({**row, "acute": "y"})
    assume(calm is not None and acute is not None)
    assert (calm or set()) <= (acute or set())
    assert "duty_to_help" in (acute or set())


@given(COVERED)
def test_the_duties_are_those_of_the_law(row: dict[str, str]) -> None:
    """The law's own words, written again: straffeloven § 196, barnevernsloven § 13-2, § 31."""
    told = decided(row)
    assume(told is not None)
    assert told
    found = set(told.values["duties"])
    columns = Columns(row, ids())
    # Asked last, as the guides do: whether § 131 is listed is told of no row that hangs on it.
    avert = row["belief"] == "most_likely" and row["can_be_averted"] == "y" and columns.listed
    assert ("duty_to_avert" in found) == avert
    bound = columns.value("bound") == "y"
    assert ("duty_to_report_child" in found) == (columns.child_at_risk and bound)
    if columns.child_at_risk and not bound:
        assert "right_to_report" in told.values["rights"]
    assert ("duty_to_help" in found) == (row["acute"] == "y")
    alert = row["acute"] == "y" and columns.value("health") == "y"
    assert ("duty_to_alert_emergency" in found) == alert


@given(COVERED)
def test_nobody_at_home_is_told_where_somebody_at_home_may_stand_behind(
    row: dict[str, str],
) -> None:
    told = decided(row)
    assume(told is not None)
    assert told
    if row["suspected"] in ("guardian", "partner", "relative", "unknown"):
        assert told.values["tell_guardians"] != ("yes",)


@given(COVERED)
def test_a_guide_decides_every_row_that_it_covers(row: dict[str, str]) -> None:
    """No row falls between a question's answers; what is left is what the row does not tell."""
    reason = ""
    try:
        decide(row, guides(), ids())
    except Inexpressible as error:
        reason = str(error)
    assert "of its answers fit" not in reason
    assert "guides cover it twice" not in reason
    assert "no guide covers" not in reason


def test_a_row_is_made_of_every_column() -> None:
    assert {"case", *ROW} == set(RAW)
