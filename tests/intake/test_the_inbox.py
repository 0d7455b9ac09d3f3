"""The desk's list: oldest first, page by page, each lane by itself, nothing of the content."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tryggvei.access.api import Viewer
from tryggvei.intake.api import inbox_seen_by, row_seen_by, waiting_count
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.queries.inbox import COUNTED_AT_MOST, Place

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
DAY = date(2026, 11, 2)


def _messages(number: int, lane: str = "inbox", waiting: bool = True) -> list[UUID]:
    made = SealedMessage.objects.bulk_create(
        SealedMessage(
            id=uuid4(),
            box="tryggest",
            kind="enquiry",
            received_on=DAY + timedelta(days=i % 7),
            lane=lane,
            key_id="00000000",
            blob=b"x",
            waiting=waiting,
        )
        for i in range(number)
    )
    return [message.id for message in made]


def test_every_waiting_message_is_on_exactly_one_page(aud: Viewer) -> None:
    wanted = set(_messages(123))
    _messages(5, waiting=False)
    seen: list[UUID] = []
    days: list[date] = []
    place: Place | None = None
    while True:
        page = inbox_seen_by(aud, after=place, size=10)
        seen += [row.id for row in page.rows]
        days += [row.received_on for row in page.rows]
        place = page.next_place
        if place is None:
            break
    assert len(seen) == 123
    assert set(seen) == wanted
    assert days == sorted(days)


def test_the_quarantine_is_a_lane_of_its_own(aud: Viewer) -> None:
    _messages(2)
    apart = set(_messages(3, lane="quarantine"))
    assert {row.id for row in inbox_seen_by(aud, "quarantine").rows} == apart
    assert (waiting_count(aud), waiting_count(aud, "quarantine")) == (2, 3)


def test_a_page_is_one_query_and_reads_no_blob(aud: Viewer) -> None:
    _messages(60)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        inbox_seen_by(aud)
    assert len(queries) == 1
    assert '"blob"' not in queries.captured_queries[0]["sql"]


def test_the_count_stops_where_it_no_longer_says_anything(aud: Viewer) -> None:
    _messages(COUNTED_AT_MOST + 5)
    assert waiting_count(aud) == COUNTED_AT_MOST


def test_an_empty_inbox_has_no_next_page(aud: Viewer) -> None:
    page = inbox_seen_by(aud)
    assert (page.rows, page.next_place) == ((), None)


def test_one_message_can_be_looked_at_from_outside(aud: Viewer) -> None:
    (message_id,) = _messages(1)
    row = row_seen_by(aud, message_id)
    assert row is not None
    assert (row.state, row.opened_by_id, row.case_id) == ("", None, None)
    assert row_seen_by(aud, uuid4()) is None
