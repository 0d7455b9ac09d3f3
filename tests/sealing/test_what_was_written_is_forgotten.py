"""Seconds after a letter no process of the public face holds its text, however quiet the evening.

The same search finds the letter while the worker that took it still lives: a search that finds
nothing anywhere would prove nothing.
"""

import http.client
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.drills.public_server import HEADERS, House, Server, serving
from tests.sealing.process_memory import found_in_memory
from tryggvei.site.serving import FORGETS_AFTER_SECONDS

pytestmark = [pytest.mark.deep, pytest.mark.drill, pytest.mark.own_server]
NEEDLES = {"text": b"KANARITEKST-0417", "telephone": b"40917263"}
SLACK_SECONDS = 20.0  # for this machine to start a process


def _send(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/skriv/")
    page = connection.getresponse().read().decode()
    nonce = re.findall(r'name="nonce" value="([^"]+)"', page)[0]
    form = {"nonce": nonce, "form": "1", "text": f"Jeg heter {NEEDLES['text'].decode()}."}
    form |= {"channels_safe": "phone", "phone": NEEDLES["telephone"].decode(), "wanted": "yes"}
    connection.request("POST", "/skriv/", urlencode(form), HEADERS)
    assert connection.getresponse().status == 303
    connection.close()


def _found(server: Server) -> set[str]:
    found: set[str] = set()
    for pid in (server.master, *server.workers()):
        try:
            found |= found_in_memory(pid, NEEDLES)[0]
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended, and its memory with it
    return found


@pytest.mark.promise(8, "seconds after a letter no public process holds its text, however quiet")
def test_a_quiet_public_face_forgets_a_letter_within_seconds(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    house = House(tmp_path)
    house.prepare()
    with serving(house) as server:
        before = set(server.workers())
        _send(server)
        sent = time.monotonic()
        assert _found(server) == set(NEEDLES)  # the search can find it
        # Nothing more is asked: no other visitor writes over what lies there.
        while _found(server):
            assert time.monotonic() - sent < 1.5 * FORGETS_AFTER_SECONDS + SLACK_SECONDS
            time.sleep(0.5)
        forgotten = time.monotonic() - sent
        _send(server)  # and the form still works
        assert len(before - set(server.workers())) == 1  # who had no letter was left alone
    figure(f"text and telephone gone from every process {forgotten:.0f} s after the letter")
