"""What the person said about her safety stands on the desk's screens, dangers marked."""

from tryggvei.casework.staff.presenting import Line, contact_lines
from tryggvei.intake.api import Answer, SafeContact


def _lines(contact: SafeContact) -> dict[str, Line]:
    return {line.label: line for line in contact_lines(contact)}


def test_somebody_who_says_she_is_not_safe_is_marked() -> None:
    line = _lines(SafeContact(safe_now=Answer.NO))["Trygg da meldingen ble skrevet"]
    assert str(line.value) == "Nei"
    assert line.unsafe


def test_safety_that_was_not_told_is_never_shown_as_safe() -> None:
    line = _lines(SafeContact())["Trygg da meldingen ble skrevet"]
    assert "utrygt" in str(line.value)


def test_the_caller_knows_whom_to_ask_for() -> None:
    assert _lines(SafeContact(name="Gro"))["Hva vi kan kalle personen"].value == "Gro"
