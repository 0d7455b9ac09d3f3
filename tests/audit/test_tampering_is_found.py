"""Whoever changes the log is found out; the two hardest ways are found by anchors only."""

from dataclasses import asdict, fields, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tryggvei.audit import verifying
from tryggvei.audit.anchors import ANCHORS_FILE, KEY_FILE
from tryggvei.audit.api import Thing, record
from tryggvei.audit.chain import GENESIS, Link, link_hash
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.audit.verifying import anchor_now, verify
from tryggvei.jobs.api import ticks
from tryggvei.toolbox.clock import now

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _places(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.ANCHORS_DIR = tmp_path / "keys", tmp_path / "anchors"
    for number in range(10):
        record(actor_id=number, verb="casework:case:read", thing=Thing("case", f"c{number}"))


def kinds(copy: Path | None = None) -> set[str]:
    return {fault.kind for fault in verify(copy)[1]}


def rehash(actor_id: int | None = None, *, from_seq: int = 1, all_after: bool = True) -> None:
    """Do what a clever intruder with the owner's rights does: change, and compute again."""
    previous = GENESIS
    names = [field.name for field in fields(Link)]
    for values in AuditEntry.objects.order_by("seq").values_list(*names):
        link = Link(*values)
        if link.seq == from_seq or (all_after and link.seq > from_seq):
            link = replace(link, prev_hash=previous if all_after else link.prev_hash)
            if link.seq == from_seq and actor_id is not None:
                link = replace(link, actor_id=actor_id)
            link = replace(link, hash=link_hash(link))
            AuditEntry.objects.filter(seq=link.seq).update(**asdict(link))
        previous = link.hash
    if all_after:
        AuditHead.objects.update(hash=previous)


def cut_tail(to_seq: int) -> None:
    AuditEntry.objects.filter(seq__gt=to_seq).delete()
    last = AuditEntry.objects.get(seq=to_seq)
    AuditHead.objects.update(seq=last.seq, hash=last.hash)


def test_an_honest_log_is_whole() -> None:
    anchor_now()
    assert verify() == (10, [])


@pytest.mark.promise(26, "an altered row is found")
@pytest.mark.parametrize(
    "change",
    [
        {"actor_id": 99},
        {"actor_id": None},
        {"verb": "casework:case:list"},
        {"thing_id": "c8"},
        {"thing_kind": "other"},
        {"unit_id": 1},
        {"ground": "because"},
        {"case_id": UUID(int=7)},
        {"at": now() - timedelta(days=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_altered_row_is_found(change: dict[str, object]) -> None:
    AuditEntry.objects.filter(seq=4).update(**change)
    faults = verify()[1]
    assert [(fault.seq, fault.kind) for fault in faults] == [(4, "altered")]


@pytest.mark.promise(26, "a removed row is found")
@pytest.mark.parametrize("seq", [1, 5])
def test_a_removed_row_is_found(seq: int) -> None:
    AuditEntry.objects.filter(seq=seq).delete()
    assert "removed" in kinds()


@pytest.mark.promise(26, "a row altered and hashed again is found")
def test_a_rehashed_row_is_found() -> None:
    rehash(99, from_seq=4, all_after=False)
    assert kinds() == {"rehashed"}


def test_the_last_row_hashed_again_is_found_by_the_head() -> None:
    rehash(99, from_seq=10, all_after=False)
    assert kinds() == {"head"}


def test_two_rows_that_changed_places_are_found() -> None:
    third, fourth = AuditEntry.objects.get(seq=3), AuditEntry.objects.get(seq=4)
    AuditEntry.objects.filter(seq=3).update(thing_id=fourth.thing_id)
    AuditEntry.objects.filter(seq=4).update(thing_id=third.thing_id)
    assert kinds() == {"altered"}


def test_a_row_put_in_past_the_head_is_found() -> None:
    entry = AuditEntry.objects.get(seq=10)
    entry.seq, entry.prev_hash = 11, entry.hash
    AuditEntry.objects.bulk_create([entry])
    assert "head" in kinds()


@pytest.mark.promise(26, "a cut tail is found after an anchor")
def test_a_tail_cut_after_an_anchor_is_found() -> None:
    anchor_now()
    cut_tail(6)
    assert kinds() == {"cut"}


@pytest.mark.promise(26, "a chain rewritten whole is found after an anchor")
def test_a_chain_rewritten_whole_is_found() -> None:
    anchor_now()
    rehash(99)
    assert kinds() == {"rewritten"}


def test_an_emptied_log_is_found() -> None:
    anchor_now()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert kinds() == {"cut"}


@pytest.mark.promise(26, "before the next anchor is the documented window of an hour")
def test_a_tail_cut_before_the_next_anchor_is_the_documented_window() -> None:
    """Not a wish: what nothing outside the database has seen, nothing outside it can miss."""
    anchor_now()
    record(actor_id=1, verb="casework:case:read", thing=Thing("case", "late"))
    cut_tail(10)
    assert kinds() == set()
    (anchoring,) = [tick for tick in ticks() if tick.name == "audit:anchor"]
    assert anchoring.every <= timedelta(hours=1)
    assert anchoring.run is verifying.anchor_tick


def test_rows_that_wait_two_hours_for_an_anchor_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(verifying, "now", lambda: now() + timedelta(hours=2, minutes=1))
    assert kinds() == {"late"}


def test_a_copy_kept_elsewhere_finds_what_was_cut_here_too(
    settings: Settings, tmp_path: Path
) -> None:
    anchor_now()
    here = settings.ANCHORS_DIR / ANCHORS_FILE
    copy = tmp_path / "copy.log"
    copy.write_bytes(here.read_bytes())
    here.unlink()
    cut_tail(6)
    assert kinds() == {"absent"}
    assert kinds(copy) == {"absent", "missing", "cut"}


@pytest.mark.parametrize(
    "change", [('"seq": 10', '"seq": 9'), ("{", "["), ('"at": "2', '"at": "1')]
)
def test_a_changed_anchor_is_found(settings: Settings, change: tuple[str, str]) -> None:
    anchor_now()
    path = settings.ANCHORS_DIR / ANCHORS_FILE
    path.write_text(path.read_text().replace(*change))
    assert kinds() == {"anchors"}


def test_an_anchor_signed_with_another_key_is_found(settings: Settings) -> None:
    anchor_now()
    (settings.KEYS_DIR / KEY_FILE).unlink()
    assert kinds() == {"anchors"}


def test_a_key_that_others_can_read_is_refused(settings: Settings) -> None:
    anchor_now()
    key = settings.KEYS_DIR / KEY_FILE
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    with pytest.raises(CommandError, match="chmod 600"):
        call_command("audit", "anchor")


def test_the_command_says_whole_or_names_each_fault(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit", "anchor")
    call_command("audit", "verify")
    assert "10 rows, every anchor agrees" in capsys.readouterr().out
    cut_tail(6)
    with pytest.raises(CommandError, match="NOT whole"):
        call_command("audit", "verify")
    assert "cut: the log ended at row 10 or later, now at 6" in capsys.readouterr().err


def test_an_empty_log_has_nothing_to_anchor(settings: Settings) -> None:
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()
    assert anchor_now() is None
    assert verify() == (0, [])


def test_the_anchor_goes_to_the_process_log_too(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="tryggvei.audit"):
        anchor = anchor_now()
    assert anchor is not None
    assert caplog.messages == [f"audit anchor number=1 seq=10 hash={anchor.hash} at={anchor.at}"]
