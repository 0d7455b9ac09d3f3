"""The text that an editor begins from: today's, an earlier version or save, or one put away.

?fra=pakken: the pack's own text; ?fra=3: version 3; ?fra=lagring-2: an earlier save of this draft;
?fra=bortlagt-<id>: a draft that was put away.
"""

from typing import Any

from django.http import Http404

from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import newest, put_away, revision, version
from tryggvei.editorial.queries.texts import Today

PACK, SAVED, AWAY = "pakken", "lagring", "bortlagt"


def begin_from(today: Today, draft: Draft | None, wanted: str) -> tuple[dict[str, Any], int | None]:
    """Return the text that an address asks to begin from, and the version that it restores.

    "" means the newest saved text, or today's. Raises Http404 when there is no such text.
    """
    what, _hyphen, which = wanted.partition("-")
    if wanted == PACK and today.pack is not None:
        return today.pack, None
    if wanted.isdecimal() and (found := version(today.kind, today.key, int(wanted))):
        return found.data, found.number
    if what == SAVED and which.isdecimal() and draft:
        if saved := revision(draft, int(which)):
            return saved.data, None
    elif what == AWAY:
        for away in put_away(today.kind, today.key):
            if str(away.id) == which:
                return newest(away).data, None
    elif not wanted:
        return (newest(draft).data if draft else today.data), None
    raise Http404
