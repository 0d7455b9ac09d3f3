"""`manage.py simulate`: fill an empty demo with people and a year of work. Safe to run twice."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from tryggvei.house.api import follow, rooms
from tryggvei.simulator.api import Year, make_people
from tryggvei.simulator.people import people_exist
from tryggvei.toolbox.clock import today


class Command(BaseCommand):
    help = "Invent a demo municipality: people, enquiries, cases. Refuses outside demo and test."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the seed and the size."""
        parser.add_argument("--seed", type=int, default=1905)
        parser.add_argument("--per-day", type=float, default=0.8, help="enquiries a day, mean")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the year once; say so and stop when the people are already there."""
        if settings.TRYGGVEI_MODE == "production":
            raise CommandError("simulate invents people and cases: never in production.")
        if people_exist():
            self.stdout.write("      the demo municipality is already there")
            return
        if connection.vendor == "sqlite":
            # Invented rows need not survive a power cut; a new demo makes them again.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
        year = Year(make_people(today()), today(), options["seed"], options["per_day"])
        for line in year.run():
            self.stdout.write(line)
        for room in rooms().values():
            if room.scene:
                self.stdout.write(f"      {follow('tryggvei.simulator', room.scene)(today())}")
        truth = year.truth
        story = {
            "enquiries": sum(truth.enquiries_by_day.values()),
            "cases": truth.cases,
            "guided": truth.guided,
            "closed": truth.closed,
            "waiting": truth.waiting,
            "codes": truth.codes[-3:],
        }
        path = settings.STATE_DIR / "simulated.json"
        path.write_text(json.dumps(story, indent=1))
        path.chmod(0o600)
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")
        connection.close()
