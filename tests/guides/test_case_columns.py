"""What the engine derives from a row, and what it will not guess."""

import pytest

from tests.guides.cases import ids, row
from tryggvei.guides.rules.columns import Columns, Inexpressible


def value(column: str, **changes: str) -> str:
    return Columns(row(**changes), ids()).value(column)


@pytest.mark.parametrize(
    ("exposed", "age", "expected"),
    [
        ("child", "", "y"),
        ("child", "5", "y"),
        ("youth", "17", "y"),
        ("youth", "18", "n"),
        ("adult", "", "n"),
        ("elder", "", "n"),
        ("child", "18", "n"),
    ],
)
def test_minor_goes_by_the_age_then_by_the_word(exposed: str, age: str, expected: str) -> None:
    assert value("minor", exposed=exposed, age=age) == expected


def test_a_youth_without_an_age_is_not_guessed() -> None:
    with pytest.raises(Inexpressible, match="give the age"):
        value("minor", exposed="youth", age="")


@pytest.mark.parametrize("offence", ["253", "274", "275", "282", "283", "288", "291", "293", "303"])
def test_what_stands_on_the_list(offence: str) -> None:
    assert value("listed", offence=offence) == "y"


@pytest.mark.parametrize("offence", ["254", "263", "264", "266-a", "271", "273", "302", "unlisted"])
def test_what_does_not_stand_on_the_list(offence: str) -> None:
    assert value("listed", offence=offence) == "n"


@pytest.mark.parametrize(("age", "expected"), [("15", "y"), ("16", "n"), ("40", "n")])
@pytest.mark.parametrize("offence", ["312", "314"])
def test_incest_is_listed_only_under_sixteen(offence: str, age: str, expected: str) -> None:
    assert value("listed", offence=offence, exposed="youth", age=age) == expected


def test_incest_against_a_child_of_unknown_age_is_not_guessed() -> None:
    with pytest.raises(Inexpressible, match="§ 312"):
        value("listed", offence="312", exposed="child", age="")


def test_a_section_that_nobody_has_looked_up_is_not_guessed() -> None:
    with pytest.raises(Inexpressible, match="§ 131"):
        value("listed", offence="131")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"belief": "most_likely"}, "y"),
        ({"belief": "reason_to_believe"}, "n"),
        ({"belief": "most_likely", "can_be_averted": "n"}, "n"),
        ({"belief": "most_likely", "offence": "271"}, "n"),
    ],
)
def test_the_duty_to_avert_needs_all_three(changes: dict[str, str], expected: str) -> None:
    assert value("avert", **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"exposed": "child", "age": "4", "suspected": "other"}, "y"),
        ({"exposed": "child", "age": "4", "belief": "wonder"}, "n"),
        ({"children_in_household": "y"}, "y"),
        ({"children_in_household": "y", "suspected": "unknown"}, "y"),
        ({"children_in_household": "y", "suspected": "staff"}, "n"),
        ({"children_in_household": "unknown"}, "n"),
        ({"children_in_household": "y", "belief": "wonder"}, "n"),
    ],
)
def test_a_child_at_risk(changes: dict[str, str], expected: str) -> None:
    assert value("child_at_risk", **changes) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "y"),
        ({"belief": "wonder"}, "n"),
        ({"belief": "wonder", "acute": "y"}, "y"),
        ({"can_be_averted": "n"}, "n"),
        ({"offence": "273"}, "y"),
        ({"offence": "unlisted"}, "n"),
    ],
)
def test_danger_to_life_or_health(changes: dict[str, str], expected: str) -> None:
    assert value("danger_to_health", **changes) == expected


@pytest.mark.parametrize(
    ("profession", "sector", "bound", "health"),
    [
        ("barnehagelærer", "municipal", "y", "n"),
        ("barnehagelærer", "private", "y", "n"),  # barnehageloven holds for all kindergartens
        ("lærer", "private", "y", "n"),  # privatskolelova
        ("fastlege", "private", "y", "y"),
        ("tannlege", "private", "y", "y"),
        ("bibliotekar", "municipal", "y", "n"),
        ("renholder", "municipal", "y", "n"),
        ("renholder", "private", "n", "n"),
        ("tolk", "private_public_task", "y", "n"),
        ("politi", "state", "y", "n"),
        ("frivillig", "voluntary", "n", "n"),
        ("privatperson", "none", "n", "n"),
        ("krisesenteransatt", "voluntary", "y", "n"),
    ],
)
def test_who_is_bound_and_who_is_health_personnel(
    profession: str, sector: str, bound: str, health: str
) -> None:
    assert value("bound", profession=profession, sector=sector) == bound
    assert value("health", profession=profession, sector=sector) == health


@pytest.mark.parametrize("column", ["profession", "sector"])
def test_a_profession_or_sector_that_the_data_lack_is_not_guessed(column: str) -> None:
    with pytest.raises(Inexpressible, match="case-ids"):
        value("bound", **{column: "astronaut"})


def test_another_word_for_a_profession_is_the_same_profession() -> None:
    assert value("profession", profession="kindergarten_teacher") == "barnehagelærer"
    assert value("sector", sector="kommune") == "municipal"


def test_a_column_that_surely_does_not_fit_decides_before_one_that_is_not_told() -> None:
    columns = Columns(row(exposed="youth", age="", suspected="staff"), ids())
    assert not columns.fit({"minor": ["y"], "staff": ["n"]})
    assert columns.fit({"staff": ["y"]})
    with pytest.raises(Inexpressible):
        columns.fit({"minor": ["y"], "staff": ["y"]})


def test_the_list_of_the_data_is_the_list_of_the_law_as_the_pack_retells_it() -> None:
    """laws.yaml retells § 196 in words; each section there is on the list here."""
    from tests.guides.cases import FOLDER
    from tryggvei.contentpack.reading import read_document

    laws = read_document(FOLDER.parent / "laws.yaml").data["items"]
    covers = next(one["covers"] for one in laws if one["id"] == "strl-196")
    words = ids()
    named = {
        *("253", "255", "256", "258", "259", "262", "274", "275", "279", "282", "283"),
        *("284", "288", "291", "295", "299", "303"),
    }
    assert all(any(section in line for line in covers) for section in named)
    assert named <= set(words.on_the_list)
    assert words.on_the_list_under_16 == ["312", "314"]
    assert set(words.on_the_list) - named == {"223", "285", "293", "301", "327"}


def test_nothing_stands_twice_in_the_word_list() -> None:
    assert ids().doubles() == []
