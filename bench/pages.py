"""How light and how fast the public pages are.

    .venv/bin/python bench/pages.py

Bytes as a browser gets them (Brotli, headers counted), requests a page, and answers a second from
the app itself. A file server in front is faster by orders; the study measured it.
"""

import http.client
import re
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed

from tests.browser import free_port, prepare, serve  # noqa: E402

PAGES = (
    "/",
    "/for-meg/",
    "/for-andre/",
    "/hva-skjer/",
    "/raad/voksen/",
    "/skriv/",
    "/svar/",
    "/ut",
)
BROWSERS, SECONDS = 8, 5.0
# What a page could ask for besides itself: anything with an address that the browser fetches.
ASKS = re.compile(rb"<(?:link[^>]+rel=.?(?:stylesheet|preload|icon)|script[^>]+src|img|iframe)")


def _get(port: int, path: str) -> tuple[int, bytes, int]:
    """Return status, body as sent, and the bytes of status line and headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "br", "Host": "localhost"})
    with connection.getresponse() as response:
        body = response.read()
        headers = sum(len(name) + len(value) + 4 for name, value in response.getheaders())
    connection.close()
    return response.status, body, headers + len("HTTP/1.1 200 OK\r\n\r\n")


def _weigh(port: int) -> None:
    for path in PAGES:
        status, body, headers = _get(port, path)
        plain = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        plain.request("GET", path, headers={"Host": "localhost"})
        with plain.getresponse() as response:
            asks = len([m for m in ASKS.findall(response.read()) if b"icon" not in m])
        plain.close()
        print(
            f"{path:<16} {status}  {len(body):>6} bytes + {headers} of headers,"
            f" {1 + asks} request{'s' if asks else ''}"
        )


def _visit(port: int, path: str, until: float, seconds: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.monotonic() < until:
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "br", "Host": "localhost"})
        with connection.getresponse() as response:
            response.read()
        seconds.append(time.perf_counter() - begun)
    connection.close()


def _hurry(port: int) -> None:
    for path in ("/", "/skriv/"):
        seconds: list[float] = []
        until = time.monotonic() + SECONDS
        threads = [
            threading.Thread(target=_visit, args=(port, path, until, seconds))
            for _ in range(BROWSERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        p95 = sorted(seconds)[int(len(seconds) * 0.95)] * 1000
        print(
            f"{path:<16} {len(seconds) / SECONDS:.0f} answers/s from one process, {BROWSERS}"
            f" browsers, p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {p95:.1f} ms"
        )


def main() -> int:
    """Build a public face in a temporary folder, weigh its pages, then hurry."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        prepare(Path(folder), port)
        with serve("tryggvei.site.wsgi_public", Path(folder), port):
            _weigh(port)
            _hurry(port)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
