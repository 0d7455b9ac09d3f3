"""Senders who send a byte a second do not close the forms: the shipped nginx reads them to the end
before the face hears of them.
"""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.drills.public_server import House, serving
from tests.file_servers import HOST, FileServer, nginx

pytestmark = [pytest.mark.deep, pytest.mark.drill, pytest.mark.own_server]
SLOW, PROBES, WITHIN_SECONDS = 16, 3, 8.0
HEAD = (
    f"POST /skriv/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n\r\n"
)


class NamedHouse(House):
    """A house that answers to the name in the shipped file, and so takes no real enquiries."""

    def environment(self, face: str) -> dict[str, str]:
        """Return the environment, with the name."""
        names = {"TRYGGVEI_PUBLIC_HOSTS": f"localhost,127.0.0.1,{HOST}", "TRYGGVEI_INTAKE": "demo"}
        return {**super().environment(face), **names}


def _trickle(server: FileServer, ends: threading.Event, begun: threading.Semaphore) -> None:
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=30) as plain,
        server.context.wrap_socket(plain, server_hostname=HOST) as secure,
        suppress(OSError),
    ):
        secure.sendall(HEAD.encode())
        begun.release()
        while not ends.wait(1):
            secure.sendall(b"a")


@pytest.mark.promise(3, "16 senders of a byte a second: behind the shipped nginx the forms answer")
def test_slow_bodies_do_not_close_the_forms(tmp_path: Path, figure: Callable[[str], None]) -> None:
    house, folder = NamedHouse(tmp_path / "house"), tmp_path / "nginx"
    house.state.mkdir()
    folder.mkdir()
    house.prepare()
    for name in ("headers", "leave"):
        (house.state / "baked/server").mkdir(parents=True, exist_ok=True)
        (house.state / f"baked/server/{name}.conf").write_text("")
    ends, begun = threading.Event(), threading.Semaphore(0)
    with serving(house, workers=1) as face, nginx(house.state, folder, face.port) as server:
        slow = [threading.Thread(target=_trickle, args=(server, ends, begun)) for _ in range(SLOW)]
        for thread in slow:
            thread.start()
        try:
            assert all(begun.acquire(timeout=30) for _ in slow)
            waited = [_drawn_after(server) for _ in range(PROBES)]
        finally:
            ends.set()
            for thread in slow:
                thread.join()
    assert max(waited) <= WITHIN_SECONDS
    figure(f"{SLOW} slow senders: the form is drawn after {max(waited):.2f} s at most")


def _drawn_after(server: FileServer) -> float:
    begun = time.monotonic()
    status, _, _ = server.ask("/skriv/")
    assert status == 200
    return time.monotonic() - begun


@pytest.mark.promise(3, "without a proxy the same senders do close the forms: the drill can fail")
def test_the_same_senders_close_the_forms_of_a_bare_face(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.prepare()
    with serving(house, workers=1) as face:
        lines = [socket.create_connection(("127.0.0.1", face.port)) for _ in range(SLOW)]
        for line in lines:
            line.sendall(HEAD.replace(HOST, "localhost").encode())
        time.sleep(1)
        probe = http.client.HTTPConnection("127.0.0.1", face.port, timeout=3)
        probe.request("GET", "/skriv/takk/")
        with pytest.raises(TimeoutError):
            probe.getresponse()
        probe.close()
        for line in lines:
            line.close()
