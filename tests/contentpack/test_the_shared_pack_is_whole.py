"""The pack that ships: whole, and honest about what nobody has approved."""

from datetime import date

import pytest

from tryggvei.contentpack.api import Law, ReviewState, Threshold, check_pack, pack_items


def laws() -> dict[str, Law]:
    return {key: law for key, law in pack_items("laws").items() if isinstance(law, Law)}


def test_every_file_of_the_pack_is_without_fault() -> None:
    counts, findings = check_pack()
    assert [str(finding) for finding in findings] == []
    assert counts["laws"] > 100
    assert counts["help"] > 40
    assert counts["municipality"] == counts["plan"] == 1


def test_the_two_thresholds_are_never_merged() -> None:
    found = laws()
    assert found["strl-196"].threshold is Threshold.CERTAIN_OR_MOST_LIKELY
    reporting = {key for key, law in found.items() if law.threshold is Threshold.REASON_TO_BELIEVE}
    assert reporting == {
        "bvl-13-2",
        "hpl-33",
        "opplaeringslova-24-3",
        "barnehageloven-46",
        "sosialtjenesteloven-45",
        "krisesenterlova-6",
        "familievernkontorloven-10",
    }


def test_the_duty_to_avert_lists_only_what_the_act_lists() -> None:
    listed = " ".join(laws()["strl-196"].covers)
    for section in ("253", "274", "282", "284", "291", "299"):
        assert section in listed
    for section in ("271", "272", "273", "263", "266", "302", "304"):
        assert section not in listed


def test_the_exception_of_parents_stands_in_the_duty_to_avert() -> None:
    assert "foreldre" in laws()["strl-196"].summary


def test_confidentiality_of_health_personnel_is_due_since_the_change_of_july_2026() -> None:
    for key, law in laws().items():
        number = law.section.removeprefix("§ ").split()[0]
        if law.act == "hpl" and 21 <= int(number) <= 45:
            assert law.state(date(2026, 7, 2)) is ReviewState.DUE, key


@pytest.mark.parametrize(
    ("key", "old"), [("opplaeringslova-24-3", "15-3"), ("barnehageloven-46", "22")]
)
def test_old_numbers_are_kept_as_replaced_only(key: str, old: str) -> None:
    law = laws()[key]
    assert old in (law.replaces or "")
    assert old not in law.section


def test_the_consent_rule_is_in_force_from_july_2025() -> None:
    law = laws()["strl-291"]
    assert not law.in_force(date(2025, 6, 30))
    assert law.in_force(date(2025, 7, 1))
    assert "strl-292" not in laws()


def test_no_retold_law_claims_a_lawyers_approval() -> None:
    assert all(law.unreviewed for law in laws().values())
