"""`manage.py count_pages --socket PATH`: count the pages that a file server sends.

The file server writes one datagram an answer to a socket file: status, method and path, nothing
else (deploy/nginx/count.conf). Run it under the public face's settings and database role.
"""

import signal
import socketserver
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.website.actions.counting import note_opened, write_and_let_go
from tryggvei.website.rules.counting import logged_file

LONGEST = 2048  # octets of a datagram; nginx cuts at about that


class _Line(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Count one line. What is not understood is forgotten; nothing of it is logged."""
        file = logged_file(self.request[0].decode("ascii", "replace"))
        if file is not None and note_opened(file):
            write_and_let_go()


class _Listener(socketserver.UnixDatagramServer):
    """Listens on a file of this machine; there is no way in from a network."""

    max_packet_size = LONGEST

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: a traceback may show the line."""


class Command(BaseCommand):
    """Listen until it is told to stop; whole days that are over are written then too."""

    help = "Count the pages that the file server sends, by day and language."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add where to listen."""
        parser.add_argument("--socket", required=True, type=Path, help="path of the socket file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the socket file, for the file server's group, and count."""
        path: Path = options["socket"]
        path.unlink(missing_ok=True)
        try:
            server = _Listener(str(path), _Line)
        except OSError as error:
            raise CommandError(f"Cannot listen on {path}: {error.strerror}.") from error
        path.chmod(0o660)
        try:
            signal.signal(signal.SIGTERM, _stop)
            self.stdout.write(f"Counting on {path}")
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            server.server_close()
            path.unlink(missing_ok=True)
            write_and_let_go()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
