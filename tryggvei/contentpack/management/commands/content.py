"""`manage.py content check` and `manage.py content load`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.contentpack.pack import PackError, check_pack, notes_of_pack
from tryggvei.contentpack.store import load


class Command(BaseCommand):
    """Check the content pack's files, or bring the database up to them."""

    help = "check: every fault as file:line: reason, exit 1. load: idempotent, keeps local edits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two words."""
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("check", help="check every file of the pack")
        loading = words.add_parser("load", help="bring the database up to the files")
        loading.add_argument(
            "--take-pack",
            action="append",
            default=[],
            metavar="KIND/KEY",
            help="give up the local edit of this item and take the pack's version",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the word. Exits 1 with the findings, or with one sentence on what to do."""
        if options["word"] == "check":
            self._check()
        else:
            self._load(frozenset(options["take_pack"]))

    def _check(self) -> None:
        counts, findings = check_pack()
        for finding in findings:
            self.stdout.write(str(finding))
        if not findings:  # a broken pack has nothing trustworthy to note
            for note in notes_of_pack():
                self.stdout.write(f"note: {note}")
        total = ", ".join(f"{name} {count}" for name, count in counts.items())
        if findings:
            raise CommandError(f"{len(findings)} faults in the content pack ({total})")
        self.stdout.write(f"The content pack is whole: {total}")

    def _load(self, take_pack: frozenset[str]) -> None:
        try:
            report = load(take_pack)
        except PackError as error:
            raise CommandError(str(error)) from error
        for name, diff in report.kept.items():
            self.stdout.write(f"local edit kept: {name} (--take-pack {name} gives it up)")
            if diff.strip():
                self.stdout.write(diff)
        for name in report.taken:
            self.stdout.write(f"pack taken: {name}")
        self.stdout.write(
            f"{report.changes} changed ({len(report.added)} added, {len(report.changed)} updated, "
            f"{len(report.removed)} removed, {len(report.taken)} taken), "
            f"{report.unchanged} unchanged, {len(report.kept)} local edits kept"
        )
