"""Bake when the content has changed: a corrected number must reach the pages without a command."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tryggvei.contentpack.api import pack_folders
from tryggvei.toolbox import clock
from tryggvei.website.actions.bake import NotPublishable, bake_all, shows_the_newest
from tryggvei.website.queries import events_fresh_until

SEEN = "seen"


def _content() -> Iterator[Path]:
    for folder in pack_folders():
        yield from (path for path in folder.rglob("*") if path.is_file())
    yield from (Path(settings.STATE_DIR) / "content").glob("*")


def _newest() -> str:
    """Return a stamp of the content: how many files, and when the newest was written (ns)."""
    times = [path.stat().st_mtime_ns for path in _content()]
    return f"{len(times)} {max(times, default=0)}"


def _events() -> str:
    """Return a stamp that changes when an event is over, and then only."""
    until = events_fresh_until(clock.now())
    return "none" if until is None else until.isoformat()


def bake_when_content_changed() -> str:
    """Bake if a file or a local edit is newer than at the last look, or an event is over. A tick.

    What was seen is kept apart from the bakes: after `bake --rollback` nothing is baked until
    somebody changes something again. An event that passes is no such change: what was rolled back
    must not return by itself. A text that may not be published stops the bake; the pages stay as
    they were, and the outcome says how many texts wait.
    """
    root = Path(settings.BAKED_DIR)
    root.mkdir(parents=True, exist_ok=True)
    seen, content = root / SEEN, _newest()
    stamp = f"{content} {_events()}"
    before = seen.read_text() if seen.exists() else ""
    if before == stamp or (before.startswith(f"{content} ") and not shows_the_newest()):
        return "no change"
    try:
        result = bake_all()
    except NotPublishable as refused:
        seen.write_text(stamp)
        return f"not baked: {len(refused.findings)} texts are not approved"
    seen.write_text(stamp)
    return f"{result.pages} pages, {result.written} files written"
