"""Without a database a message goes sealed to the spool, and is delivered once it is back."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from tests.intake.journeys import TEXT, drawn, everything_opened, filled, html_of, sent
from tryggvei.access.api import Viewer
from tryggvei.intake.actions import spool, storing
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.queries.figures import blobs_needing_key

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
PRAGMAS = {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1}


@pytest.fixture
def no_database() -> Iterator[None]:
    """Every statement fails, as when the server is gone."""

    def gone(*_: Any) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(gone):
        yield


def _files(ending: str = "*") -> list[Path]:
    return sorted(Path(settings.SPOOL_DIR).glob(ending))


@pytest.mark.promise(2, "database loss: no error to the sender, the message is in the spool")
def test_the_sender_sees_no_error_and_the_message_is_delivered_later(
    public_client: Client, aud: Viewer, no_database: None, figure: Callable[[str], None]
) -> None:
    answers = [sent(public_client, text=f"{TEXT} {i}").status_code for i in range(20)]
    assert answers == [303] * 20
    assert len(_files("*.sealed")) == 20
    figure("20 of 20 acknowledged without a database lie in the spool")


def test_drawing_the_form_asks_the_database_nothing(
    public_client: Client, no_database: None
) -> None:
    assert 'name="text"' in drawn(public_client)
    assert public_client.get("/skriv/takk/").status_code == 200
    assert public_client.get("/svar/").status_code == 200


@pytest.mark.promise(2, "database loss: the spool is drained, lost 0, each once")
def test_the_spool_is_drained_and_draining_twice_changes_nothing(
    public_client: Client, aud: Viewer
) -> None:
    form = filled(drawn(public_client))

    def gone(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        for _ in range(2):  # the same form twice is one file
            assert public_client.post("/skriv/", form).status_code == 303
    assert len(_files("*.sealed")) == 1
    copy = _files("*.sealed")[0].read_bytes()
    assert spool.drain() == "delivered 1, unreadable 0, left 0"
    _files_left = _files()
    assert _files_left == []
    # Killed between commit and unlink: the file is still there at the next tick.
    (Path(settings.SPOOL_DIR) / f"{SealedMessage.objects.get().id}.sealed").write_bytes(copy)
    assert spool.drain() == "delivered 1, unreadable 0, left 0"
    assert SealedMessage.objects.count() == 1
    assert everything_opened(aud)[0].letter.text == TEXT


def test_while_the_database_is_away_the_files_stay(
    public_client: Client, no_database: None
) -> None:
    sent(public_client)
    assert spool.drain() == "delivered 0, unreadable 0, left 1"
    assert len(_files("*.sealed")) == 1


@pytest.mark.parametrize("broken", [{"kind": "annet"}, {"lane": "x"}, {"box": "lang" * 400}])
def test_a_file_that_the_database_never_takes_holds_up_no_other(
    public_client: Client, broken: dict[str, str]
) -> None:
    def gone(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        sent(public_client)
        sent(public_client, text="En til.")
    first, second = sorted(_files("*.sealed"), key=lambda path: path.stat().st_mtime)
    line, _, blob = first.read_bytes().partition(b"\n")
    first.write_bytes(json.dumps({**json.loads(line), **broken}).encode() + b"\n" + blob)
    os.utime(first, (1, 1))  # it comes first
    delivered = spool.drain()
    assert not second.exists()
    assert not first.exists()  # put aside, or (SQLite measures no text) delivered
    assert delivered.endswith("left 0")


def test_a_kill_before_the_rename_leaves_nothing_that_is_delivered(
    public_client: Client, no_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        """What kill -9 would be: nothing after this line runs."""

    def killed(*_: Any) -> None:
        raise KilledError

    monkeypatch.setattr(Path, "replace", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)  # nobody tidies up after a kill
    with pytest.raises(KilledError):
        sent(public_client)
    monkeypatch.undo()
    settings_dir = _files()
    assert [path.name[:6] for path in settings_dir] == [".part-"]
    assert spool.drain() == "delivered 0, unreadable 0, left 0"
    assert len(_files(".part-*")) == 1  # another process may be writing it this very moment
    old = settings_dir[0].stat().st_mtime - 2 * spool.HALF_WRITTEN_LIVES_SECONDS
    os.utime(settings_dir[0], (old, old))
    spool.drain()
    assert _files() == []


def test_a_kill_after_the_insert_and_a_second_send_is_one_message(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(drawn(public_client))
    stored = storing.insert

    class KilledError(BaseException):
        """Killed between commit and answer: the sender saw an error and presses again."""

    def insert_and_die(message: SealedMessage) -> bool:
        stored(message)
        raise KilledError

    monkeypatch.setattr("tryggvei.intake.actions.receive.insert", insert_and_die)
    with pytest.raises(KilledError):
        public_client.post("/skriv/", form)
    monkeypatch.setattr("tryggvei.intake.actions.receive.insert", stored)
    assert public_client.post("/skriv/", form).status_code == 303
    assert SealedMessage.objects.count() == 1


@pytest.mark.promise(2, "both full: 503, said plainly, numbers, text kept")
def test_when_the_disk_is_full_too_the_page_says_so_and_keeps_the_text(
    public_client: Client, no_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(drawn(public_client))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    response = public_client.post("/skriv/", form)
    page = html_of(response)
    assert response.status_code == 503
    assert TEXT in page
    assert "Den er ikke sendt" in page
    assert 'class="numbers"' in page
    assert _files() == []


def test_the_same_nonce_stays_on_the_page_so_that_the_next_try_is_the_same_report(
    public_client: Client, no_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(drawn(public_client))
    with monkeypatch.context() as patch:
        patch.setattr(settings, "SPOOL_DIR", Path("/dev/null/spool"))
        page = html_of(public_client.post("/skriv/", form))
    assert form["nonce"] in page


def test_a_damaged_file_is_put_aside_and_never_deleted(
    public_client: Client, no_database: None
) -> None:
    sent(public_client)
    (path,) = _files("*.sealed")
    raw = path.read_bytes()
    path.write_bytes(raw[:-1] + bytes([raw[-1] ^ 0xFF]))  # flipped: never what it was
    assert spool.drain() == "delivered 0, unreadable 1, left 0"
    assert len(_files("*.unreadable")) == 1


def test_what_lies_in_the_spool_is_sealed(public_client: Client, no_database: None) -> None:
    sent(public_client, text="PLAINTEXT-MARK", phone="40099999")
    raw = _files("*.sealed")[0].read_bytes()
    assert b"PLAINTEXT-MARK" not in raw
    assert b"40099999" not in raw


def test_a_key_is_needed_while_a_message_waits_in_row_or_spool(
    public_client: Client, aud: Viewer
) -> None:
    sent(public_client)
    key_id = SealedMessage.objects.get().key_id
    assert blobs_needing_key(key_id) == 1
    assert blobs_needing_key("00000000") == 0

    def gone(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(gone):
        sent(public_client)
    assert blobs_needing_key(key_id) == 2
    SealedMessage.objects.update(waiting=False)
    assert blobs_needing_key(key_id) == 1


@pytest.mark.promise(9, "INSERT-only: the intake path is one INSERT without RETURNING or SELECT")
def test_taking_a_message_in_is_one_insert_and_nothing_else(
    public_client: Client, figure: Callable[[str], None]
) -> None:
    seen: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    form = filled(drawn(public_client))
    with connection.execute_wrapper(watch):
        assert public_client.post("/skriv/", form).status_code == 303
    statements = [sql for sql in seen if "SAVEPOINT" not in sql]
    assert len(statements) == 1
    assert statements[0].startswith('INSERT INTO "intake_sealedmessage"')
    assert "RETURNING" not in statements[0]
    figure("1 statement a message: INSERT, no RETURNING, no SELECT")


@pytest.mark.promise(2, "a spooled message is on the disk under its name before the answer")
def test_a_spooled_message_is_on_the_disk_before_it_is_acknowledged(
    public_client: Client, no_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        steps.append("folder" if path == Path(settings.SPOOL_DIR).resolve() else "file")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        steps.append(f"name {target.suffix}")
        return real_replace(self, target)

    form = filled(drawn(public_client))
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    assert public_client.post("/skriv/", form).status_code == 303
    assert steps == ["file", "name .sealed", "folder"]


@pytest.mark.promise(4, "only the same message counts as stored already, no other broken rule")
@pytest.mark.parametrize("broken", [{"kind": "annet"}, {"lane": "annen"}, {"key_id": None}])
def test_another_broken_rule_is_not_a_stored_message(
    public_client: Client, monkeypatch: pytest.MonkeyPatch, broken: dict[str, Any]
) -> None:
    form = filled(drawn(public_client))
    real = storing.insert

    def spoiled(message: SealedMessage) -> bool:
        for name, value in broken.items():
            setattr(message, name, value)
        return real(message)

    monkeypatch.setattr("tryggvei.intake.actions.receive.insert", spoiled)
    public_client.post("/skriv/", form)
    assert SealedMessage.objects.count() == 0
    assert len(_files("*.sealed")) == 1  # acknowledged, and so it waits: never "there already"
    with pytest.raises(IntegrityError):
        real(
            SealedMessage(
                id=uuid4(),
                received_on=date(2026, 11, 1),
                blob=b"x",
                **{"box": "tryggest", "kind": "enquiry", "lane": "inbox", "key_id": "0", **broken},
            )
        )


@pytest.mark.promise(1, "SQLite waits until each committed row is on the disk")
def test_sqlite_waits_for_the_disk() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL waits unless its operator says otherwise")
    with connection.cursor() as cursor:
        asked = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS]
    assert dict(zip(PRAGMAS, asked, strict=True)) == PRAGMAS
    from tryggvei.site.bounded import for_the_public
    from tryggvei.site.settings.base import database

    public = for_the_public(database("sqlite:///x"))["OPTIONS"]
    assert public["init_command"] == database("sqlite:///x")["OPTIONS"]["init_command"]
    assert public["transaction_mode"] == "IMMEDIATE"
