"""gunicorn as shipped, with workers that stay: a leak would be hidden by their ending."""

import runpy
from typing import Any

_shipped = runpy.run_path("deploy/gunicorn.conf.py")
globals().update({name: value for name, value in _shipped.items() if not name.startswith("__")})


def post_request(_worker: Any, _req: Any, _environ: Any, _resp: Any) -> None:
    """Let the worker live on."""
