"""A row of the lawyer's table is decided for the one who asks, or told as not expressible."""

import pytest

from tests.guides.cases import answer, duties, guides, ids, row
from tests.guides.voksen import guide, raw
from tryggvei.guides.rules.cases import decide, differences
from tryggvei.guides.rules.columns import Inexpressible


def test_the_duty_to_report_binds_the_bound_and_is_a_right_for_others() -> None:
    home = {"children_in_household": "y"}
    bound = answer(profession="bibliotekar", **home)
    free = answer(profession="frivillig", sector="voluntary", **home)
    assert "duty_to_report_child" in bound.values["duties"]
    assert "duty_to_report_child" not in free.values["duties"]
    assert "right_to_report" in free.values["rights"]
    assert "child_welfare" in free.values["recipients"]


def test_only_health_personnel_have_the_duty_to_alert() -> None:
    assert duties(acute="y") == {"duty_to_help", "duty_to_alert_emergency"}
    assert duties(acute="y", profession="renholder") == {"duty_to_help"}


@pytest.mark.parametrize(
    ("profession", "sector", "section"),
    [
        ("barnehagelærer", "private", "barnehageloven-46"),
        ("lærer", "municipal", "opplaeringslova-24-3"),
        ("helsesykepleier", "municipal", "hpl-33"),
        ("nav-veileder", "municipal", "sosialtjenesteloven-45"),
        ("krisesenteransatt", "municipal", "krisesenterlova-6"),
        ("familieterapeut", "state", "familievernkontorloven-10"),
    ],
)
def test_the_source_is_the_readers_own_parallel_section(
    profession: str, sector: str, section: str
) -> None:
    told = answer(profession=profession, sector=sector, children_in_household="y")
    sources = told.values["sources"]
    parallels = {one.section for one in ids().professions if one.section}
    assert "bvl-13-2" in sources
    assert set(sources) & parallels == {section}


def test_a_private_school_is_not_told_the_section_of_the_public_one() -> None:
    told = answer(profession="lærer", sector="private", children_in_household="y")
    assert "opplaeringslova-24-3" not in told.values["sources"]
    assert "duty_to_report_child" in told.values["duties"]


def test_recipients_are_those_to_tell_in_order_and_not_mere_advice() -> None:
    told = answer(belief="most_likely", children_in_household="y")
    assert told.values["recipients"] == (
        *("child_welfare", "child_welfare_duty"),
        *("emergency_112", "police_02800", "crisis_centre", "tryggest"),
    )
    in_doubt = answer(can_be_averted="n", belief="wonder", offence="unlisted")
    assert in_doubt.values["recipients"] == ("tryggest",)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "not_applicable"),
        ({"children_in_household": "y"}, "never"),
        ({"children_in_household": "y", "can_be_averted": "n"}, "not_before_asked"),
        ({"children_in_household": "unknown"}, "never"),
        ({"capacity": "none"}, "never"),
        ({"capacity": "unknown"}, "never"),
    ],
)
def test_whom_at_home_to_tell(changes: dict[str, str], word: str) -> None:
    assert answer(**changes).values["tell_guardians"] == (word,)


def test_a_row_that_no_guide_covers_is_told_so() -> None:
    with pytest.raises(Inexpressible, match="no guide covers"):
        decide(row(), [], ids())


def test_a_row_that_two_guides_cover_is_told_so() -> None:
    twin = guide({**raw(), "id": "twin"})
    with pytest.raises(Inexpressible, match="twice: twin, voksen"):
        decide(row(), [twin, guide()], ids())


def test_a_row_that_no_answer_or_two_answers_fit_is_told_so() -> None:
    data = raw()
    data["steps"]["wish"]["answers"][1]["when"] = {"consent": ["y"]}
    spoilt = guide(data)
    with pytest.raises(Inexpressible, match="'wish', and of its answers fit: none"):
        decide(row(), [spoilt], ids())
    with pytest.raises(Inexpressible, match="fit: agrees, refuses"):
        decide(row(consent="y"), [spoilt], ids())


def test_differences_are_named_and_sets_have_no_order() -> None:
    told = answer(children_in_household="y", belief="most_likely")
    same = {
        "duties": ("duty_to_report_child", "duty_to_avert"),
        "sources": ("strl-196",),
        "deadline": ("now",),
    }
    assert differences(told, same) == ()
    wrong = {
        "duties": ("duty_to_avert",),
        "recipients": tuple(reversed(told.values["recipients"])),
        "sources": ("strl-288",),
        "deadline": ("same_day",),
        "tell_guardians": ("yes",),
        "rights": (),
    }
    assert {one.column for one in differences(told, wrong)} == set(wrong)


def test_the_guide_that_decides_adults_is_that_for_adults() -> None:
    assert answer().guide == "voksen"
    assert len(guides()) >= 1
