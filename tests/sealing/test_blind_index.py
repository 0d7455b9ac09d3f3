"""Equal values are found whichever way they are written; nothing else is equal."""

from itertools import pairwise

import pytest

from tryggvei.sealing import api
from tryggvei.sealing.blind_index import blind_index
from tryggvei.sealing.epochs import KeyFolder

KEY = bytes(range(32))
SAME: dict[str, list[tuple[str, ...]]] = {
    "name": [
        ("Kari Nordmann", "kari  NORDMANN ", "Kari\u00a0Nordmann", "KARI\tnordmann"),
        ("Anne-Marie", "anne marie", "Anne\u2010Marie"),
        ("Åse", "A\u030ase", "ÅSE", "\u200bÅse"),
        ("Strauß", "STRAUSS"),
    ],
    "phone": [
        ("99 00 00 01", "+4799000001", "0047 99000001", "99000001", "(+47) 990 00 001"),
        ("4799000001", "99000001", "٩٩٠٠٠٠٠١"),
        ("+46 70 000 00 01", "0046700000001"),
    ],
    "national_id": [("010190 00000", "01019000000", "01.01.90-00000")],
}


@pytest.mark.parametrize(("kind", "ways"), [(k, w) for k, groups in SAME.items() for w in groups])
def test_ways_of_writing_one_value_are_equal(kind: str, ways: tuple[str, ...]) -> None:
    for one, other in pairwise(ways):
        assert blind_index(KEY, kind, one) == blind_index(KEY, kind, other), (one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "Kari Nordmann", "Kari Nordman"),
        ("name", "Åse", "Ase"),
        ("phone", "99000001", "99000002"),
        ("phone", "99000001", "+46 99000001"),
        ("phone", "47900001", "+47 900001"),
        ("national_id", "01019000000", "1019000000"),
    ],
)
def test_different_values_are_different(kind: str, one: str, other: str) -> None:
    assert blind_index(KEY, kind, one) != blind_index(KEY, kind, other)


def test_eight_digits_are_a_whole_norwegian_number_even_if_they_begin_with_47() -> None:
    assert blind_index(KEY, "phone", "47900001") == blind_index(KEY, "phone", "+47 47900001")


def test_the_same_digits_as_phone_and_as_national_id_are_not_equal() -> None:
    assert blind_index(KEY, "national_id", "01019000000") != blind_index(KEY, "name", "01019000000")


def test_another_key_gives_another_index() -> None:
    assert blind_index(KEY, "name", "Kari") != blind_index(KEY[::-1], "name", "Kari")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("name", ""), ("name", " \n"), ("phone", "ukjent"), ("national_id", "-"), ("name", "-")],
)
def test_an_empty_value_is_never_indexed(kind: str, value: str) -> None:
    with pytest.raises(api.NothingToIndexError):
        blind_index(KEY, kind, value)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        blind_index(KEY, "address", "x")


def test_a_broken_character_does_not_stop_a_registration() -> None:
    assert len(blind_index(KEY, "name", "Kari \ud800")) == 32


def test_the_keeper_uses_its_own_key_for_it(folder: KeyFolder) -> None:
    made = api.keeper().blind_index("name", "Kari")
    assert made == blind_index(folder.read().index, "name", "Kari")
    assert len(made) == 32
