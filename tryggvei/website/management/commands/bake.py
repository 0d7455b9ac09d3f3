"""`manage.py bake`: bring the pages up to the content; go back; see what is kept and whole."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.contentpack.api import PackError
from tryggvei.website.actions.bake import BakeResult, NotPublishable, bake_all, is_current
from tryggvei.website.actions.kept import (
    Damaged,
    HeldBack,
    NothingToRollBackTo,
    UnknownBake,
    held,
    kept_bakes,
    roll_back,
    verify,
)
from tryggvei.website.actions.server import NotReloaded

SHOWN = ""  # the bake that is shown, or the one before it


class Command(BaseCommand):
    """Draw the public pages to plain files, whole and at once, or go back to an earlier bake."""

    help = "Bake the public pages to plain files, if anything has changed since they were baked."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the other things that the command can do; one at a time."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--anew", action="store_true", help="draw and compress every page, changed or not"
        )
        choice.add_argument(
            "--release", action="store_true", help="bake again after a roll-back, and from now on"
        )
        choice.add_argument(
            "--check", action="store_true", help="exit 1 when the bake is not what the pack says"
        )
        choice.add_argument("--list", action="store_true", help="the bakes that can be shown")
        choice.add_argument(
            "--rollback",
            nargs="?",
            const=SHOWN,
            metavar="ID",
            help="show the bake before this, or the one named, and hold the pages there",
        )
        choice.add_argument(
            "--verify",
            nargs="?",
            const=SHOWN,
            metavar="ID",
            help="exit 1 and name the files that are not what was baked",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of these. A fault says what to do next and leaves what is shown alone."""
        try:
            self._chosen(options)()
        except PackError as error:
            raise CommandError(f"The content pack is not fit to bake: {error}") from error
        except LookupError as error:
            raise CommandError(
                f"A page names something that is not there: {error}. Run `manage.py content check`."
            ) from error
        except NothingToRollBackTo as error:
            raise CommandError("There is no older bake. Run `manage.py bake`.") from error
        except UnknownBake as error:
            raise CommandError(f"No such bake ({error}). See `manage.py bake --list`.") from error
        except NotReloaded as error:
            raise CommandError(
                f"The new pages are not shown: the file server was not loaded again, {error}."
                " Look at TRYGGVEI_RELOAD_COMMAND, then run `manage.py bake`."
            ) from error

    def _chosen(self, options: dict[str, Any]) -> Callable[[], None]:
        if options["check"]:
            return self._check
        if options["list"]:
            return self._list
        if options["rollback"] is not None:
            return lambda: self._roll_back(options["rollback"])
        if options["verify"] is not None:
            return lambda: self._verify(options["verify"])
        return lambda: self._bake(anew=options["anew"], release=options["release"])

    def _bake(self, *, anew: bool, release: bool) -> None:
        try:
            result = bake_all(self.stdout.write, anew=anew, release=release)
        except NotPublishable as error:
            for page in error.waiting:
                self.stderr.write(str(page))
            raise CommandError(
                "Nothing was published: without the front page and the numbers there is no site. "
                "Have the texts above reviewed: 'reviewed: {date, by}' instead of 'unreviewed'."
            ) from error
        except HeldBack as error:
            raise CommandError(
                f"Nothing was baked: somebody went back to {error.held.bake_id}"
                f" ({error.held.since:%Y-%m-%d %H:%M} UTC), and the pages are held there."
                " When the fault is mended, run `manage.py bake --release`."
            ) from error
        self._tell(result)

    def _tell(self, result: BakeResult) -> None:
        state = f"{result.written} new files" if result.changed else "already current"
        self.stdout.write(
            f"Baked {result.pages} pages: {result.drawn} drawn;"
            f" {result.files} files ({state}): {result.bake_id}"
        )
        for page in result.waiting:
            self.stderr.write(f"Waits for approval: {page}")
        if result.new_headers:
            self.stdout.write(
                "The headers are new. Unless TRYGGVEI_RELOAD_COMMAND has done it: load the file"
                " server again now, or browsers refuse the new style sheet and the leaving script."
            )

    def _roll_back(self, bake_id: str) -> None:
        try:
            shown = roll_back(bake_id)
        except Damaged as error:
            for difference in error.differences:
                self.stderr.write(difference)
            raise CommandError(
                "That bake is not whole; nothing was changed. Choose another: `bake --list`."
            ) from error
        self.stdout.write(
            f"The bake {shown} is shown now, and held: nothing is baked, corrections neither,"
            " until you run `manage.py bake --release`."
        )

    def _list(self) -> None:
        bakes = kept_bakes()
        for bake in bakes:
            words = ["shown"] * bake.is_shown + ["held"] * bake.is_held
            self.stdout.write(
                f"{bake.bake_id}  {bake.made:%Y-%m-%d %H:%M:%S} UTC  {bake.pages:>4} pages"
                f"  {', '.join(words)}".rstrip()
            )
        if not bakes:
            self.stdout.write("Nothing is baked yet. Run `manage.py bake`.")

    def _verify(self, bake_id: str) -> None:
        found, differences = verify(bake_id)
        for difference in differences:
            self.stderr.write(difference)
        if differences:
            mend = "show another: `bake --rollback ID`" if held() else "run `manage.py bake`"
            raise CommandError(f"{found}: {len(differences)} files are not what was baked; {mend}.")
        self.stdout.write(f"{found}: every file is what was baked.")

    def _check(self) -> None:
        if not is_current():
            raise CommandError("The bake is not current. Run `manage.py bake`.")
        self.stdout.write("The bake is current.")
