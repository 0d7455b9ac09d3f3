"""Whatever a broken public process leaves in the spool, the letters beside it are delivered."""

import json
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

from tests.intake.journeys import sent
from tryggvei.intake.actions import spool
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.queries import figures
from tryggvei.intake.queries.figures import blobs_needing_key
from tryggvei.intake.queries.spooled import LARGEST_BYTES
from tryggvei.jobs.api import JobTrouble

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(60)]
SOON_SECONDS = 20


def _a_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside").write_text("x")


def _a_big_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES * 4000)  # sparse: it takes no room, and would take all memory


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 200_000 + b"\n")


ODD: dict[str, Callable[[Path], object]] = {
    "a folder": _a_folder,
    "a pipe": os.mkfifo,
    "a link to an endless file": lambda path: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path: path.symlink_to("/nothing/here"),
    "a device": lambda path: os.mknod(path, 0o20644, os.makedev(1, 5)),
    "a huge file": _a_big_file,
    "an empty file": lambda path: path.write_bytes(b""),
    "deep nesting": _deep,
    "no JSON": lambda path: path.write_bytes(b"\xff\xfe" * 500),
    "no object": lambda path: path.write_bytes(b"17\n"),
}


def _spooled(client: Client, count: int) -> None:
    def gone(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        assert [sent(client, text=f"Brev {i}").status_code for i in range(count)] == [303] * count


def _make(kind: str, name: str) -> Path:
    path = Path(settings.SPOOL_DIR) / name
    try:
        ODD[kind](path)
    except PermissionError:
        pytest.skip(f"this user may not make {kind}")
    os.utime(path, (1, 1), follow_symlinks=False)  # it comes first
    return path


@pytest.mark.promise(2, "odd things in the spool hold up no letter and are set aside")
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_thing_holds_up_no_letter(
    public_client: Client, caplog: pytest.LogCaptureFixture, kind: str
) -> None:
    _spooled(public_client, 3)
    odd_id = uuid4()
    path = _make(kind, f"{odd_id}.sealed")
    assert spool.drain() == "delivered 3, unreadable 1, left 0"
    assert SealedMessage.objects.count() == 3
    assert not os.path.lexists(path)
    assert len(list(Path(settings.SPOOL_DIR).glob("*.unreadable"))) == 1
    assert str(odd_id) in caplog.text
    assert spool.drain() == "delivered 0, unreadable 0, left 0"


def test_a_pipe_does_not_hang_whoever_counts_what_a_key_is_needed_for() -> None:
    Path(settings.SPOOL_DIR).mkdir(parents=True)
    _make("a pipe", f"{uuid4()}.sealed")
    counted: list[int] = []

    def look() -> None:
        counted.append(figures._spooled_with("00000000"))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(SOON_SECONDS)
    assert counted == [1]  # what it needs cannot be told: it counts, so that no key is destroyed


def test_a_name_that_somebody_chose_is_not_repeated_in_a_log(
    public_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    _spooled(public_client, 1)
    _make("a folder", "Kari Nordmann 40099999.sealed")
    assert spool.drain() == "delivered 1, unreadable 1, left 0"
    assert "Kari" not in caplog.text
    assert "set aside" in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"box": {"a": 1}},
        {"box": 7},
        {"box": "x" * 41},
        {"kind": ["enquiry"]},
        {"lane": None},
        {"key_id": "no hex!!"},
        {"received_on": 20261130},
        {"id": 5},
    ],
    ids=str,
)
def test_a_header_of_another_form_holds_up_no_letter(
    public_client: Client, wrong: dict[str, object]
) -> None:
    _spooled(public_client, 2)
    files = sorted(Path(settings.SPOOL_DIR).glob("*.sealed"))
    line, _, blob = files[0].read_bytes().partition(b"\n")
    files[0].write_bytes(json.dumps({**json.loads(line), **wrong}).encode() + b"\n" + blob)
    os.utime(files[0], (1, 1))
    assert spool.drain() == "delivered 1, unreadable 1, left 0"


def test_two_that_are_set_aside_under_one_name_are_both_kept(public_client: Client) -> None:
    name = f"{uuid4()}.sealed"
    Path(settings.SPOOL_DIR).mkdir(parents=True)
    for _ in range(2):
        _make("no JSON", name)
        assert spool.drain() == "delivered 0, unreadable 1, left 0"
    assert len(list(Path(settings.SPOOL_DIR).glob("*.unreadable"))) == 2


def test_what_will_not_move_is_told_as_trouble_after_the_rest_is_delivered(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spooled(public_client, 2)
    odd = _make("a folder", f"{uuid4()}.sealed")

    def refused(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(JobTrouble, match=rf"delivered 2, .*stuck 1: {odd.stem}"):
        spool.drain()
    assert SealedMessage.objects.count() == 2


def test_a_letter_that_cannot_be_removed_is_told_and_stays_one_letter(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spooled(public_client, 3)

    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        for _ in range(2):
            with pytest.raises(JobTrouble, match=r"delivered 3, .*stuck 3"):
                spool.drain()
    assert SealedMessage.objects.count() == 3
    assert spool.drain() == "delivered 3, unreadable 0, left 0"


def test_a_letter_that_cannot_be_read_is_told_and_left_where_it_is(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spooled(public_client, 2)
    closed = sorted(Path(settings.SPOOL_DIR).glob("*.sealed"))[0]
    real = os.open

    def refused(path: Any, *rest: Any, **more: Any) -> int:
        if Path(path) == closed:
            raise PermissionError
        return real(path, *rest, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refused)
        with pytest.raises(JobTrouble, match=rf"delivered 1, .*left 1, stuck 1: {closed.stem}"):
            spool.drain()
    assert closed.exists()


def test_a_folder_that_cannot_be_listed_is_trouble_and_not_an_empty_spool(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(JobTrouble, match="cannot be listed: PermissionError"):
        spool.drain()
    with pytest.raises(PermissionError):  # and no key is destroyed on an empty answer
        blobs_needing_key("00000000")


def test_a_letter_delivered_between_two_looks_still_holds_its_key(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spooled(public_client, 1)
    key_id = re.findall(
        rb'"key_id": "([0-9a-f]{8})"', next(Path(settings.SPOOL_DIR).glob("*.sealed")).read_bytes()
    )[0].decode()
    real = figures._spooled_with

    def delivered_meanwhile(asked: str) -> int:
        count = real(asked)
        spool.drain()
        return count

    monkeypatch.setattr(figures, "_spooled_with", delivered_meanwhile)
    assert figures.blobs_needing_key(key_id) >= 1
