"""Many who append at the same moment make one unbroken chain, and lose nothing."""

import threading

import pytest
from django.db import connections

from tryggvei.audit.api import Thing, record
from tryggvei.audit.models import AuditEntry
from tryggvei.audit.verifying import verify

pytestmark = pytest.mark.sqlite

THREADS, EACH = 6, 20


@pytest.mark.django_db(transaction=True)
def test_many_who_append_at_once_make_one_chain() -> None:
    start = threading.Barrier(THREADS)
    failures: list[Exception] = []

    def write(actor: int) -> None:
        try:
            start.wait()
            for number in range(EACH):
                record(actor_id=actor, verb="test:row:write", thing=Thing("row", f"{number}"))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(actor,)) for actor in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert AuditEntry.objects.count() == THREADS * EACH
    assert verify() == (THREADS * EACH, [])
