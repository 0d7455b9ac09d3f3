"""`manage.py voices`: let a machine read the core pages aloud, for languages that have a voice."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tryggvei.website.actions.speaking import ToolsMissing, make_missing_sounds, stamp_recording_of


class Command(BaseCommand):
    """Make what is missing; an unchanged page is not read again. `manage.py bake` shows it."""

    help = "Let a machine read the core pages aloud. The next bake puts the sound on the pages."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what is done after a person has recorded a page."""
        parser.add_argument(
            "--stamp",
            metavar="LANGUAGE/PAGE",
            help="note that the recording of this page says what the page says now",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, and say which pages need a person who records."""
        if options["stamp"]:
            try:
                self.stdout.write(f"Stamped {stamp_recording_of(options['stamp'])}")
            except LookupError as error:
                raise CommandError(str(error)) from error
            return
        if not settings.VOICES:
            raise CommandError(
                "Nothing was made: set TRYGGVEI_VOICES=on when somebody who speaks the languages"
                " has listened and wants a machine's voice on the pages."
            )
        try:
            made, silent = make_missing_sounds()
        except ToolsMissing as missing:
            raise CommandError(f"Nothing was made: {missing}. The pages work without.") from missing
        self.stdout.write(f"{made} pages read aloud. Run `manage.py bake`.")
        if silent:
            self.stdout.write(
                "No voice, so a person must record these as"
                f" content/<municipality>/sound/<language>/<page>.opus: {', '.join(silent)}"
            )
