"""What is known of the bake that is shown: whether it is still right, and what may be used again.

Beside the pages lies `made.json`, outside the manifest: the key that says what they were drawn
from (key.py), and the pages that are good: drawn when all that they show was approved, each with
the numbers that it shows. And which pages waited, for those who ask.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tryggvei.website.actions.kept import MADE, PAGES, differences_of, manifest_of
from tryggvei.website.rules import baking
from tryggvei.website.rules.waiting import Waiting

Numbers = Mapping[str, str]  # key of a service -> what is dialled there


@dataclass
class Earlier:
    """An earlier bake: its folder, the digests of its files, its key, and its good pages.

    `sound` holds the names of the files that were read and are as they were written.
    """

    folder: Path | None = None
    digests: dict[str, str] = field(default_factory=dict)
    key: str = ""
    good: dict[str, dict[str, str]] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    sound: set[str] = field(default_factory=set)

    def is_of(self, key: str) -> bool:
        """Return whether the bake was made of just this, and every file of it is whole."""
        if self.folder is None or not key or key != self.key:
            return False
        return not differences_of(self.folder)

    def content(self, *names: str) -> dict[str, bytes] | None:
        """Return files of the bake; None when one is missing or not as it was written."""
        found: dict[str, bytes] = {}
        for name in names:
            content = self._read(name)
            if content is None:
                return None
            found[name] = content
        return found

    def twins(self, name: str, content: bytes) -> dict[str, bytes] | None:
        """Return a file with its compressed twins, None unless the bake holds this very content."""
        if self.digests.get(name) != baking.digest(content):
            return None
        return self.content(*baking.twins_of(name))

    def good_form(self, file: str, numbers: Numbers) -> dict[str, bytes] | None:
        """Return the files of a page, if it was good and the numbers on it are still these.

        A page that waits may show what it said last, but never a number that has been corrected.
        """
        shown = self.good.get(file)
        if shown is None or any(numbers.get(key) != number for key, number in shown.items()):
            return None
        return self.files_of(file)

    def files_of(self, file: str) -> dict[str, bytes] | None:
        """Return a file below the pages with its twins; None when the bake has no whole one."""
        names = [f"{PAGES}/{name}" for name in baking.twins_of(file)]
        return self.content(*(name for name in names if name in self.digests)) or None

    def _read(self, name: str) -> bytes | None:
        if self.folder is None or name not in self.digests:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        if baking.digest(content) != self.digests[name]:
            return None
        self.sound.add(name)
        return content


def earlier(folder: Path | None) -> Earlier:
    """Return what is known of a bake. What cannot be read is not known: nothing of it is good."""
    if folder is None:
        return Earlier()
    found = Earlier(folder, manifest_of(folder))
    try:
        told: dict[str, Any] = json.loads((folder / MADE).read_text())
        good = {
            str(file): {str(key): str(number) for key, number in shown.items()}
            for file, shown in told["good"].items()
        }
        waiting = tuple(
            Waiting(str(one["path"]), tuple(one["reasons"]), bool(one["kept"]), bool(one["leads"]))
            for one in told["waiting"]
        )
        found.key, found.good, found.waiting = str(told["key"]), good, waiting
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return found


def made_text(key: str, good: Mapping[str, Numbers], waiting: Iterable[Waiting]) -> str:
    """Return what is stored of how a bake was made."""
    told = [
        {"path": one.path, "reasons": one.reasons, "kept": one.kept, "leads": one.leads_to_help}
        for one in waiting
    ]
    made = {"key": key, "good": good, "waiting": told}
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
