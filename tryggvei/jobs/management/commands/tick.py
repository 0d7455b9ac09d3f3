"""`manage.py tick`: run once what is due."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.house.api import Lane
from tryggvei.jobs.api import run_due
from tryggvei.toolbox.clock import now


class Command(BaseCommand):
    """Run what is due, for a timer of the operating system."""

    help = "Run every recurring job that is due, once. Exit 1 when one failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the lane, if only one is to run."""
        parser.add_argument("--lane", choices=[lane.value for lane in Lane])

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a job. Raises CommandError (exit 1) naming the jobs that failed."""
        outcomes = run_due(now(), Lane(options["lane"]) if options["lane"] else None)
        for outcome in outcomes:
            self.stdout.write(f"{outcome.name}: {'' if outcome.ok else 'FAILED '}{outcome.text}")
        if not outcomes:
            self.stdout.write("Nothing was due.")
        failed = [outcome.name for outcome in outcomes if not outcome.ok]
        if failed:
            raise CommandError(f"These jobs failed and will be tried again: {', '.join(failed)}")
