"""Promises of the intake that a small fault could break unnoticed (see tests/planted)."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from tests.intake.journeys import drawn, filled, hidden, html_of, sent, shown_values
from tryggvei.intake.actions import receive as receiving
from tryggvei.intake.actions import spool, storing
from tryggvei.intake.actions.receive import Receipt, receive
from tryggvei.intake.models import SealedMessage
from tryggvei.intake.rules.letter import Letter
from tryggvei.intake.rules.safe_contact import (
    CHANNELS_THAT_MAY_BE_SAFE,
    Channel,
    safe_contact_from,
)
from tryggvei.sealing.api import SealError
from tryggvei.toolbox.clock import today

pytestmark = pytest.mark.django_db
MARKER = "kanarifuglen under trappa"
_WRITTEN: list[str] | None = None
_WRITES = os.O_WRONLY | os.O_RDWR


def _noticed(event: str, args: tuple[Any, ...]) -> None:
    """Note every file that this process opens to write in. A hook of Python stays for ever."""
    if _WRITTEN is not None and event == "open" and isinstance(args[0], str | bytes):
        path, mode, flags = args
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & _WRITES:
            _WRITTEN.append(os.fsdecode(path))


sys.addaudithook(_noticed)


@contextmanager
def files_written() -> Iterator[list[str]]:
    """Yield the names of the files that are opened for writing meanwhile."""
    global _WRITTEN  # noqa: PLW0603 - the hook can be told in no other way
    found: list[str] = []
    _WRITTEN = found
    try:
        yield found
    finally:
        _WRITTEN = None


def holding_the_marker(names: list[str]) -> list[str]:
    """Return which of the files, or of those in the state folder, hold the marker readable."""
    state = [path for path in Path(settings.STATE_DIR).rglob("*") if path.is_file()]
    files = {Path(name) for name in names} | set(state)
    return [str(path) for path in files if path.is_file() and MARKER.encode() in path.read_bytes()]


@pytest.fixture
def database_away() -> Iterator[None]:
    def gone(*_: Any) -> None:
        raise OperationalError(MARKER)

    with connection.execute_wrapper(gone):
        yield


def test_the_watch_sees_what_is_written(tmp_path: Path) -> None:
    with files_written() as names:
        (tmp_path / "last-letters.txt").write_text(MARKER)
    assert holding_the_marker(names) == [str(tmp_path / "last-letters.txt")]


@pytest.mark.promise(17, "no file that the public process writes holds the text, wherever it lies")
@pytest.mark.parametrize("away", [False, True])
def test_no_file_that_is_written_holds_the_text_wherever_it_lies(
    public_client: Client, request: pytest.FixtureRequest, *, away: bool
) -> None:
    form = filled(drawn(public_client), text=MARKER)
    if away:
        request.getfixturevalue("database_away")
    with files_written() as names:
        assert public_client.post("/skriv/", form).status_code == 303
    assert bool(names) == away, "the spool is written, and nothing else"
    assert holding_the_marker(names) == []


@pytest.mark.promise(43, "text and the words of an exception reach no log when things go wrong")
def test_no_log_holds_the_text_or_the_words_of_an_exception(
    public_client: Client,
    database_away: None,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: Any) -> None:
        raise OSError(MARKER)

    form = filled(drawn(public_client), text=MARKER)
    monkeypatch.setattr(spool, "put", full)
    assert public_client.post("/skriv/", form).status_code == 503

    def no_key() -> None:
        raise SealError(MARKER)

    monkeypatch.setattr(receiving, "public_keyset", no_key)
    assert public_client.post("/skriv/", form).status_code == 503
    assert caplog.records
    assert MARKER not in caplog.text


@pytest.mark.promise(1, "only the same message again counts as stored; another broken rule never")
def test_another_broken_rule_of_the_database_is_never_taken_for_a_stored_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = SealedMessage(
        id=uuid4(), box="tryggest", kind="enquiry", received_on=today(), lane="nowhere", blob=b"x"
    )
    with pytest.raises(IntegrityError):
        storing.insert(wrong)
    monkeypatch.setattr(receiving, "_lane", lambda: "nowhere")
    letter = Letter(text="Hei")
    assert receive(letter, nonce=uuid4()) is Receipt.SPOOLED
    assert not SealedMessage.objects.exists()


@pytest.mark.promise(1, "what SQLite has acknowledged is on the disk, and what is erased is gone")
def test_sqlite_brings_what_it_acknowledges_to_the_disk_and_erases_what_is_deleted() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    told = {}
    with connection.cursor() as cursor:
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            told[name] = cursor.fetchone()[0]
    assert told == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@pytest.mark.promise(2, "a spooled message and its name are on the disk before it is acknowledged")
def test_a_spooled_message_and_its_name_are_on_the_disk_before_it_is_acknowledged(
    public_client: Client, database_away: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, str]] = []
    fsync, rename, replace = os.fsync, os.rename, os.replace

    def synced(descriptor: int) -> None:
        steps.append(("synced", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        fsync(descriptor)

    def named(how: Any) -> Any:
        def move(source: Any, target: Any, **more: Any) -> None:
            how(source, target, **more)
            steps.append(("named", Path(source).name))

        return move

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "rename", named(rename))
    monkeypatch.setattr(os, "replace", named(replace))
    assert sent(public_client).status_code == 303
    (half,) = [name for what, name in steps if what == "named"]
    folder = ("synced", Path(settings.SPOOL_DIR).name)
    assert steps.index(("synced", half)) < steps.index(("named", half)) < steps.index(folder)


@pytest.mark.promise(5, "while the form is closed no answer of a dialogue is taken, and none lost")
def test_while_the_form_is_closed_no_answer_of_a_dialogue_is_taken_and_none_is_lost(
    public_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(drawn(public_client))
    code = form["code"]
    page = html_of(public_client.post("/svar/", {"code": code}))
    answer = {"code": code, "nonce": hidden(page, "nonce"), "text": MARKER}
    monkeypatch.setattr(settings, "INTAKE", "off")
    response = public_client.post("/svar/send/", answer)
    assert response.status_code == 503
    assert shown_values(html_of(response))["text"] == [MARKER]
    assert 'class="numbers"' in html_of(response)
    assert not SealedMessage.objects.exists()


@pytest.mark.parametrize("signs", [1, 3])
def test_three_signs_of_a_code_do_not_show_that_it_was_written_down(
    public_client: Client, signs: int
) -> None:
    form = filled(drawn(public_client))
    form["code_end"] = form["code"][-signs:]
    assert public_client.post("/skriv/", form).status_code == 422
    assert not SealedMessage.objects.exists()
    assert public_client.post("/skriv/", {**form, "code_end": form["code"][-4:]}).status_code == 303


@pytest.mark.parametrize("answer", ["unknown", "no", "maybe", "on", "1", "YES", 1, ["yes"], {}])
@pytest.mark.parametrize("name", ["wanted", "leave_message", "show_number"])
def test_only_a_clear_yes_is_a_yes(name: str, answer: object) -> None:
    assert getattr(safe_contact_from({name: "yes"}), name) is True
    assert getattr(safe_contact_from({name: answer}), name) is False


def test_no_letter_and_no_visit_is_ever_offered_as_a_safe_way() -> None:
    assert not {Channel.LETTER, Channel.VISIT} & set(CHANNELS_THAT_MAY_BE_SAFE)
