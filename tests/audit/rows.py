"""For every room's tests: what a step left in the log. Promise 27 asks for exactly one row."""

from collections.abc import Iterator
from contextlib import contextmanager

from tryggvei.audit.models import AuditEntry


@contextmanager
def exactly_one_row(verb: str, *, actor_id: int | None) -> Iterator[None]:
    """Assert that what happens inside leaves one row: this verb, by this person, and no other."""
    with exactly_these_rows(verb, actor_id=actor_id):
        yield


@contextmanager
def exactly_these_rows(*verbs: str, actor_id: int | None) -> Iterator[None]:
    """Assert that what happens inside leaves these rows, in this order, and no other."""
    before = AuditEntry.objects.count()
    yield
    rows = AuditEntry.objects.filter(seq__gt=before).order_by("seq")
    assert [(row.verb, row.actor_id) for row in rows] == [(verb, actor_id) for verb in verbs]


@contextmanager
def no_row() -> Iterator[None]:
    """Assert that what happens inside leaves nothing in the log."""
    before = AuditEntry.objects.count()
    yield
    assert AuditEntry.objects.count() == before
