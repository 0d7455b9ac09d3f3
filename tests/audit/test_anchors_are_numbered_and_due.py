"""Anchors that are taken away leave a hole, though everything that is left agrees with the log.

Nobody here needs the key of the anchors: the intruder cuts rows and the lines that saw them, and
lets the honest worker go on.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.audit.test_tampering_is_found import cut_tail, kinds, rehash
from tryggvei.audit.anchors import ANCHORS_FILE, Anchor, signing_key
from tryggvei.audit.api import Thing, record
from tryggvei.audit.models import AuditEntry, AuditHead
from tryggvei.audit.verifying import anchor_now, verify, verify_all
from tryggvei.toolbox.clock import standing_at

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 3, 6, 0, tzinfo=UTC)


def at(hour: float) -> Any:
    """Stand some hours after the start."""
    return standing_at(START + timedelta(hours=hour))


def row() -> None:
    record(actor_id=1, verb="casework:case:read", thing=Thing("case", "c1"))


@pytest.fixture(autouse=True)
def _rows_are_dated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rows have the standing time on PostgreSQL too, whose own clock would date them today."""
    monkeypatch.setattr(
        "tryggvei.audit.recording.connection", SimpleNamespace(vendor="sqlite"), raising=True
    )


@pytest.fixture
def file(settings: Settings) -> Iterator[Path]:
    """Return the anchors of twelve honest hours, three rows an hour; it is the twelfth hour now."""
    for hour in range(12):
        with at(hour):
            for _row in range(3):
                row()
        with at(hour + 0.5):
            anchor_now()
    with at(11.6):
        yield Path(settings.ANCHORS_DIR) / ANCHORS_FILE


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines()


def keep(file: Path, kept: list[str]) -> None:
    file.write_text("".join(f"{line}\n" for line in kept))


def test_an_honest_half_day_is_whole(file: Path) -> None:
    assert verify() == (36, [])
    numbers = [json.loads(line)["number"] for line in lines(file)]
    assert numbers == list(range(1, 13))


@pytest.mark.promise(26, "rows cut together with the anchors that saw them are found, without copy")
def test_a_cut_tail_with_its_anchors_is_found_before_and_after_the_next_honest_anchor(
    file: Path,
) -> None:
    keep(file, lines(file)[:8])
    cut_tail(24)
    assert kinds() == {"late"}
    anchor_now()
    assert kinds() == {"gap"}
    with at(12.5):
        anchor_now()
        assert kinds() == {"gap"}


@pytest.mark.promise(26, "a rewritten row with all later anchors removed is found, without copy")
def test_a_rewritten_row_without_its_later_anchors_is_found(file: Path) -> None:
    keep(file, lines(file)[:6])
    rehash(99, from_seq=20)
    anchor_now()
    assert kinds() == {"gap"}
    for hour in range(12, 84):
        with at(hour + 0.5):
            anchor_now()
    with at(83.6):
        assert kinds() == {"gap"}


@pytest.mark.promise(26, "one anchor taken out of the middle is found")
@pytest.mark.parametrize("gone", [0, 5, 10])
def test_an_anchor_out_of_the_middle_is_missed(file: Path, gone: int) -> None:
    keep(file, [line for number, line in enumerate(lines(file)) if number != gone])
    assert kinds() == {"missing"}


def test_anchors_that_changed_places_are_found(file: Path) -> None:
    kept = lines(file)
    kept[4], kept[5] = kept[5], kept[4]
    keep(file, kept)
    assert {"missing", "order"} <= kinds()


@pytest.mark.promise(26, "rows and no file of anchors is a fault at once, and after the next one")
def test_a_file_that_was_taken_away_is_missed_at_once_and_ever_after(file: Path) -> None:
    file.unlink()
    assert kinds() == {"absent"}
    anchor_now()
    assert kinds() == {"begin"}
    file.write_text("")
    assert kinds() == {"absent"}


@pytest.mark.promise(26, "a newest anchor over two hours old is a fault, with new rows or without")
def test_an_old_newest_anchor_is_a_fault_though_no_row_waits(file: Path) -> None:
    with at(13.4):
        assert kinds() == set()
    with at(13.6):
        assert kinds() == {"late"}


def test_before_the_first_anchor_is_due_a_new_log_is_whole(settings: Settings) -> None:
    with at(0):
        row()
    with at(1.9):
        assert verify() == (1, [])
    with at(2.1):
        assert kinds() == {"late"}
        anchor_now()
        assert kinds() == {"begin"}


@pytest.mark.promise(26, "anchors and rows of the future are a fault")
def test_what_is_dated_in_the_future_is_a_fault(file: Path) -> None:
    with at(40):
        anchor_now()
    with at(11.7):
        assert "future" in kinds()
    with at(60):
        row()
    with at(41):
        assert {fault.kind for fault in verify()[1]} >= {"future", "gap"}
        assert "row 37 is dated in the future" in [fault.text for fault in verify()[1]]


def test_a_clock_set_back_is_a_fault(file: Path) -> None:
    with at(9):
        anchor_now()
    assert "order" in kinds()


def _old_line(settings: Settings, seq: int, moment: datetime) -> str:
    """Return an anchor as the former release wrote it: neither number nor line before."""
    found = AuditEntry.objects.get(seq=seq)
    anchor = Anchor(seq, found.hash, moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    fields = {"seq": anchor.seq, "hash": anchor.hash, "at": anchor.at}
    assert anchor.signed_octets() == (
        f"tryggvei-anchor-1\n{anchor.seq}\n{anchor.hash}\n{anchor.at}".encode()
    )
    signature = signing_key(settings.KEYS_DIR).sign(anchor.signed_octets()).hex()
    return json.dumps({**fields, "signature": signature}, sort_keys=True)


@pytest.fixture
def former(settings: Settings) -> Path:
    """Return a file of the former format: five hours, then the release that numbers."""
    settings.ANCHORS_DIR.mkdir()
    kept = []
    for hour in range(5):
        with at(hour):
            row()
        kept.append(_old_line(settings, hour + 1, START + timedelta(hours=hour + 0.5)))
    path = Path(settings.ANCHORS_DIR) / ANCHORS_FILE
    keep(path, kept)
    with at(5.5):
        anchor_now()
    return path


def test_a_file_of_the_former_format_goes_on_under_numbers(former: Path) -> None:
    with at(5.6):
        assert verify() == (5, [])
    assert json.loads(lines(former)[-1])["number"] == 6
    with at(6.5):
        anchor_now()
        assert verify() == (5, [])


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_the_first_number_covers_all_former_anchors(former: Path, gone: int) -> None:
    keep(former, [line for number, line in enumerate(lines(former)) if number != gone])
    with at(5.6):
        assert "missing" in kinds()


def test_a_former_anchor_after_numbered_ones_is_found(settings: Settings, former: Path) -> None:
    keep(former, [*lines(former), lines(former)[4]])
    with at(5.6):
        assert "anchors" in kinds()


# -- a full disk ------------------------------------------------------------------------------


@pytest.mark.promise(26, "half an anchor is no success: nothing of it stays, and it is told")
def test_a_line_that_does_not_fit_is_taken_back_and_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write = file.read_bytes(), os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, octets: write(descriptor, octets[:20]))
        with pytest.raises(OSError, match="half a line"):
            anchor_now()
        with pytest.raises(CommandError, match="not anchored"):
            call_command("audit", "anchor")
    assert file.read_bytes() == before
    anchor_now()
    assert verify() == (36, [])


@pytest.mark.promise(26, "half a line is told of; every other anchor and the copy are still read")
def test_half_a_line_hides_no_other_anchor(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.log"
    copy.write_bytes(file.read_bytes())
    with file.open("ab") as out:
        out.write(b'{"at": "2026-11-')
    anchor_now()  # begins on a line of its own
    assert kinds() == {"anchors"}
    assert [json.loads(line)["number"] for line in lines(file)[-1:]] == [13]
    cut_tail(30)
    assert kinds() == kinds(copy) == {"anchors", "cut"}
    keep(file, lines(file)[:3])
    assert {"missing", "cut"} <= kinds(copy)


@pytest.mark.parametrize(
    "junk", [b"[]", b"null", b'{"at": 1}', b"[" * 5000, b"\xff\xfe", b'{"signature": "xyz"}']
)
def test_no_line_of_any_shape_stops_the_reading(file: Path, junk: bytes) -> None:
    with file.open("ab") as out:
        out.write(junk + b"\n")
    assert kinds() == {"anchors"}


def test_an_anchor_and_its_folder_are_on_the_disk_when_it_returns(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with at(0):
        row()
    synced, fsync = [], os.fsync

    def watched(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        if synced[-1].name == ANCHORS_FILE:
            assert synced[-1].read_text().endswith("}\n")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    with at(0.1):
        anchor_now()
    folder = Path(settings.ANCHORS_DIR)
    assert synced[-2:] == [folder / ANCHORS_FILE, folder]


# -- the copy, and answering for what an honest machine met ------------------------------------


@pytest.mark.promise(
    26, "the daily command reads the mounted copy, and misses what it no longer finds"
)
def test_the_setting_names_the_copy_that_the_daily_command_reads(
    file: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("audit", "verify")
    assert "No copy of the anchors was compared" in capsys.readouterr().err
    settings.ANCHORS_COPY = tmp_path / "elsewhere" / "anchors.log"
    with pytest.raises(CommandError, match="NOT whole"):
        call_command("audit", "verify")
    assert "copy: there is no copy" in capsys.readouterr().err
    settings.ANCHORS_COPY.parent.mkdir()
    settings.ANCHORS_COPY.write_bytes(file.read_bytes())
    call_command("audit", "verify")
    assert "No copy" not in capsys.readouterr().err
    keep(file, lines(file)[:11])  # the newest hour only: nothing here shows it
    cut_tail(33)
    assert kinds() == set()
    with pytest.raises(CommandError, match="NOT whole"):
        call_command("audit", "verify")
    told = capsys.readouterr().err
    assert "cut:" in told
    assert "stands in the copy, and no longer here" in told


def test_a_copy_that_is_no_longer_made_is_told_of(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.log"
    copy.write_bytes(file.read_bytes())
    for hour in range(12, 40):
        with at(hour + 0.5):
            anchor_now()
    with at(36):
        assert kinds(copy) - {"future"} == set()
    with at(36.6):
        assert kinds(copy) - {"future"} == {"copy"}


def test_a_night_without_a_worker_is_answered_for_once_and_told_of_ever_after(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with at(20):
        anchor_now()
        with pytest.raises(CommandError, match="NOT whole"):
            call_command("audit", "verify")
        (fault,) = verify()[1]
        assert f"[{fault.key}]" in capsys.readouterr().err
        call_command("audit", "answer", fault.key)
        newest = AuditEntry.objects.latest("seq")
        assert (newest.verb, newest.thing_id) == ("audit:fault:answer", fault.key)
        call_command("audit", "verify")
        assert "answered for, gap: no anchor between" in capsys.readouterr().out
    with at(30):
        anchor_now()
        assert kinds() == {"gap"}  # another night is another gap
        assert [one.key for one in verify_all().answered] == [fault.key]


@pytest.mark.parametrize("harm", ["cut", "missing", "absent", "future"])
def test_nobody_answers_for_what_no_honest_machine_meets(file: Path, harm: str) -> None:
    if harm == "cut":
        cut_tail(30)
    elif harm == "missing":
        keep(file, [*lines(file)[:4], *lines(file)[5:]])
    elif harm == "absent":
        file.unlink()
    else:
        with at(40):
            anchor_now()
    found = [fault for fault in verify()[1] if fault.kind == harm]
    assert found
    assert not any(fault.key for fault in found)
    for key in ("", "gap.000000000000", harm):
        with pytest.raises(CommandError):
            call_command("audit", "answer", key)
    assert AuditHead.objects.get().seq <= 36
