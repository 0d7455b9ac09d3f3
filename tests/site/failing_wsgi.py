"""A public face that fails in ways that no page of ours catches, for the servers' own tests."""

from collections.abc import Iterable, Iterator
from typing import Any

from tryggvei.site.last_resort import NeverBare, StartResponse
from tryggvei.site.wsgi_public import application as whole

MARK = "Zq7mark"


def _breaks_off() -> Iterator[bytes]:
    yield b"half "
    raise RuntimeError(MARK)


def _fails(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    path = str(environ["PATH_INFO"])
    if path.startswith("/feiler"):
        raise RuntimeError(f"{MARK} {path}")
    if path.startswith("/avbrytes"):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return _breaks_off()
    return whole(environ, start_response)


application = NeverBare(_fails)
