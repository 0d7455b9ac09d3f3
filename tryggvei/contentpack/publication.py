"""What must be put right before it is published, and what tells content from other content.

An item that nobody has approved stops the pages that show it, never others: a corrected number
must not wait for another text. Which pages those are, the website knows.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel

from tryggvei.contentpack.kinds import Finding, PackKind, kinds
from tryggvei.contentpack.pack import pack_entries, pack_folders, reads_older
from tryggvei.contentpack.review import Reviewed, ReviewState
from tryggvei.contentpack.store import all_edits, items
from tryggvei.toolbox import clock

DEMO = "demo"

Shown = tuple[str, str]  # kind and key of an item that somebody is shown


def waiting_items(mode: str) -> dict[Shown, Finding]:
    """Return the items that must not be shown in a mode, each with why; in the demo there are none.

    A kind without review marks (a glossary, a list of acts) never waits.
    """
    if mode == DEMO:
        return {}
    found: dict[Shown, Finding] = {}
    for kind in kinds():
        if issubclass(kind.schema, Reviewed):
            entries = pack_entries(kind.name)
            places = {key: (entry.file, entry.line) for key, entry in entries.items()}
            found |= unfit_to_publish(kind, items(kind.name), places, clock.today())
    return found


def unfit_to_publish(
    kind: PackKind,
    effective: Mapping[str, BaseModel],
    places: Mapping[str, tuple[str, int]],
    today: date,
) -> dict[Shown, Finding]:
    """Return the items of a kind that nobody has approved. Pure.

    A passed review date alone does not stop publication: a stop at midnight would also stop the
    correction. It is shown to editors instead (and the guides refuse an overdue law themselves).
    """
    found: dict[Shown, Finding] = {}
    for key, thing in effective.items():
        if isinstance(thing, Reviewed) and thing.unreviewed:
            file, line = places.get(key, (f"{kind.name}/{key}", 1))
            due = " and its review date has passed" if thing.state(today) is ReviewState.DUE else ""
            reason = f"{key} is not reviewed{due}: {thing.unreviewed}"
            found[kind.name, key] = Finding(file, line, reason)
    return found


def content_fingerprint() -> str:
    """Return a digest of all content: every byte of the packs, and every local edit.

    "" while a broken file is not read: what is shown then is of an older one, which no byte names.
    Bytes, not times of files: a file that is copied in with an old time is another file.
    """
    made = hashlib.sha256()
    for folder in pack_folders():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(folder.parent).as_posix()
                content = path.read_bytes()
                made.update(f"{name}\0{len(content)}\0".encode() + content)
    edits = json.dumps(all_edits(), sort_keys=True, ensure_ascii=False, default=str)
    made.update(edits.encode())
    return "" if reads_older() else made.hexdigest()
