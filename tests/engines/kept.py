"""The sample site as it is when a box in the middle drops `no-store`.

Firefox keeps no page in memory that says `no-store`. Here it may, and the latch must do alone.
"""

from collections.abc import Callable, Iterable
from typing import Any

from tests.faces.sample.wsgi import application as _whole


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the sample site does, without Cache-Control."""

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        kept = [(name, value) for name, value in headers if name.lower() != "cache-control"]
        return start_response(status, kept, *more)

    found: Iterable[bytes] = _whole(environ, start)
    return found
