"""`manage.py guides check`: walk every path of every guide and hold it against every rule."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tryggvei.contentpack.api import PackError
from tryggvei.guides.queries import CheckedGuide, guides_checked


class Command(BaseCommand):
    """Print guides, steps, paths and rules checked; exit 1 with file:line when a rule is broken."""

    help = "check: prove the guides of the content pack, path by path"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One word: what to do."""
        parser.add_argument("what", choices=["check"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all guides of the pack's files; needs no database."""
        try:
            checked = guides_checked()
        except PackError as error:
            raise CommandError(f"The guides cannot be read. {error}") from error
        if not checked:
            raise CommandError("There is no guide in content/*/guides/. Add one, then check again.")
        errors = 0
        for one in checked:
            self._print(one)
            errors += len(one.proof.errors)
        if errors:
            raise CommandError(f"{errors} faults in the guides. Nothing with a fault is published.")

    def _print(self, one: CheckedGuide) -> None:
        proof = one.proof
        self.stdout.write(
            f"{one.entry.file}: guide {proof.guide}: {proof.steps} steps, {proof.paths} paths,"
            f" {proof.rules} rules, {len(proof.findings)} findings"
        )
        for finding in proof.findings:
            place = one.entry.finding("", *finding.location)
            self.stdout.write(f"{place.file}:{place.line}: {finding}")
