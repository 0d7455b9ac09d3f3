"""How gunicorn serves a face: it tells nothing of a request, and forgets what it was sent.

deploy/gunicorn.conf.py names what stands here. Why each thing: docs/adr/0043.
"""

import logging
import os
import secrets
import signal
import sys
import threading
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

FORGETS_AFTER_SECONDS = 10.0  # and at most half as much again
_TOO_LARGE = {"LimitRequestLine", "LimitRequestHeaders"}


class QuietLogger(Logger):  # type: ignore[misc] # gunicorn has no types
    """Tells of starts and stops; of a request, only what kind of failure it met.

    gunicorn puts the visitor's address, the address asked for and the words of an exception into
    its messages. So once a process takes requests, none of its messages is passed on as it is.
    """

    takes_requests = False

    @property
    def access_log_enabled(self) -> bool:
        """Return False: there is no such log, whatever the settings say."""
        return False

    def access(self, resp: Any, req: Any, environ: Any, request_time: Any) -> None:
        """Write nothing."""

    def _tell(self, level: int, msg: Any, args: Any, kwargs: Any) -> None:
        if not self.takes_requests:
            self.error_log.log(level, msg, *args, **kwargs)
        elif level >= logging.WARNING:
            kind = sys.exc_info()[0]
            kind_name = kind.__name__ if kind else "unknown"
            self.error_log.log(level, "a request was not answered as it should: %s", kind_name)

    def critical(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.CRITICAL, msg, args, kwargs)

    def error(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.ERROR, msg, args, kwargs)

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.WARNING, msg, args, kwargs)

    def info(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.INFO, msg, args, kwargs)

    def debug(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.DEBUG, msg, args, kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        self._tell(logging.ERROR, msg, args, {"exc_info": True, **kwargs})

    def log(self, lvl: Any, msg: Any, *args: Any, **kwargs: Any) -> None:
        """See _tell."""
        level = self.LOG_LEVELS.get(lvl.lower(), logging.INFO) if isinstance(lvl, str) else lvl
        self._tell(level, msg, args, kwargs)


class QuietWorker(ThreadWorker):  # type: ignore[misc] # the same
    """A worker that answers what is no request with a page of ours, and ends soon after a letter.

    What somebody has written stays in a process' memory until something else is written over it,
    which on a quiet evening is never. A new process has none of it, and the system hands out no
    page of memory before it is emptied.
    """

    _ends: threading.Timer | None = None

    def end_soon(self) -> None:
        """Let this worker end within seconds, once; what it has begun is finished first."""
        if self._ends is not None:
            return
        # Not all workers in the same moment: the other one takes over meanwhile.
        more = secrets.randbelow(1000) / 2000 * FORGETS_AFTER_SECONDS
        self._ends = threading.Timer(
            FORGETS_AFTER_SECONDS + more, os.kill, (os.getpid(), signal.SIGTERM)
        )
        self._ends.daemon = True
        self._ends.start()

    def handle_error(  # gunicorn's own form
        self,
        req: Any,  # noqa: ARG002
        client: Any,
        addr: Any,  # noqa: ARG002
        exc: BaseException,
    ) -> None:
        """Answer what could not be read as a request. Nothing of it is repeated or logged."""
        self.end_soon()  # a body may have come with it
        self.log.warning("")
        kind = type(exc).__name__
        status = 413 if kind in _TOO_LARGE else 400
        if type(exc).__module__.partition(".")[0] != "gunicorn":
            status = 500
        try:
            util.write_nonblock(client, self.wsgi.raw(status))
        except OSError:
            return  # gone already


def post_worker_init(worker: QuietWorker) -> None:
    """From here on this process takes requests."""
    worker.log.takes_requests = True


def post_request(worker: QuietWorker, req: Any, environ: dict[str, Any], _resp: Any) -> None:
    """After anything but reading: let the worker end soon."""
    method = environ.get("REQUEST_METHOD") or getattr(req, "method", "")
    if method not in {"GET", "HEAD", "OPTIONS"}:
        worker.end_soon()
