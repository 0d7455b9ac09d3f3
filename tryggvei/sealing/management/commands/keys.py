"""`manage.py keys init | list | rotate | retire`: the life of the epoch keys, for operators."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tryggvei.sealing import epochs
from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.file_keeper import configured_folder
from tryggvei.sealing.key_users import blobs_needing, somebody_counts
from tryggvei.sealing.keyset import PublicKeyset
from tryggvei.sealing.suites import SuiteName
from tryggvei.toolbox.clock import today


class Command(BaseCommand):
    """Every word may be repeated: done once, the second time says so and changes nothing."""

    help = "Make, list, rotate and retire the keys that enquiries are sealed with."
    requires_system_checks = ()  # the checks ask for keys: this command makes them

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the four words and their options."""
        words = parser.add_subparsers(dest="word", required=True)
        suites = [suite.value for suite in SuiteName]
        init = words.add_parser("init", help="make the first keys; mends public.json")
        init.add_argument("--suite", choices=suites, default=SuiteName.HYBRID.value)
        words.add_parser("list", help="show every key, its epoch, and how much still needs it")
        rotate = words.add_parser("rotate", help="make this month's key, if there is none")
        rotate.add_argument("--now", action="store_true", help="also inside the month")
        rotate.add_argument("--suite", choices=suites, default=None)
        retire = words.add_parser("retire", help="destroy a key that nothing needs any more")
        retire.add_argument("--key-id", required=True)
        retire.add_argument(
            "--force", action="store_true", help="even when messages are lost for ever by it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one word; a refusal is one sentence that says what to do next."""
        try:
            self.stdout.write(self._said(options))
        except KeysetError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The key folder cannot be written: {error.strerror}. Nothing was lost;"
                " mend the folder and run the same command again."
            ) from error

    def _said(self, options: dict[str, Any]) -> str:
        folder = configured_folder()
        suite = SuiteName(options["suite"]) if options.get("suite") else None
        match options["word"]:
            case "init":
                return epochs.init(folder, today(), suite or SuiteName.HYBRID)
            case "rotate":
                return epochs.rotate(folder, today(), suite, now=options["now"])
            case "retire":
                key_id = str(options["key_id"]).strip().lower()
                return epochs.retire(folder, key_id, today(), force=options["force"])
            case _:
                return self._listed(folder)

    def _listed(self, folder: epochs.KeyFolder) -> str:
        keyset = folder.published()
        if keyset is None:
            return "There are no keys. Run `manage.py keys init`."
        lines = ["key       suite            from        to          state"]
        for key in keyset.keys:
            state = "in use" if key.key_id == keyset.primary else "opens old messages"
            lines.append(
                f"{key.key_id}  {key.suite:<16} {key.valid_from}  {key.valid_to}"
                f"  {state}{_needed(key.key_id)}"
            )
        lines += [
            f"{key.key_id}  {key.suite:<16} {key.valid_from}  {key.valid_to}"
            f"  destroyed {key.retired_on}"
            for key in keyset.retired
        ]
        return "\n".join([*lines, _in_step(folder, keyset)])


def _needed(key_id: str) -> str:
    """Return how much needs a key, or that nobody can say: a list must work while all is down."""
    if not somebody_counts():
        return ""
    try:
        return f", needed by {blobs_needing(key_id)}"
    except KeysetError:
        return ", needed by an unknown number (the database does not answer)"


def _in_step(folder: epochs.KeyFolder, keyset: PublicKeyset) -> str:
    """Return whether public.json is what the private keys say: a swapped key would show here."""
    if not folder.passphrase:
        return "Not compared with the private keys: no passphrase here."
    if folder.read().public_keyset() != keyset:
        raise KeysetError(
            "public.json does NOT match the private keys. If nobody stopped a rotation half-way,"
            " somebody has changed it: new messages may be sealed to a stranger's key."
            " Run `manage.py keys init` to write it again, and find out who can write there."
        )
    return "public.json matches the private keys."
