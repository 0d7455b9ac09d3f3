"""`manage.py simulate`: fill an empty demo with people and a year of work. Safe to run twice."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from tryggvei.audit.api import begin_late
from tryggvei.simulator.api import Stage, live, make_people
from tryggvei.simulator.people import people_exist
from tryggvei.toolbox.clock import today

STORY = "simulated.json"  # what the page /demo/ tells; written last, so it also means: finished


class Command(BaseCommand):
    help = "Invent a demo municipality: people, enquiries, cases. Refuses outside demo and test."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the seed and the size."""
        parser.add_argument("--seed", type=int, default=1905)
        parser.add_argument("--per-day", type=float, default=0.8, help="enquiries a day, mean")

    def handle(self, *args: Any, **options: Any) -> None:
        """Live every scene once; say so and stop when the year is already there.

        Raises CommandError in production, and when an earlier run was interrupted half-way.
        """
        if settings.TRYGGVEI_MODE == "production":
            raise CommandError("simulate invents people and cases: never in production.")
        path = settings.STATE_DIR / STORY
        if people_exist():
            if not path.exists():
                raise CommandError(
                    "An earlier run was interrupted, so only a part of the invented year is there. "
                    f"Stop the demo, delete the folder {settings.STATE_DIR.name}/ and begin anew."
                )
            self.stdout.write("      the demo municipality is already there")
            return
        if connection.vendor == "sqlite":
            # Invented rows need not survive a power cut; a new demo makes them again.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
        stage = Stage(make_people(today()), today(), options["seed"], options["per_day"])
        for line in live(stage):
            self.stdout.write(f"      {line}")
            self.stdout.flush()
        path.write_text(json.dumps(stage.story, indent=1))
        path.chmod(0o600)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
        begin_late()
        connection.close()
