"""Promises of the log that a small fault could break unnoticed (see tests/planted)."""

from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.db.transaction import TransactionManagementError

from tryggvei.audit.api import Thing, record
from tryggvei.audit.chain import Link, link_hash
from tryggvei.audit.models import AuditEntry

WHOLE = Link(
    seq=7,
    at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC),
    actor_id=3,
    verb="casework:case:read",
    thing_kind="case",
    thing_id="x",
    unit_id=5,
    ground="substitute",
    case_id=UUID(int=9),
    prev_hash="0" * 64,
)
OTHER = {
    "seq": 8,
    "at": datetime(2026, 11, 24, 12, 0, 0, 1, tzinfo=UTC),
    "actor_id": 4,
    "verb": "casework:case:note",
    "thing_kind": "caze",
    "thing_id": "y",
    "unit_id": 6,
    "ground": "assigned",
    "case_id": UUID(int=10),
    "prev_hash": "1" * 64,
}


def test_the_hash_covers_every_field_of_a_row() -> None:
    assert OTHER.keys() == {field.name for field in fields(Link)} - {"hash"}
    for name, value in OTHER.items():
        assert link_hash(replace(WHOLE, **{name: value})) != link_hash(WHOLE), name  # type: ignore[arg-type]
    for name in ("actor_id", "unit_id", "case_id"):
        assert link_hash(replace(WHOLE, **{name: None})) != link_hash(WHOLE), name  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.promise(22, "a caller that catches the log's fault cannot go on without its row")
def test_a_caller_that_catches_the_logs_fault_cannot_go_on_without_its_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("tryggvei.audit.recording._append_here", fail)
    monkeypatch.setattr("tryggvei.audit.recording._append_in_server", fail)

    def careless() -> None:
        with transaction.atomic():
            with suppress(DatabaseError):
                record(actor_id=1, verb="test:case:read", thing=Thing("case", "x"))
            AuditEntry.objects.exists()

    with pytest.raises(TransactionManagementError):
        careless()
