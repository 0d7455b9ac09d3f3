"""`manage.py worker`: run what is due, again and again, until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connections

from tryggvei.jobs.api import Outcome, run_due
from tryggvei.toolbox.clock import now

PAUSE_SECONDS = 10.0


class Command(BaseCommand):
    """The worker's loop."""

    help = "Run recurring jobs until SIGTERM or SIGINT; a job that has begun is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between two looks, in seconds."""
        parser.add_argument("--pause", type=float, default=PAUSE_SECONDS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; leaves cleanly, with exit 0, at SIGTERM or SIGINT."""
        stop = threading.Event()

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        self._say("The worker has started.")
        while not stop.is_set():
            for outcome in self._look():
                self._say(f"{outcome.name}: {'' if outcome.ok else 'FAILED '}{outcome.text}")
            stop.wait(options["pause"])
        connections.close_all()
        self._say("The worker has stopped.")

    def _look(self) -> list[Outcome]:
        close_old_connections()
        try:
            return run_due(now())
        except DatabaseError as error:
            # The database may be restarting: say so, and look again after the pause.
            self._say(f"The database did not answer ({type(error).__name__}); trying again.")
            connections.close_all()
            return []

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
