"""A server that has answered thousands of hostile and ordinary forms has not grown."""

import http.client
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.drills.public_server import HEADERS, House, Server, serving

pytestmark = [pytest.mark.drill, pytest.mark.deep]
BODIES = (
    urlencode({"text": "ord " * 1500, "nonce": "x", "form": "1"}),
    urlencode({"text": "", "days": ["mon"] * 50}, doseq=True),
    "&".join(f"a{number}=1" for number in range(90)),
    "%00%ff%fe=" + "%F0%9F" * 500,
    "text=" + "x" * 100_000,
)


def _resident(server: Server) -> int:
    """Return the memory of the workers in bytes."""
    return sum(
        int(line.split()[1]) * 1024
        for pid in server.workers()
        for line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    )


def _send(server: Server, times: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for number in range(times):
        connection.request("POST", "/skriv/", BODIES[number % len(BODIES)], HEADERS)
        with connection.getresponse() as response:
            response.read()
        assert response.status < 500
    connection.close()


@pytest.mark.promise(38, "memory of the public process grows at most 20 MB over hostile forms")
def test_memory_does_not_grow(tmp_path: Path, figure: Callable[[str], None]) -> None:
    house = House(tmp_path)
    house.prepare()
    with serving(house, workers=1) as server:
        _send(server, 500)  # caches, templates and pools are filled
        before = _resident(server)
        _send(server, 2500)
        grown = (_resident(server) - before) / 2**20
    figure(f"{grown:.1f} MB over 2,500 forms")
    assert grown <= 20
