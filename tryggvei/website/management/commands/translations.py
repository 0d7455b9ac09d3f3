"""`manage.py translations`: what each language lacks; `--stamp LANG/ID` says what it follows."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tryggvei.contentpack.api import Entry, PackError, check_pack, pack_entries
from tryggvei.toolbox.durable import replace_file
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.website.queries import PAGES
from tryggvei.website.rules.page import CORE, LANGUAGES, Page, is_stale
from tryggvei.website.rules.stamping import NoFrontMatter, stamped

Entries = dict[str, Entry]


class Command(BaseCommand):
    """Tell what is missing, behind or unreviewed in each language of the pack's files."""

    help = "List missing, stale and unreviewed translations; --stamp LANG/ID marks one as current."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the one thing that the command may write."""
        parser.add_argument(
            "--stamp",
            action="append",
            default=[],
            metavar="LANG/ID",
            help="you have read the translation against today's bokmål page, and it follows it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stamp what was named, or list. The files alone are read and written."""
        try:
            entries = pack_entries(PAGES)
        except PackError as error:
            raise CommandError(str(error)) from error
        if options["stamp"]:
            for key in options["stamp"]:
                self._stamp(key, entries)
            return
        for code in BY_CODE:
            if code != LANGUAGES[0]:
                self._tell(code, entries)

    def _tell(self, code: str, entries: Entries) -> None:
        if code not in LANGUAGES and not any(key.startswith(f"{code}/") for key in entries):
            return
        lines = list(_lines(code, entries))
        self.stdout.write(f"{code} ({BY_CODE[code].name}): {len(lines) or 'nothing'} to see to")
        for line in lines:
            self.stdout.write(f"  {line}")

    def _stamp(self, key: str, entries: Entries) -> None:
        entry, page = entries.get(key), _page(entries.get(key))
        if entry is None or page is None:
            raise CommandError(f"there is no page {key!r}: write it as LANG/ID, e.g. en/for-meg")
        first = _page(entries.get(f"{LANGUAGES[0]}/{page.id}"))
        if not page.is_translation or first is None:
            raise CommandError(f"{key} is no translation of a bokmål page")
        faults = [finding for finding in check_pack()[1] if finding.file == entry.file]
        if faults:
            raise CommandError(f"{key} is not stamped. Mend this first: {faults[0]}")
        path = Path(settings.CONTENT_DIR) / entry.file
        try:
            text = stamped(path.read_text("utf-8"), first.fingerprint)
        except NoFrontMatter:
            raise CommandError(f"{entry.file} has no front matter") from None
        replace_file(path, text.encode(), mode=path.stat().st_mode & 0o777)
        self.stdout.write(f"{entry.file}: follows {first.key} as of {first.fingerprint}")


def _page(entry: Entry | None) -> Page | None:
    return cast("Page", entry.item) if entry else None


def _lines(code: str, entries: Entries) -> Iterator[str]:
    """Yield a line for each page of a language that somebody should see to."""
    firsts = {p.id: p for e in entries.values() if (p := _page(e)) and not p.is_translation}
    for page_id, first in sorted(firsts.items()):
        key = f"{code}/{page_id}"
        page = _page(entries.get(key))
        if page is None:
            if code in LANGUAGES or page_id in CORE:
                yield f"missing     {key}"
            continue
        if is_stale(page, first):
            yield f"stale       {key}: the bokmål page has changed. Read both, then --stamp {key}"
        elif not page.translated_from:
            yield f"unstamped   {key}: nobody has said which text it follows"
        if page.unreviewed:
            yield f"unreviewed  {key}: {page.unreviewed}"
