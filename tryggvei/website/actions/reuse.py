"""Which pages of the bake that is shown can be shown again without being drawn.

Beside the pages lies `inputs.json`: for each page what it was given, and every question that
drawing it asked, with a digest of the answer. A page is used again only when the world outside the
content is the same (world.py), it is given the same, every question has the same answer, and its
files on disk are those of the manifest. Drawing is determined by these, so a page that would be
drawn otherwise is drawn.
"""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tryggvei.toolbox.ledger import Notes, still_true
from tryggvei.website.rules import baking
from tryggvei.website.rules.baking import Job

INPUTS = "inputs.json"


@dataclass(frozen=True)
class Inputs:
    """What a page was drawn from: a digest of what it was given, and the questions it asked."""

    given: str
    notes: Notes


@dataclass
class Earlier:
    """An earlier bake: its folder, the digests of its files, and what its pages were drawn from.

    `sound` holds the names of the files that were read and are as they were written.
    """

    folder: Path | None = None
    digests: dict[str, str] = field(default_factory=dict)
    world: str = ""
    inputs: dict[str, Inputs] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)

    def may_stay(self, job: Job, world: str) -> bool:
        """Return whether drawing a page again would give what lies here."""
        known = self.inputs.get(job.file)
        return (
            bool(world)
            and world == self.world
            and known is not None
            and known.given == given_to(job)
            and still_true(known.notes)
        )

    def content(self, names: tuple[str, ...]) -> dict[str, bytes] | None:
        """Return files of the earlier bake; None when one is missing or not as it was written."""
        found: dict[str, bytes] = {}
        for name in names:
            content = self._read(name)
            if content is None:
                return None
            found[name] = content
        return found

    def _read(self, name: str) -> bytes | None:
        if self.folder is None or name not in self.digests:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = None
        if content is None or baking.digest(content) != self.digests[name]:
            self.damaged.add(name)
            return None
        self.sound.add(name)
        return content


def given_to(job: Job) -> str:
    """Return a digest of what a page is given."""
    return hashlib.sha256(job.given.encode()).hexdigest()[:32]


def earlier(folder: Path | None, digests: dict[str, str]) -> Earlier:
    """Return what is known of a bake. What cannot be read is not known, and then all is drawn."""
    if folder is None:
        return Earlier()
    found = Earlier(folder, digests)
    try:
        told: dict[str, Any] = json.loads((folder / INPUTS).read_text())
        inputs = {
            str(file): Inputs(str(one["given"]), {str(k): str(v) for k, v in one["notes"].items()})
            for file, one in told["pages"].items()
        }
        found.world, found.inputs = str(told["world"]), inputs
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return found


def inputs_text(world: str, inputs: dict[str, Inputs]) -> str:
    """Return the inputs as they are stored."""
    pages = {
        file: {"given": one.given, "notes": dict(sorted(one.notes.items()))}
        for file, one in sorted(inputs.items())
    }
    return json.dumps({"world": world, "pages": pages}, indent=1, ensure_ascii=False) + "\n"
