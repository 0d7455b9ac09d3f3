"""What work has asked is written down, and is true only as long as every answer is the same."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.toolbox import clock, ledger
from tryggvei.toolbox.ledger import noted, one_round, still_true, taking_notes, text_of

WORLD: dict[str, str] = {}
ASKED: list[str] = []


@noted
def answer(name: str, copies: int = 1) -> list[str]:
    """Return what the world says of a name, some times over."""
    ASKED.append(name)
    return [WORLD[name]] * copies


@noted
def outer() -> int:
    """Return something that only hangs on how long two answers are."""
    return len(answer("a")[0]) + len(answer("b")[0])


@pytest.fixture(autouse=True)
def _world() -> None:
    WORLD.clear()
    WORLD.update(a="1", b="2")
    ASKED.clear()


def test_only_what_was_asked_matters() -> None:
    with taking_notes() as notes:
        answer("a")
    assert still_true(notes)
    WORLD["b"] = "another"
    assert still_true(notes)
    WORLD["a"] = "another"
    assert not still_true(notes)
    WORLD["a"] = "1"
    assert still_true(notes)


def test_a_question_inside_a_question_matters_through_the_outer_answer_only() -> None:
    with taking_notes() as notes:
        outer()
    assert len(notes) == 1
    WORLD["a"] = "3"
    assert still_true(notes)
    WORLD["a"] = "33"
    assert not still_true(notes)


def test_arguments_may_be_named_or_left_out() -> None:
    with taking_notes() as notes:
        assert answer("a") == answer(name="a") == answer("a", 1) == ["1"]
    assert len(notes) == 1


def test_a_round_asks_once_and_nobody_can_spoil_the_answer() -> None:
    with one_round():
        answer("a").append("spoilt")
        assert answer("a") == ["1"]
        with one_round():
            answer("a")
    assert ASKED == ["a"]
    answer("a")
    assert ASKED == ["a", "a"]


def test_a_question_that_fails_fails_again_and_is_noted() -> None:
    with one_round(), taking_notes() as notes:
        for _ in range(2):
            with pytest.raises(KeyError):
                answer("c")
    assert still_true(notes)
    WORLD["c"] = "now it is there"
    assert not still_true(notes)


def test_what_is_not_known_any_more_is_not_true() -> None:
    assert not still_true({"tryggvei.gone.question []": "0"})


def test_the_time_is_never_the_same_and_the_day_is_for_a_day() -> None:
    with taking_notes() as notes:
        clock.now()
    assert not still_true(notes)
    with clock.standing_at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        with taking_notes() as notes:
            assert clock.today() == date(2026, 11, 24)
        assert still_true(notes)
    with clock.standing_at(datetime(2026, 11, 24, 23, 30, tzinfo=UTC)):  # past midnight in Norway
        assert not still_true(notes)


def test_without_a_round_and_notes_a_question_is_just_asked() -> None:
    answer("a")
    answer("a")
    assert ASKED == ["a", "a"]


class _Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class _Thing:
    name: str
    inner: object = None


_PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.dates())
_VALUES = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.text(), inner), inner.map(lambda one: _Thing("x", one))
    ),
)


@given(_VALUES, _VALUES)
def test_texts_are_equal_exactly_when_values_are(one: object, other: object) -> None:
    assert text_of(one) == text_of(one)
    if text_of(one) == text_of(other):
        assert one == other


def test_values_that_are_drawn_apart_have_texts_apart() -> None:
    apart = ["red", SafeString("red"), _Colour.RED, ["red"], {"red": ""}, b"red", _Thing("red")]
    apart += [1, True, "1", {"a": 1, "b": 2}, {"b": 2, "a": 1}]
    assert len({text_of(value) for value in apart}) == len(apart)
    assert text_of({"b", "a"}) == text_of({"a", "b"})


def test_what_cannot_be_told_apart_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot tell one object"):
        text_of([object()])


def test_two_functions_of_one_name_cannot_take_each_others_place() -> None:
    names = list(ledger._known)
    assert f"{__name__}.answer" in names
    assert f"{__name__}.outer" in names
