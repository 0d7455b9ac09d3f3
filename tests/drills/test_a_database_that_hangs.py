"""A database that hangs counts as away: letters are spooled within seconds, and none is lost.

Three ways to hang: a table is locked (a migration), the line swallows everything (a firewall that
forgets), and SQLite's one writer never ends.
"""

import contextlib
import http.client
import re
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest

from tests.drills.public_server import HEADERS, House, Server, opened_texts, serving
from tests.drills.test_no_acknowledged_message_is_lost import ROWS, postgres_house, sqlite_house

pytestmark = [pytest.mark.deep, pytest.mark.drill]
WITHIN_SECONDS = 8.0
SENDERS = 9
__all__ = ["postgres_house", "sqlite_house"]


class StallingLine:
    """Stands before PostgreSQL: passes on, until it is told to swallow. It never hangs up."""

    def __init__(self, host: str, port: int) -> None:
        self.stalls = threading.Event()
        self._target = (host, port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._lines: list[socket.socket] = [self._door]
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                inner, _ = self._door.accept()
                outer = socket.create_connection(self._target)
                self._lines += [inner, outer]
                for pair in ((inner, outer), (outer, inner)):
                    threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                if not self.stalls.is_set():
                    target.sendall(piece)
            target.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Hang up."""
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()


def _nonce(port: int) -> str:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=90)) as line:
        line.request("GET", "/skriv/")
        page = line.getresponse().read().decode()
    return str(re.findall(r'name="nonce" value="([^"]+)"', page)[0])


def _send_at_once(server: Server, label: str) -> tuple[list[str], float]:
    """Let many send at once; return the texts, all acknowledged, and the longest wait."""
    forms = [(_nonce(server.port), f"{label} {number}") for number in range(SENDERS)]
    waited: list[float] = []
    statuses: list[int] = []

    def send(nonce: str, text: str) -> None:
        begun = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=90)
        line.request(
            "POST", "/skriv/", urlencode({"nonce": nonce, "form": "1", "text": text}), HEADERS
        )
        statuses.append(line.getresponse().status)
        waited.append(time.monotonic() - begun)
        line.close()

    threads = [threading.Thread(target=send, args=form) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * SENDERS
    return [text for _, text in forms], max(waited)


def _nothing_lost(house: House, sent: list[str], stored: Callable[[], list[str]]) -> None:
    assert house.drain().endswith("left 0")
    texts = stored()
    assert sorted(texts) == sorted(set(texts))
    assert set(sent) <= set(texts)


def _postgres_texts(house: House) -> list[str]:
    with psycopg.connect(house.database_url.replace("postgres://", "postgresql://")) as database:
        rows = database.execute(ROWS).fetchall()
    return opened_texts(house, [(str(row[0]), row[1], bytes(row[2])) for row in rows])


@contextlib.contextmanager
def _locked(house: House) -> Iterator[None]:
    url = house.database_url.replace("postgres://", "postgresql://")
    with psycopg.connect(url) as holder:
        holder.execute("LOCK TABLE intake_sealedmessage")
        yield


@pytest.mark.promise(2, "a locked table: spooled within seconds, lost 0")
def test_a_locked_table_holds_no_sender(
    postgres_house: House, figure: Callable[[str], None]
) -> None:
    with serving(postgres_house) as server:
        sent, _ = _send_at_once(server, "before")
        with _locked(postgres_house):
            more, longest = _send_at_once(server, "during")
            assert postgres_house.spooled() == SENDERS
        sent += more + _send_at_once(server, "after")[0]
    assert longest <= WITHIN_SECONDS
    _nothing_lost(postgres_house, sent, lambda: _postgres_texts(postgres_house))
    figure(f"{SENDERS} senders before a locked table: spooled after {longest:.1f} s at most")


@pytest.mark.promise(2, "a line that swallows everything: spooled within seconds, lost 0")
def test_a_line_that_swallows_everything_holds_no_sender(
    postgres_house: House, figure: Callable[[str], None]
) -> None:
    place = urlsplit(postgres_house.database_url)
    line = StallingLine(str(place.hostname), place.port or 5432)
    netloc = place.netloc.replace(f":{place.port}", f":{line.port}")
    through = House(postgres_house.state, place._replace(netloc=netloc).geturl())
    with serving(through) as server:
        sent, _ = _send_at_once(server, "before")
        line.stalls.set()
        more, longest = _send_at_once(server, "during")
        assert through.spooled() == SENDERS
        begun = time.monotonic()
        assert _nonce(server.port)
        drawn = time.monotonic() - begun
    line.close()
    assert longest <= WITHIN_SECONDS
    assert drawn <= WITHIN_SECONDS
    _nothing_lost(postgres_house, sent + more, lambda: _postgres_texts(postgres_house))
    figure(f"{SENDERS} senders on a swallowing line: spooled after {longest:.1f} s at most")


@pytest.mark.promise(2, "SQLite held by another writer: spooled within seconds, lost 0")
def test_another_writer_of_the_file_holds_no_sender(
    sqlite_house: House, figure: Callable[[str], None]
) -> None:
    path = sqlite_house.state / "tryggvei.sqlite3"
    with serving(sqlite_house) as server:
        sent, _ = _send_at_once(server, "before")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN IMMEDIATE")
            more, longest = _send_at_once(server, "during")
            assert sqlite_house.spooled() == SENDERS
            holder.execute("ROLLBACK")
    assert longest <= WITHIN_SECONDS

    def stored() -> list[str]:
        with contextlib.closing(sqlite3.connect(path)) as database:
            return opened_texts(sqlite_house, database.execute(ROWS).fetchall())

    _nothing_lost(sqlite_house, sent + more, stored)
    figure(f"{SENDERS} senders beside a writer of SQLite: spooled after {longest:.1f} s at most")
