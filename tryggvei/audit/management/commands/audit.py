"""`manage.py audit verify|anchor`: prove the log, or sign where it stands."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.audit.anchors import AnchorError
from tryggvei.audit.verifying import anchor_now, verify


class Command(BaseCommand):
    """Verify or anchor the audit log."""

    help = "verify: read every row and anchor, exit 1 naming each fault. anchor: sign the head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, and a copy of the anchors from elsewhere."""
        parser.add_argument("what", choices=["verify", "anchor"])
        parser.add_argument("--against", type=Path, help="a copy of anchors.log kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError (exit 1) when the log is not whole or cannot be anchored."""
        if options["what"] == "anchor":
            self._anchor()
        else:
            self._verify(options["against"])

    def _anchor(self) -> None:
        try:
            anchor = anchor_now()
        except (AnchorError, OSError) as error:
            raise CommandError(f"The log was not anchored: {error}") from error
        text = f"Anchored row {anchor.seq}." if anchor else "The log is empty: nothing to anchor."
        self.stdout.write(text)

    def _verify(self, copy: Path | None) -> None:
        if copy is not None and not copy.is_file():
            raise CommandError(f"{copy} is not a file. Give a copy of anchors.log.")
        rows, faults = verify(copy)
        for fault in faults:
            self.stderr.write(f"{fault.kind}: {fault.text}")
        if faults:
            text = f"The log of {rows} rows is NOT whole: {len(faults)} fault(s). See SECURITY.md."
            raise CommandError(text)
        self.stdout.write(f"The log is whole: {rows} rows, every anchor agrees.")
