"""A mark says who looked, and until when it counts; without one nothing is published."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.contentpack.conftest import MARK, Advice, Write
from tryggvei.contentpack.api import ReviewState, waiting_items

REVIEWED = {
    "key": "a",
    "text": "en",
    "reviewed": {"date": "2026-04-13", "by": "jurist"},
    "review_by": "2026-10-13",
    "sources": ["kilde"],
}
UNREVIEWED = {**REVIEWED, "reviewed": None, "unreviewed": "ingen jurist har sett på den"}


@pytest.mark.parametrize(
    ("values", "today", "state"),
    [
        (REVIEWED, date(2026, 10, 13), ReviewState.REVIEWED),
        (REVIEWED, date(2026, 10, 14), ReviewState.DUE),
        (UNREVIEWED, date(2026, 10, 13), ReviewState.UNREVIEWED),
        (UNREVIEWED, date(2026, 10, 14), ReviewState.DUE),
    ],
)
def test_the_state_follows_mark_and_date(
    values: dict[str, object], today: date, state: ReviewState
) -> None:
    assert Advice.model_validate(values).state(today) is state


@pytest.mark.parametrize(
    "change",
    [
        {"reviewed": None},
        {"unreviewed": "også"},
        {"sources": []},
        {"sources": ["  "]},
        {"review_by": None},
        {"review_by": "2026-01-01"},
        {"extra": 1},
    ],
)
def test_a_mark_must_be_whole(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Advice.model_validate({**REVIEWED, **change})


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "count"), [("demo", 0), ("production", 1), ("test", 1)])
def test_only_the_demo_publishes_what_nobody_has_reviewed(
    write: Write, mode: str, count: int
) -> None:
    write("felles/advice/a.yaml", "key: a\ntext: en\n" + MARK)
    write(
        "felles/advice/b.yaml",
        "key: b\ntext: to\nunreviewed: ikke lest\nreview_by: 2099-01-01\nsources: [x]\n",
    )
    findings = waiting_items(mode)
    assert len(findings) == count
    assert set(findings) <= {("advice", "b")}
    assert all("b is not reviewed: ikke lest" in str(one) for one in findings.values())
