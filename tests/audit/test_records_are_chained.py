"""Each record is one row, tied to the one before, in the transaction of what it tells of."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tryggvei.audit.api import Thing, record
from tryggvei.audit.chain import GENESIS
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.audit.verifying import verify
from tryggvei.jobs.models import JobRun
from tryggvei.toolbox.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
CASE = Thing("case", "c-1", unit_id=3)


def write(rows: int = 1) -> None:
    for number in range(rows):
        record(actor_id=number, verb="casework:case:read", thing=CASE, ground="desk")


def test_a_record_says_who_did_what_to_what_and_why() -> None:
    case_id = uuid4()
    record(
        actor_id=7, verb="casework:case:read", thing=CASE, ground="æøå – 'quoted'", case_id=case_id
    )
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.verb, entry.thing_kind, entry.thing_id, entry.unit_id) == (
        7,
        "casework:case:read",
        "case",
        "c-1",
        3,
    )
    assert (entry.ground, entry.case_id) == ("æøå – 'quoted'", case_id)
    assert abs(entry.at - now()) < timedelta(minutes=1)
    assert verify()[1] == []


def test_rows_are_numbered_without_gaps_and_tied_together() -> None:
    write(5)
    rows = list(AuditEntry.objects.all())
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5]
    assert [row.prev_hash for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
    head = AuditHead.objects.get()
    assert (head.seq, head.hash) == (5, rows[-1].hash)


def test_what_was_rolled_back_was_never_logged_and_leaves_no_gap() -> None:
    write()
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    write()
    assert [row.seq for row in AuditEntry.objects.all()] == [1, 2]
    assert verify() == (2, [])


@pytest.mark.promise(22, "when the log cannot be written the action fails with it")
def test_a_log_that_cannot_be_written_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("tryggvei.audit.recording._append_here", fail)
    monkeypatch.setattr("tryggvei.audit.recording._append_in_server", fail)
    with pytest.raises(DatabaseError):
        write()


@pytest.mark.parametrize(
    ("verb", "thing"),
    [
        ("åpnet saken til Kari", CASE),
        ("read", CASE),
        ("casework:case:read", Thing("case", "Kari Nordmann")),
        ("casework:case:read", Thing("case", "kari@example.org")),
        ("casework:case:read", Thing("case", "")),
        ("casework:case:read", Thing("Case file", "1")),
        ("casework:case:read\n", CASE),
    ],
)
def test_text_about_people_is_refused(verb: str, thing: Thing) -> None:
    with pytest.raises(ValueError, match="names and ids only"):
        record(actor_id=1, verb=verb, thing=thing)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("ground", ["x" * 201, "two\nlines"])
def test_the_ground_is_one_short_line(ground: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        record(actor_id=1, verb="casework:case:read", thing=CASE, ground=ground)


def test_the_encoding_tells_neighbouring_fields_apart() -> None:
    record(actor_id=1, verb="a:b", thing=Thing("cc", "d"), ground="")
    record(actor_id=None, verb="a:b", thing=Thing("c", "cd"), ground="~")
    record(actor_id=11, verb="a:b", thing=Thing("c", "c"), ground="d")
    assert verify() == (3, [])


@pytest.mark.promise(22, "whoever catches the fault of the log loses her own work all the same")
def test_work_that_swallows_a_failed_row_does_not_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    from tryggvei.audit import recording

    def fails(*_args: object) -> None:
        raise LookupError("the log is down")

    monkeypatch.setattr(recording, "_append_here", fails)
    monkeypatch.setattr(recording, "_append_in_server", fails)
    with transaction.atomic():
        JobRun.objects.create(name="work")
        with suppress(LookupError):
            record(actor_id=1, verb="a:b", thing=CASE)
    assert not JobRun.objects.filter(name="work").exists()
