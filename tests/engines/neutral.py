"""The neutral site that leaving leads to, on this machine, under another host than ours.

It can be slow without end, or gone: leaving must not depend on it.
"""

import contextlib
import http.server
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser import certificate

_PAGE = """<!doctype html><html><head><title>Weather</title></head>
<body><h1>{}</h1><p><a href="/">Home</a></p></body></html>"""
CACHED = "RAINTOMORROW"  # of a page that browsers may keep: whoever reads a profile must find it
PAGES = {"/": _PAGE.format("Sunny").encode(), "/before": _PAGE.format(CACHED).encode()}


class NeutralSite:
    """Its address, the referrers it was told, and how it answers: at once, never, or not at all."""

    def __init__(self, url: str, before: str) -> None:
        """Answer at once. `before`: a page of an ordinary site that browsers may keep, as plain
        HTTP: Chromium keeps nothing from a site whose certificate is made up."""
        self.url, self.before = url, before
        self.referrers: list[str] = []
        self.asked = threading.Event()
        self.answers = threading.Event()
        self.answers.set()
        self.drops = False

    def hang(self) -> None:
        """Take every call and say nothing, until `mend`."""
        self.asked.clear()
        self.answers.clear()

    def drop(self) -> None:
        """Hang up on every call, until `mend`."""
        self.asked.clear()
        self.drops = True

    def mend(self) -> None:
        """Answer again, also those who wait."""
        self.drops = False
        self.answers.set()


@contextlib.contextmanager
def neutral_site(folder: Path) -> Iterator[NeutralSite]:
    """Serve the neutral site until the block ends. `folder` takes its throw-away certificate."""
    with contextlib.ExitStack() as things:
        safe = things.enter_context(_serve(certificate(folder)))
        plain = things.enter_context(_serve())
        site = NeutralSite(
            f"https://127.0.0.1:{safe.server_port}/", f"http://127.0.0.1:{plain.server_port}/before"
        )
        safe.RequestHandlerClass = plain.RequestHandlerClass = _handler(site)
        things.callback(site.mend)
        yield site


@contextlib.contextmanager
def _serve(proof: tuple[Path, Path] | None = None) -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    server.daemon_threads = True
    if proof:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*proof)
        # The handshake belongs to the thread of its own call, else one slow caller stops them all.
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def _handler(site: NeutralSite) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 60

        def do_GET(self) -> None:
            site.asked.set()
            if site.drops:
                return
            site.answers.wait(60)
            if self.path == "/":
                site.referrers.append(self.headers.get("Referer", ""))
            body = PAGES.get(self.path, b"")
            with contextlib.suppress(OSError):
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                kept = "max-age=3600" if self.path == "/before" else "no-cache"
                self.send_header("Cache-Control", kept)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
