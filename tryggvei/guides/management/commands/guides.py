"""`manage.py guides check` proves every guide; `manage.py guides bpmn ID` writes one as BPMN."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tryggvei.contentpack.api import PackError
from tryggvei.guides.queries import (
    CheckedGuide,
    GuideFault,
    flowchart,
    guides_checked,
    guides_to_publish,
)
from tryggvei.guides.rules.flow.bpmn import bpmn_of
from tryggvei.guides.rules.schema import LANGUAGES


class Command(BaseCommand):
    """Print guides, steps, paths and rules checked; exit 1 with file:line when a rule is broken."""

    help = (
        "check: prove the guides of the content pack, path by path. "
        "bpmn ID: write the flowchart of a guide as BPMN 2.0, for a process tool"
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do; for bpmn the guide, its language and the file."""
        parser.add_argument("what", choices=["check", "bpmn"])
        parser.add_argument("guide", nargs="?", default="", help="bpmn: the id of the guide")
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
        parser.add_argument("--out", default="", help="bpmn: the file to write; else it is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the two."""
        if options["what"] == "bpmn":
            self._bpmn(options["guide"], options["language"], options["out"])
        else:
            self._check()

    def _check(self) -> None:
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

    def _bpmn(self, key: str, language: str, out: str) -> None:
        """Write the flowchart of a guide as it is published, the municipality's edits with it."""
        try:
            guides = guides_to_publish()
        except (PackError, GuideFault) as error:
            raise CommandError(f"The guides cannot be drawn. {error}") from error
        if key not in guides:
            raise CommandError(f"There is no guide {key!r}. There are: {', '.join(guides)}.")
        file = bpmn_of(flowchart(guides[key], language))
        if out:
            Path(out).write_bytes(file)
            self.stdout.write(f"{out}: {len(file):,} bytes")
        else:
            self.stdout.write(file.decode(), ending="")

    def _print(self, one: CheckedGuide) -> None:
        proof = one.proof
        self.stdout.write(
            f"{one.entry.file}: guide {proof.guide}: {proof.steps} steps, {proof.paths} paths,"
            f" {proof.rules} rules, {len(proof.findings)} findings"
        )
        for finding in proof.findings:
            place = one.entry.finding("", *finding.location)
            self.stdout.write(f"{place.file}:{place.line}: {finding}")
