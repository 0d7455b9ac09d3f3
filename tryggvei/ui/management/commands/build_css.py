"""`manage.py build_css [--check]`: makes the public style sheets from vendored and own sources."""

import gzip
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tryggvei.ui.stylesheet.build import all_built


class Command(BaseCommand):
    """Build the style sheets, or say whether they are current."""

    help = "Build the style sheets of ui/built from templates and sources."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --check."""
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the sheets that changed, or list them and fail with --check."""
        stale = []
        for path, text in all_built().items():
            size = len(gzip.compress(text.encode(), 9, mtime=0))
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if old != text:
                stale.append(path.name)
                if not options["check"]:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text, encoding="utf-8")
            self.stdout.write(f"{path.name}: {len(text.encode())} bytes, {size} compressed")
        if options["check"] and stale:
            names = ", ".join(stale)
            raise CommandError(f"{names} not current. Run `manage.py build_css` and commit.")
