"""A question is asked once in a round, and each time outside it; an error is not kept."""

import pytest

from tryggvei.toolbox.once import once, one_round

asked: list[str] = []


@once
def length(word: str, more: int = 0) -> int:
    """Return a length, and note that somebody asked."""
    asked.append(word)
    if word == "feil":
        raise ValueError(word)
    return len(word) + more


@pytest.fixture(autouse=True)
def _nobody_has_asked() -> None:
    asked.clear()


def test_outside_a_round_everybody_is_answered_anew() -> None:
    assert (length("to"), length("to")) == (2, 2)
    assert asked == ["to", "to"]


def test_in_a_round_the_first_answer_stands_for_the_same_question() -> None:
    with one_round():
        assert [length("to"), length("to"), length("to", 1), length("to", more=1)] == [2, 2, 3, 3]
        with one_round():
            assert length("to") == 2
        assert asked == ["to", "to", "to"]  # told by place and by name is not the same question
    assert length("to") == 2
    assert len(asked) == 4


def test_an_error_is_raised_each_time() -> None:
    with one_round():
        for _again in range(2):
            with pytest.raises(ValueError, match="feil"):
                length("feil")
    assert asked == ["feil", "feil"]
