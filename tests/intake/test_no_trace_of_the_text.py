"""A marker is sent through every public form; it is nowhere but inside the seals (17, 43)."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from tests.intake.journeys import at_the_desk, drawn, everything_opened, filled, hidden, html_of
from tests.intake.test_the_form_is_sent_and_sealed import EVERYTHING
from tests.intake.writing_watched import outside, watched
from tests.public_face import Browser
from tryggvei.access.api import Viewer
from tryggvei.intake.api import send_reply
from tryggvei.sealing.api import new_receipt_code

pytestmark = pytest.mark.sqlite

MARK = "KANARIFUGL"
TEMPORARY_FOLDERS = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
PHONE = "40917263"
ADDRESS = "203.0.113.77"
AGENT = "CanaryAgent/7.7"


def _journey(client: Browser, viewer: Viewer) -> list[str]:
    """Send the marker everywhere it can be sent; return the codes and addresses that were used."""
    code = new_receipt_code()
    form = {**filled(drawn(client)), **EVERYTHING, "text": MARK, "our_name": MARK, "phone": PHONE}
    form |= {"code": code, "code_end": code[-4:]}
    seen = [client.post("/skriv/", form)]
    seen.append(client.post("/skriv/", {**form, "email": f"{MARK} at nowhere"}))
    seen.append(client.post("/skriv/", {**form, "nonce": MARK}))

    def gone(*_: Any) -> None:
        raise OperationalError(MARK)

    with connection.execute_wrapper(gone):
        seen.append(client.post("/skriv/", {**form, "text": f"{MARK} two"}))
        seen.append(client.post("/svar/", {"code": code}))
    mailbox = everything_opened(viewer)[0].mailbox
    assert mailbox is not None
    with at_the_desk():
        send_reply(viewer, mailbox, f"{MARK} reply")
    page = client.post("/svar/", {"code": code})
    assert f"{MARK} reply" in html_of(page)
    nonce = hidden(html_of(page), "nonce")
    seen.append(client.post("/svar/send/", {"code": code, "nonce": nonce, "text": MARK}))
    assert [answer.status_code for answer in seen] == [303, 422, 422, 303, 503, 303]
    for answer in seen:
        assert MARK not in str(answer.headers)
        assert not answer.cookies
    return [code, code.replace("-", ""), mailbox.id.hex()]


def _database_bytes() -> bytes:
    """Return all that the database holds: its files (with the WAL), or every row of the room."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return b"".join(p.read_bytes() for p in sorted(path.parent.glob(path.name + "*")))
    with connection.cursor() as cursor:
        found = b""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                found += b"|".join(
                    bytes(value) if isinstance(value, memoryview) else str(value).encode()
                    for value in row
                )
        return found


def _bytes_below(folder: Path, database: Path) -> bytes:
    """Return what lies in a folder, the database's own files (looked at apart) left out."""
    return b"".join(
        path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(database.name)
    )


def _new_files_in(folders: tuple[Path, ...], since: float) -> bytes:
    """Return what has been written in folders that others use too."""
    found = b""
    for path in (path for folder in folders for path in folder.glob("*")):
        with contextlib.suppress(OSError):
            if path.is_file() and path.stat().st_mtime >= since - 1:
                found += path.read_bytes()[:1_000_000]
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.promise(17, "plaintext canary: database, WAL, spool, temp and logs hold none of it")
@pytest.mark.promise(43, "log hygiene: text, code, address and agent are in no log")
def test_the_marker_is_nowhere(
    public_client: Browser,
    aud: Viewer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    figure: Callable[[str], None],
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = time.time()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    caplog.set_level("DEBUG", logger="tryggvei")
    public_client.defaults |= {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}
    with watched() as written:
        codes = _journey(public_client, aud)
    database = Path(str(connection.settings_dict["NAME"]))
    # The spool was written to, and nothing else: whatever else holds the text is found by this.
    assert any(kind == "open" for kind, _ in written)
    assert outside(written, Path(settings.SPOOL_DIR), database) == []
    places = {
        "state folder": _bytes_below(Path(settings.STATE_DIR), database),
        "the system's temporary folders": _new_files_in(TEMPORARY_FOLDERS, before),
        "database and WAL": _database_bytes(),
        "spool": b"".join(p.read_bytes() for p in Path(settings.SPOOL_DIR).glob("*")),
        "temporary files": b"".join(p.read_bytes() for p in temporary.rglob("*") if p.is_file()),
        "log": caplog.text.encode(),
        "output": "".join(capfd.readouterr()).encode(),
    }
    assert places["database and WAL"]
    assert places["spool"]
    for place, content in places.items():
        for mark in (MARK, PHONE, ADDRESS, AGENT, codes[0], codes[1]):
            assert mark.encode() not in content, f"{mark} is in the {place}"
    figure(f"0 hits of 6 markers in {len(places)} places, {sum(map(len, places.values()))} bytes")
