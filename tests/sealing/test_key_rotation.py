"""Keys change by the month: nothing fails meanwhile, and a retired key opens nothing any more."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from time import monotonic
from uuid import uuid4

import pytest

from tests.sealing.conftest import KeyUser
from tests.sealing.stand_ins import CONTEXT
from tests.tiers import DEEP
from tryggvei.sealing import api, epochs
from tryggvei.sealing.epochs import RETIRE_GRACE, KeyFolder
from tryggvei.sealing.suites import SuiteName

NEXT_MONTH = date(2026, 4, 1)
LATER = NEXT_MONTH + RETIRE_GRACE


def sealed_now(text: bytes = b"text") -> api.SealedBlob:
    """Seal as the public face does."""
    return api.seal(text, CONTEXT, api.public_keyset())


def test_rotation_happens_once_a_month(folder: KeyFolder) -> None:
    first = api.public_keyset().primary
    assert "Nothing to do" in epochs.rotate(folder, date(2026, 3, 31))
    assert "New messages use key" in epochs.rotate(folder, NEXT_MONTH)
    second = api.public_keyset().primary
    assert "Nothing to do" in epochs.rotate(folder, NEXT_MONTH)
    assert first != second == api.public_keyset().primary
    assert [key.valid_to for key in api.public_keyset().keys] == [NEXT_MONTH, date(2026, 5, 1)]


@pytest.mark.promise(14, "old messages open until their key is retired, never after")
def test_old_messages_open_until_their_key_is_retired(folder: KeyFolder, key_user: KeyUser) -> None:
    old = sealed_now(b"old")
    epochs.rotate(folder, NEXT_MONTH)
    new = sealed_now(b"new")
    assert new.key_id != old.key_id
    assert api.keeper().open_sealed(old.blob, CONTEXT) == b"old"
    key_user(lambda _key_id: 0)
    epochs.retire(folder, old.key_id, LATER)
    with pytest.raises(api.SealError):
        api.keeper().open_sealed(old.blob, CONTEXT)
    assert api.keeper().open_sealed(new.blob, CONTEXT) == b"new"


@pytest.mark.promise(14, "no failure while keys rotate and messages arrive")
def test_messages_arrive_while_keys_rotate(
    folder: KeyFolder, figure: Callable[[str], None]
) -> None:
    sealed: list[api.SealedBlob] = []
    failures: list[Exception] = []
    stop = threading.Event()

    def keep_sealing() -> None:
        while not stop.is_set():
            try:
                sealed.append(sealed_now())
            except Exception as error:  # noqa: BLE001 - any failure at all is what we count
                failures.append(error)

    threads = [threading.Thread(target=keep_sealing) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(12):
        epochs.rotate(folder, NEXT_MONTH, now=True)
        count = len(sealed)
        wait_until(lambda count=count: len(sealed) > count + 5)  # type: ignore[misc]
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert len({blob.key_id for blob in sealed}) >= 12
    for blob in sealed[:: max(1, len(sealed) // 200)]:
        assert api.keeper().open_sealed(blob.blob, CONTEXT) == b"text"
    figure(f"{len(sealed)} messages sealed during 12 rotations, 0 failures")


def wait_until(done: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for a condition, or fail."""
    end = monotonic() + seconds
    while not done():
        assert monotonic() < end, "nothing arrives any more"


@pytest.mark.promise(14, "re-sealing moves messages to the new key, and may be repeated")
def test_resealed_messages_survive_the_old_key(
    folder: KeyFolder, figure: Callable[[str], None]
) -> None:
    rows = {uuid4(): b"" for _ in range(300)}
    for row in rows:
        context = api.SealContext("enquiry", "tryggest", row)
        rows[row] = api.seal(row.bytes, context, api.public_keyset()).blob
    old_key = api.public_keyset().primary
    epochs.rotate(folder, NEXT_MONTH)
    keeper, started = api.keeper(), monotonic()
    for repeat in range(2):  # the second time finds rows that are sealed to the new key already
        for row in list(rows)[: 300 if repeat else 150]:
            context = api.SealContext("enquiry", "tryggest", row)
            rows[row] = keeper.reseal(rows[row], context).blob
    took = monotonic() - started
    epochs.retire(folder, old_key, LATER, force=True)
    for row, blob in rows.items():
        context = api.SealContext("enquiry", "tryggest", row)
        assert api.keeper().open_sealed(blob, context) == row.bytes
    figure(f"10,000 messages re-sealed in about {took / 450 * 10_000:.0f} s")
    assert took / 450 * 10_000 < 60 or not DEEP


def test_a_late_rotation_counts_the_days_that_the_key_was_in_use(
    folder: KeyFolder, key_user: KeyUser
) -> None:
    key_user(lambda _key_id: 0)
    old = api.public_keyset().primary
    late = date(2026, 6, 20)
    epochs.rotate(folder, late)
    with pytest.raises(api.KeysetError, match="Wait until 2026-06-27"):
        epochs.retire(folder, old, late + RETIRE_GRACE - timedelta(days=1))
    assert "destroyed" in epochs.retire(folder, old, late + RETIRE_GRACE)


def test_a_key_that_messages_need_is_not_retired_by_mistake(
    folder: KeyFolder, key_user: KeyUser
) -> None:
    old = sealed_now()
    epochs.rotate(folder, NEXT_MONTH)
    with pytest.raises(api.KeysetError, match="No room counts"):
        epochs.retire(folder, old.key_id, LATER)
    key_user(lambda key_id: 3 if key_id == old.key_id else 0)
    key_user(lambda _key_id: 2)
    with pytest.raises(api.KeysetError, match="5 stored messages still need"):
        epochs.retire(folder, old.key_id, LATER)
    assert api.keeper().open_sealed(old.blob, CONTEXT) == b"text"
    epochs.retire(folder, old.key_id, LATER, force=True)
    with pytest.raises(api.SealError):
        api.keeper().open_sealed(old.blob, CONTEXT)


def test_the_key_in_use_is_never_retired_even_by_force(folder: KeyFolder) -> None:
    sealed = sealed_now()
    with pytest.raises(api.KeysetError, match="rotate --now"):
        epochs.retire(folder, sealed.key_id, LATER, force=True)
    assert api.keeper().open_sealed(sealed.blob, CONTEXT) == b"text"


def test_a_flaw_in_a_suite_is_left_by_one_rotation(folder: KeyFolder) -> None:
    old = sealed_now()
    epochs.rotate(folder, date(2026, 3, 11), SuiteName.X25519, now=True)
    new = sealed_now()
    assert len(new.blob) < len(old.blob)
    assert api.public_keyset().primary_key.suite is SuiteName.X25519
    for blob in (old.blob, new.blob):
        assert api.keeper().open_sealed(blob, CONTEXT) == b"text"


def test_a_retired_id_stays_known_and_is_not_retired_twice(folder: KeyFolder) -> None:
    old = api.public_keyset().primary
    epochs.rotate(folder, NEXT_MONTH)
    epochs.retire(folder, old, LATER, force=True)
    assert "retired before" in epochs.retire(folder, old, LATER)
    assert [key.key_id for key in api.public_keyset().retired] == [old]
