"""Promises of the help directory that a small fault could break unnoticed (see tests/planted)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from pydantic import ValidationError

from tests.help_directory.services import service_with
from tests.people import StandingPeople
from tryggvei.access.api import viewer_for
from tryggvei.contentpack.api import ReviewState, state_of
from tryggvei.help_directory import queries
from tryggvei.help_directory.actions import confirm_fact, propose_service
from tryggvei.help_directory.queries import facts
from tryggvei.help_directory.rules import Number, parse_number


@pytest.mark.parametrize(
    ("display", "dial"),
    [("900 11 66", "+479001166"), ("66 93 23", "+47669323"), ("66 93 23 100", "+47669323100")],
)
def test_a_norwegian_number_that_lost_or_got_a_digit_is_refused(display: str, dial: str) -> None:
    with pytest.raises(ValidationError, match="eight digits"):
        Number(display=display, dial=dial)


@pytest.mark.django_db
def test_a_fact_whose_check_is_too_old_stands_among_what_must_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = service_with(
        unreviewed=None, reviewed={"date": "2026-04-13", "by": "fagansvarlig"}, mark="V"
    )
    monkeypatch.setattr(queries, "items", lambda _kind: {"prove": checked})
    last_day = checked.review_by
    assert facts(last_day, kind="help", only_due=True) == []
    (due,) = facts(last_day + timedelta(days=1), kind="help", only_due=True)
    assert due.state is ReviewState.DUE
    assert due.needs_a_look


@pytest.mark.django_db
def test_an_edit_that_the_pack_has_overtaken_stands_among_what_must_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = service_with(
        unreviewed=None, reviewed={"date": "2026-04-13", "by": "fagansvarlig"}, mark="V"
    )
    monkeypatch.setattr(queries, "items", lambda _kind: {"prove": checked})
    monkeypatch.setattr(queries, "overtaken_edits", lambda: {("help", "prove")})
    (told,) = facts(date(2026, 5, 1), kind="help", only_due=True)
    assert told.is_overtaken
    assert told.needs_a_look


@pytest.mark.promise(18, "a fact is confirmed or changed by those who may, whatever screen asks")
def test_a_fact_is_confirmed_or_changed_by_those_who_may_whatever_screen_asks(
    people: StandingPeople,
) -> None:
    viewer, key = viewer_for(people.bjorn.id), "krisesenter_romerike"
    seen = state_of("help", key).digest
    with pytest.raises(PermissionDenied):
        confirm_fact(viewer, "help", key, seen)
    with pytest.raises(PermissionDenied):
        propose_service(viewer, key, parse_number("900 11 666"), None, seen)
    assert state_of("help", key).digest == seen
