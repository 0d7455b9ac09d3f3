"""`manage.py guides check`: walk every path of every guide and hold it against every rule.

`manage.py guides cards --unit UNIT`: give a unit its action cards, as PDF and HTML.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tryggvei.contentpack.api import PackError
from tryggvei.guides.queries import CheckedGuide, guides_checked
from tryggvei.guides.queries.cards import CardFault, CheckedCard, cards_checked
from tryggvei.guides.rules.card_check import CARD_RULES
from tryggvei.guides.rules.schema import LANGUAGES


class Command(BaseCommand):
    """Print guides, steps, paths and rules checked; exit 1 with file:line when a rule is broken."""

    help = "check: prove the guides and cards of the content pack; cards: write action cards"
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One word: what to do; for cards also for whom, in which language, on which sheet."""
        parser.add_argument("what", choices=["check", "cards"])
        parser.add_argument("--unit", default="", help="name or id; without it: with open lines")
        parser.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
        parser.add_argument("--paper", default="a5", choices=["a5", "a4"])
        parser.add_argument("--out", type=Path, help="folder for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is asked. The check reads the pack's files alone, and needs no database."""
        if options["what"] == "cards":
            self._cards(**options)
            return
        try:
            checked, cards = guides_checked(), cards_checked()
        except PackError as error:
            raise CommandError(f"The guides cannot be read. {error}") from error
        if not checked:
            raise CommandError("There is no guide in content/*/guides/. Add one, then check again.")
        errors = 0
        for one in checked:
            self._print(one)
            errors += len(one.proof.errors)
        for card in cards:
            self._print_card(card)
            errors += len(card.findings)
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

    def _print_card(self, one: CheckedCard) -> None:
        self.stdout.write(
            f"{one.entry.file}: card {one.entry.key}: {len(CARD_RULES)} rules,"
            f" {len(one.findings)} findings"
        )
        for finding in one.findings:
            place = one.entry.finding("", *finding.location)
            self.stdout.write(f"{place.file}:{place.line}: {finding}")

    def _cards(self, **options: Any) -> None:
        # Cards need units and the log, which are not there where the check runs.
        from tryggvei.guides.actions import filing  # noqa: PLC0415
        from tryggvei.guides.actions.drawing import Paper  # noqa: PLC0415
        from tryggvei.guides.actions.issuing import NotApproved  # noqa: PLC0415

        language, paper = options["language"], Paper(options["paper"])
        folder = options["out"] or settings.STATE_DIR / "cards"
        try:
            if options["unit"]:
                unit = filing.unit_meant_by(options["unit"])
                written = list(filing.write_unit_cards(unit, language, paper, folder))
            else:
                written = list(filing.write_general_cards(language, paper, folder))
        except (LookupError, CardFault, PackError) as fault:
            raise CommandError(f"No card was made. {fault}") from fault
        except NotApproved as waiting:
            raise CommandError(f"No card was made. Not approved yet: {waiting}") from waiting
        for path in written:
            self.stdout.write(f"{path.stat().st_size:>7} bytes  {path}")
