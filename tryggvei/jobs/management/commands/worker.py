"""`manage.py worker`: run what is due, again and again, until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections, connections

from tryggvei.house.api import Lane
from tryggvei.jobs.api import Outcome, run_due
from tryggvei.toolbox.clock import now

PAUSE_SECONDS = 10.0


class Command(BaseCommand):
    """The worker: a thread a lane, so that a bake never stands before the spool."""

    help = "Run recurring jobs until SIGTERM or SIGINT; a job that has begun is finished first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between two looks, in seconds, and the lane, if only one is to run."""
        parser.add_argument("--pause", type=float, default=PAUSE_SECONDS)
        parser.add_argument("--lane", choices=[lane.value for lane in Lane])

    def handle(self, *args: Any, **options: Any) -> None:
        """Loop; leaves cleanly, with exit 0, at SIGTERM or SIGINT.

        Raises CommandError (exit 1, to be started again) when a lane broke off: the other would
        run on, and nobody would see that half of the jobs have stopped.
        """
        self._stop = threading.Event()
        self._speaks = threading.Lock()
        self._broken: list[str] = []

        def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
            self._stop.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ask_to_stop)
        self._say("The worker has started.")
        lanes = [Lane(options["lane"])] if options["lane"] else list(Lane)
        threads = [
            threading.Thread(target=self._go, args=(lane, options["pause"]), name=lane)
            for lane in lanes
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._say("The worker has stopped.")
        if self._broken:
            raise CommandError(f"A lane broke off: {', '.join(self._broken)}")

    def _go(self, lane: Lane, pause: float) -> None:
        """Look again and again; whatever ends one lane by itself ends the worker."""
        try:
            while not self._stop.is_set():
                for outcome in self._look(lane):
                    self._say(f"{outcome.name}: {'' if outcome.ok else 'FAILED '}{outcome.text}")
                self._stop.wait(pause)
        except BaseException as error:  # noqa: BLE001 - told by handle(); the class only
            self._broken.append(f"{lane.value} ({type(error).__name__})")
        finally:
            self._stop.set()
            connections.close_all()  # those of this thread

    def _look(self, lane: Lane) -> list[Outcome]:
        close_old_connections()
        try:
            return run_due(now(), lane)
        except DatabaseError as error:
            # The database may be restarting: say so, and look again after the pause.
            self._say(f"The database did not answer ({type(error).__name__}); trying again.")
            connections.close_all()
            return []

    def _say(self, line: str) -> None:
        with self._speaks:
            self.stdout.write(line)
            self.stdout.flush()
