"""Local edits as a file beside the pack, so that the public process needs no database for them."""

import json
import logging
from pathlib import Path
from typing import Any

from django.conf import settings

from tryggvei.toolbox.durable import replace_file

logger = logging.getLogger(__name__)

Edits = dict[str, dict[str, dict[str, Any]]]
_cache: dict[str, tuple[tuple[int, int], Edits]] = {}


def edits_file() -> Path:
    """Return where the local edits lie."""
    return Path(settings.STATE_DIR) / "content" / "local-edits.json"


def write_edits(edits: Edits) -> None:
    """Replace the file in one step, on disk before this returns."""
    path = edits_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(edits, ensure_ascii=False, indent=1, sort_keys=True)
    replace_file(path, text.encode(), mode=0o644)  # the public face reads it, as another user


def read_edits(kind: str) -> dict[str, dict[str, Any]]:
    """Return the edited items of a kind. A missing or broken file means: the pack stands."""
    path = edits_file()
    try:
        status = path.stat()
    except OSError:
        return {}
    stamp = (status.st_mtime_ns, status.st_size)
    known = _cache.get(str(path))
    if known is None or known[0] != stamp:
        try:
            edits = json.loads(path.read_text("utf-8"))
            if not isinstance(edits, dict):
                raise ValueError("not a mapping")
        except (OSError, ValueError) as error:
            error_name = type(error).__name__
            logger.error(
                "content pack: local edits cannot be read (%s); the pack is shown", error_name
            )
            edits = {}
        known = (stamp, edits)
        _cache[str(path)] = known
    of_kind = known[1].get(kind, {})
    return of_kind if isinstance(of_kind, dict) else {}
