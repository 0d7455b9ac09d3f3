"""`manage.py prints --out DIR`: the card, the posters and the slips as PDF, for a print shop."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import typst
from django.core.management.base import BaseCommand, CommandError

from tryggvei.contentpack.api import PackError
from tryggvei.website.drawing.prints import print_files, waiting_findings


class Command(BaseCommand):
    """Write every print in every whole language. The same content gives the same bytes."""

    help = "Write the card, the posters and the slips as PDF/UA-1 files."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add where to write."""
        parser.add_argument("--out", required=True, type=Path, help="folder for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files; a fault says what to do and leaves what is there alone."""
        waiting = waiting_findings()
        if waiting:
            raise CommandError(
                f"Nothing was written: {len(waiting)} texts or numbers are not approved."
                f" First: {waiting[0]}"
            )
        try:
            files = print_files()
        except (PackError, LookupError) as error:
            raise CommandError(
                f"A print lacks something: {error}. Run `manage.py content check`."
            ) from error
        except typst.TypstError as error:
            raise CommandError(f"A template does not give PDF/UA-1: {error.message}") from error
        for name, content in files.items():
            target = options["out"] / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            self.stdout.write(f"{len(content):>7} bytes  {target}")
