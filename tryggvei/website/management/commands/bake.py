"""`manage.py bake`: draw the public pages and show them; `--check`, `--rollback`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.contentpack.api import PackError
from tryggvei.guides.api import GuideFault
from tryggvei.website.api import (
    NothingToRollBackTo,
    NotPublishable,
    bake_all,
    is_current,
    roll_back,
)


class Command(BaseCommand):
    """Draw every public page to plain files, whole and at once, or go back to the bake before."""

    help = "Bake the public pages to plain files."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the two other things that the command can do."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--check", action="store_true", help="exit 1 when the bake is not what the pack says"
        )
        choice.add_argument("--rollback", action="store_true", help="show the bake before this")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the three. A fault says what to do next and leaves what is shown alone."""
        try:
            if options["check"]:
                self._check()
            elif options["rollback"]:
                self.stdout.write(f"The bake {roll_back()} is shown now.")
            else:
                self._bake()
        except (PackError, GuideFault) as error:
            raise CommandError(f"The content pack is not fit to bake: {error}") from error
        except LookupError as error:
            raise CommandError(
                f"A page names something that is not there: {error}. Run `manage.py content check`."
            ) from error
        except NothingToRollBackTo as error:
            raise CommandError("There is no older bake. Run `manage.py bake`.") from error

    def _bake(self) -> None:
        try:
            result = bake_all(self.stdout.write)
        except NotPublishable as error:
            for finding in error.findings:
                self.stderr.write(str(finding))
            raise CommandError(
                "Nothing was published: the texts above are not approved. "
                "Have them reviewed, and write 'reviewed: {date, by}' instead of 'unreviewed'."
            ) from error
        state = f"{result.written} new files" if result.changed else "already current"
        self.stdout.write(
            f"Baked {result.pages} pages, {result.files} files ({state}): {result.bake_id}"
        )

    def _check(self) -> None:
        if not is_current():
            raise CommandError("The bake is not current. Run `manage.py bake`.")
        self.stdout.write("The bake is current.")
