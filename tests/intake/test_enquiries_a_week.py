"""The figure for the plan: enquiries a week, zeros told, a flood not counted."""

from datetime import date
from uuid import uuid4

import pytest

from tests.weeks import counts, weeks_from
from tryggvei.disclosure.api import WHOLE, Period, State
from tryggvei.intake.api import enquiries
from tryggvei.intake.models import InboxEntry, SealedMessage
from tryggvei.toolbox.clock import now

pytestmark = pytest.mark.django_db


def _one(day: date, lane: str = "inbox", kind: str = "enquiry", state: str = "") -> None:
    message = SealedMessage.objects.create(
        id=uuid4(), box="tryggest", kind=kind, received_on=day, lane=lane, key_id="0", blob=b"x"
    )
    if state:
        InboxEntry.objects.create(
            message=message, state=state, opened_at=now(), opened_by_id=1, case_id=uuid4()
        )


def test_weeks_begin_on_monday_and_a_week_without_enquiries_is_a_zero() -> None:
    _one(date(2026, 11, 2))  # Monday
    _one(date(2026, 11, 8))  # Sunday of the same week
    _one(date(2026, 11, 16))
    assert counts(enquiries(weeks_from(date(2026, 11, 2), 3), WHOLE)) == {
        date(2026, 11, 2): 2,
        date(2026, 11, 9): 0,
        date(2026, 11, 16): 1,
    }


def test_nobody_counts_enquiries_for_a_unit_and_that_is_not_zero() -> None:
    _one(date(2026, 11, 2))
    answers = enquiries(weeks_from(date(2026, 11, 2), 1), "7")
    assert [(one.state, one.numerator) for one in answers] == [(State.NOT_COLLECTED, None)]


def test_what_lies_outside_the_days_does_not_count() -> None:
    _one(date(2026, 11, 2))
    _one(date(2026, 11, 5))
    days = Period(date(2026, 11, 3), date(2026, 11, 4))
    assert counts(enquiries([days], WHOLE)) == {date(2026, 11, 3): 0}


def test_answers_in_a_dialogue_are_not_new_enquiries() -> None:
    _one(date(2026, 11, 3), kind="dialogue")
    assert counts(enquiries(weeks_from(date(2026, 11, 2), 1), WHOLE)) == {date(2026, 11, 2): 0}


def test_of_the_quarantine_only_what_the_desk_has_taken_up_counts() -> None:
    for state in ("", "opened", "no_action", "registered", "guidance_given"):
        _one(date(2026, 11, 3), lane="quarantine", state=state)
    assert counts(enquiries(weeks_from(date(2026, 11, 2), 1), WHOLE)) == {date(2026, 11, 2): 2}
