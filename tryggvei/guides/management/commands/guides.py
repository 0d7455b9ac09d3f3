"""`manage.py guides` and a word: check, decide FILE.csv, cards --unit UNIT, bpmn ID."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tryggvei.contentpack.api import PackError
from tryggvei.contentpack.api import texts as pack_texts
from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries import (
    CheckedGuide,
    GuideFault,
    guides_checked,
    guides_to_publish,
    law_names,
)
from tryggvei.guides.queries.cards import CardFault, CheckedCard, cards_checked
from tryggvei.guides.queries.case_tables import Held, NoCaseIds, Verdict, hold, name_of, pack_tables
from tryggvei.guides.queries.flow import chart_file
from tryggvei.guides.rules.card_check import CARD_RULES
from tryggvei.guides.rules.cases import OUT
from tryggvei.guides.rules.findings import RULES
from tryggvei.guides.rules.schema import LANGUAGES
from tryggvei.guides.rules.walk import explain


class Command(BaseCommand):
    """Prove guides, hold a table of cases against them, write cards and charts; else exit 1."""

    help = (
        "check: prove every guide and card. decide: answer a table of cases. cards: write cards."
        " bpmn: write a guide for a process tool."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the words."""
        words = parser.add_subparsers(dest="what", required=True)
        words.add_parser("check", help="every path of every guide, and the pack's table of cases")
        deciding = words.add_parser("decide", help="hold a table of cases against the guides")
        deciding.add_argument("file", metavar="FILE.csv", help="columns: see docs/adr/0029")
        deciding.add_argument("--why", action="store_true", help="say why, with the law, in bokmål")
        cards = words.add_parser("cards", help="write action cards as PDF and HTML")
        cards.add_argument("--unit", default="", help="name or id; without it: with open lines")
        cards.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
        cards.add_argument("--paper", default="a5", choices=["a5", "a4"])
        cards.add_argument("--out", type=Path, help="folder for the files")
        chart = words.add_parser("bpmn", help="write a guide as BPMN 2.0, for a process tool")
        chart.add_argument("guide", metavar="ID")
        chart.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
        chart.add_argument("--out", type=Path, help="the file to write; else it is printed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the word. Exits 1 with file:line of what is wrong, or with what to do next.

        Cards and charts show the municipality's own edits, so they ask the database.
        """
        try:
            self._run(**options)
        except DatabaseError as error:
            told = (str(error).splitlines() or ["it says nothing"])[0]
            raise CommandError(
                f"Nothing more was done: the database does not answer as it should ({told})."
                " Look at DATABASE_URL. If the database is new, run `manage.py migrate` and"
                " `manage.py content load`, and then this again."
            ) from error

    def _run(self, **options: Any) -> None:
        if options["what"] == "cards":
            self._cards(**options)
            return
        if options["what"] == "bpmn":
            self._bpmn(options["guide"], options["language"], options["out"])
            return
        try:
            checked = guides_checked()
            if options["what"] == "check":
                self._check(checked)
            else:
                self._decide(checked, Path(options["file"]), why=options["why"])
        except PackError as error:
            raise CommandError(f"The guides cannot be read. {error}") from error
        except NoCaseIds as error:
            raise CommandError(str(error)) from error

    def _check(self, checked: list[CheckedGuide]) -> None:
        if not checked:
            raise CommandError("There is no guide in content/*/guides/. Add one, then check again.")
        for one in checked:
            self._print(one)
        errors = sum(len(one.proof.errors) for one in checked)
        found = sum(len(one.proof.findings) for one in checked)
        steps = sum(one.proof.steps for one in checked)
        paths = sum(one.proof.paths for one in checked)
        self.stdout.write(
            f"In all: {len(checked)} guides, {steps} steps, {paths} paths, {len(RULES)} rules,"
            f" {len(LANGUAGES)} languages ({', '.join(LANGUAGES)}):"
            f" {errors} errors, {found - errors} warnings"
        )
        cards = cards_checked()
        for card in cards:
            self._print_card(card)
        errors += sum(len(card.findings) for card in cards)
        if errors:
            raise CommandError(f"{errors} faults in the guides. Nothing with a fault is published.")
        faults = sum(self._check_table(path, checked) for path in pack_tables())
        if faults:
            raise CommandError(f"{faults} faults in the table of cases. `guides decide` shows all.")

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

    def _check_table(self, path: Path, checked: list[CheckedGuide]) -> int:
        held = hold(path, checked)
        self._print_faults(path, held)
        for verdict in held.verdicts:
            if verdict.differences:
                self._print_verdict(path, verdict)
        self.stdout.write(f"{name_of(path)}: {_counted(held)}")
        return len(held.table.faults) + held.counts["differs"]

    def _decide(self, checked: list[CheckedGuide], path: Path, *, why: bool) -> None:
        errors = sum(len(one.proof.errors) for one in checked)
        if errors or not checked:
            told = f"{errors} faults in the guides" if errors else "There is no guide"
            raise CommandError(f"{told}. Run `guides check` first: a guide must be proved.")
        held = hold(path, checked)
        self._print_faults(path, held)
        if held.table.faults:
            count = len(held.table.faults)
            raise CommandError(f"{count} faults in {name_of(path)}; no row was decided.")
        guides = {one.proof.guide: cast(GuideFile, one.entry.item) for one in checked}
        for verdict in held.verdicts:
            self._print_verdict(path, verdict)
            if why and verdict.decided:
                self._print_why(guides[verdict.decided.guide], verdict)
        self.stdout.write(f"{name_of(path)}: {_counted(held)}")
        if held.counts["differs"]:
            raise CommandError(f"{held.counts['differs']} rows differ from what the table expects.")

    def _print_faults(self, path: Path, held: Held) -> None:
        for fault in held.table.faults:
            self.stdout.write(f"{name_of(path)}:{fault.line}: {fault.reason}")
        for column in held.table.unread:
            self.stdout.write(f"{name_of(path)}:1: note: the column {column!r} is not read")

    def _print_verdict(self, path: Path, verdict: Verdict) -> None:
        place = f"{name_of(path)}:{verdict.row.line}: {verdict.row.case}"
        if verdict.decided is None:
            self.stdout.write(f"{place}: not expressible: {verdict.reason}")
            return
        self.stdout.write(f"{place}: guide {verdict.decided.guide}: {verdict.word}")
        differing = {one.column for one in verdict.differences}
        for column in OUT:
            answered = _said(verdict.decided.values[column])
            expected = "not compared"
            if column in verdict.row.expected:
                expected = _said(verdict.row.expected[column])
            mark = "  <- differs" if column in differing else ""
            self.stdout.write(f"    {column}: answered {answered} | expected {expected}{mark}")

    def _print_why(self, guide: GuideFile, verdict: Verdict) -> None:
        if verdict.decided is None:
            return
        names = law_names("nb")
        for reason in explain(guide, verdict.decided.trace, "nb"):
            sources = "; ".join(names.get(law, law) for law in reason.laws)
            told = pack_texts.filled(f"{reason.title}: {reason.text}", lambda number: number.key)
            self.stdout.write(f"    {told} ({sources})")

    def _bpmn(self, key: str, language: str, out: Path | None) -> None:
        try:
            guides = guides_to_publish()
        except (PackError, GuideFault) as error:
            raise CommandError(f"Nothing was drawn. {error}") from error
        if key not in guides:
            raise CommandError(f"There is no guide {key!r}. There are: {', '.join(guides)}.")
        file = chart_file(guides[key], language).content
        if out is None:
            self.stdout.write(file.decode(), ending="")
            return
        try:
            out.write_bytes(file)
        except OSError as error:
            raise CommandError(
                f"{out} was not written: {error.strerror}. Choose another file with --out."
            ) from error
        self.stdout.write(f"{len(file):>7} bytes  {out}")

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
        except OSError as error:
            raise CommandError(
                f"{error.filename or folder} was not written: {error.strerror}. Choose another"
                " folder with --out; cards that a unit was given are written again by the same"
                " command."
            ) from error
        for path in written:
            self.stdout.write(f"{path.stat().st_size:>7} bytes  {path}")


def _said(values: tuple[str, ...]) -> str:
    return " ".join(values) or "none"


def _counted(held: Held) -> str:
    counts = held.counts
    return (
        f"{len(held.verdicts)} rows: {counts['agrees']} agree, {counts['differs']} differ,"
        f" {counts['not expressible']} not expressible"
    )
