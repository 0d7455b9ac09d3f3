"""`manage.py audit verify|anchor|answer`: prove the log, sign where it stands, answer for a gap."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tryggvei.audit.anchors import AnchorError
from tryggvei.audit.verifying import anchor_now, answer_for, verify_all

NO_COPY = (
    "No copy of the anchors was compared: whoever can write here can cut both. Set"
    " TRYGGVEI_ANCHORS_COPY, or give --against."
)


class Command(BaseCommand):
    """Verify or anchor the audit log."""

    help = (
        "verify: read every row and anchor, exit 1 naming each fault. anchor: sign the head."
        " answer KEY: write into the log that somebody knows why a gap is there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, the keys of faults, and a copy of the anchors from elsewhere."""
        parser.add_argument("what", choices=["verify", "anchor", "answer"])
        parser.add_argument("key", nargs="*", help="answer: what stands in brackets after a fault")
        parser.add_argument("--against", type=Path, help="a copy of anchors.log kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError (exit 1) when the log is not whole or cannot be anchored."""
        copy: Path | None = options["against"] or settings.ANCHORS_COPY
        if options["what"] == "anchor":
            self._anchor()
        elif options["what"] == "answer":
            self._answer(options["key"], copy)
        else:
            self._verify(copy)

    def _anchor(self) -> None:
        try:
            anchor = anchor_now()
        except (AnchorError, OSError) as error:
            raise CommandError(f"The log was not anchored: {error}") from error
        text = f"Anchored row {anchor.seq}." if anchor else "The log is empty: nothing to anchor."
        self.stdout.write(text)

    def _answer(self, keys: list[str], copy: Path | None) -> None:
        if not keys:
            raise CommandError("Give what stands in brackets after the fault.")
        for key in keys:
            try:
                fault = answer_for(key, copy)
            except LookupError as error:
                raise CommandError(f"There is no fault {key} to answer for.") from error
            self.stdout.write(f"Written into the log, and told of from now on: {fault.text}.")

    def _verify(self, copy: Path | None) -> None:
        report = verify_all(copy)
        for fault in report.answered:
            self.stdout.write(f"answered for, {fault.kind}: {fault.text}")
        for fault in report.faults:
            key = f" [{fault.key}]" if fault.key else ""
            self.stderr.write(f"{fault.kind}: {fault.text}{key}")
        if copy is None:
            self.stderr.write(NO_COPY)
        if report.faults:
            count = len(report.faults)
            text = f"The log of {report.rows} rows is NOT whole: {count} fault(s). See SECURITY.md."
            raise CommandError(text)
        self.stdout.write(f"The log is whole: {report.rows} rows, every anchor agrees.")
