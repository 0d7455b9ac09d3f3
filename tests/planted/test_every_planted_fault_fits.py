"""The list of planted faults belongs to the house as it is; planting them is `python -m
tests.planted` (make deep)."""

from pathlib import Path

import pytest

from tests.planted.__main__ import planted
from tests.planted.faults import PlantedFault, every_fault, misfits
from tests.planted.outcomes import NOTICED, UNNOTICED, Outcome, page

FEWEST = 90


def fault(**other: object) -> PlantedFault:
    whole = {
        "id": "a-small-fault",
        "file": "room.py",
        "before": "may = False",
        "after": "may = True",
        "promise": "fresh",
        "tests": ["tests/room/test_it.py"],
        "why": "Somebody gets in.",
    }
    return PlantedFault.model_validate({**whole, **other})


def test_every_fault_fits_its_file_once_and_names_its_tests_and_promise() -> None:
    assert [f"{one.id}: {one.reason}" for one in misfits(every_fault())] == []


def test_there_are_many_and_each_has_its_own_id() -> None:
    ids = [one.id for one in every_fault()]
    assert len(ids) >= FEWEST
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "other", "reason"),
    [
        ("may = True\n", {}, "stands 0 times"),
        ("may = False\nmay = False\n", {}, "stands 2 times"),
        ("may = False\n", {"after": "may = False"}, "changes nothing"),
        ("may = False\n", {"after": "may = ("}, "never closed"),
    ],
)
def test_a_fault_that_does_not_fit_is_an_error(
    text: str, other: dict[str, str], reason: str
) -> None:
    with pytest.raises((ValueError, SyntaxError), match=reason):
        fault(**other).planted_in(text)


def test_what_a_fault_is_about_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "room.py").write_text("may = False\n")
    found = [one.reason for one in misfits([fault(promise=99)], tmp_path)]
    assert found == ["no promise 99", "no test tests/room/test_it.py"]
    (tmp_path / "tests" / "room").mkdir()
    (tmp_path / "tests" / "room" / "test_it.py").write_text("def test_that() -> None: ...\n")
    named = "tests/room/test_it.py::test_this"
    assert [one.reason for one in misfits([fault()], tmp_path)] == []
    assert [one.reason for one in misfits([fault(tests=[named])], tmp_path)] == [f"no test {named}"]


def test_a_fault_is_taken_out_again_whatever_happens(tmp_path: Path) -> None:
    room = tmp_path / "room.py"
    room.write_text("may = False\n")

    def something_fails() -> None:
        with planted(tmp_path, fault()):
            assert room.read_text() == "may = True\n"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        something_fails()
    assert room.read_text() == "may = False\n"


def test_the_page_counts_what_was_noticed_for_each_promise() -> None:
    told = page(
        [Outcome("one", 2, NOTICED), Outcome("two", 2, UNNOTICED), Outcome("x", "fresh", NOTICED)],
        "2026-11-30",
    )
    assert "2 of 3 noticed" in told
    assert "| 2 | 2 | 1 | two (unnoticed) |" in told
    assert "| fresh | 1 | 1 | – |" in told
