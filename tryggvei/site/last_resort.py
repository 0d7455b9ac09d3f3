"""What is answered when nothing else can be: pages drawn at the start, kept in memory.

An application that fails outside every page of ours, and a request that is none, used to be
answered by the server's own page: without our headers, and with a piece of the request in it. These
need no template, no style, no database and no disk at the moment when they are needed.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

logger = logging.getLogger("tryggvei.site")
BAD, TOO_MUCH, BROKEN = 400, 413, 500
REASONS = {BAD: "Bad Request", TOO_MUCH: "Content Too Large", BROKEN: "Internal Server Error"}

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def _public(status: int) -> tuple[bytes, dict[str, str]]:
    from tryggvei.ui.api import public_error, public_headers  # noqa: PLC0415 - apps first

    return bytes(public_error(status).content), public_headers()


def _staff(status: int) -> tuple[bytes, dict[str, str]]:
    from tryggvei.faces.staff.middleware import HEADERS  # noqa: PLC0415 - apps first
    from tryggvei.faces.staff.views import last_resort  # noqa: PLC0415 - the same

    page = last_resort(BAD if status == TOO_MUCH else status).content
    return bytes(page), {**HEADERS, "Cache-Control": "no-store"}


def prepared() -> dict[int, tuple[Headers, bytes]]:
    """Draw the pages of this process' face, in the first language; status -> headers, body."""
    draw = _public if settings.FACE == "public" else _staff
    pages = {}
    with translation.override(settings.LANGUAGE_CODE):
        for status in REASONS:
            page, headers = draw(status)
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Length": str(len(page)),
                **headers,
            }
            pages[status] = (list(headers.items()), page)
    return pages


class NeverBare:
    """A WSGI application that always answers with a page of ours, whatever fails inside it."""

    def __init__(self, application: Application) -> None:
        """Draw the pages now; keep the application."""
        self.application = application
        self.pages = prepared()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Pass on; when that fails, say only what kind of failure it was."""
        try:
            return self.application(environ, start_response)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for an answer
            logger.error("the application failed: %s", type(error).__name__)
        headers, page = self.pages[BROKEN]
        start_response(f"{BROKEN} {REASONS[BROKEN]}", headers)
        return [b""] if environ.get("REQUEST_METHOD") == "HEAD" else [page]

    def raw(self, status: int) -> bytes:
        """Return a whole answer as it goes over the line, for what never became a request."""
        status = status if status in self.pages else BAD
        headers, page = self.pages[status]
        lines = [f"HTTP/1.1 {status} {REASONS[status]}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + page
