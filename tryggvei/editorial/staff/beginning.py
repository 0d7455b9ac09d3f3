"""The text that an editor begins from: today's, an earlier version or save, or one put away.

?fra=pakken: the pack's own text; ?fra=3: version 3; ?fra=lagring-2: an earlier save of this draft;
?fra=bortlagt-<id>: a draft that was put away.
"""

from django.http import Http404

from tryggvei.editorial.kinds.base import Beginning, Today
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import newest, put_away, revision, version

PACK, SAVED, AWAY = "pakken", "lagring", "bortlagt"


def begin_from(today: Today, draft: Draft | None, wanted: str) -> Beginning:
    """Return the text that an address asks to begin from.

    "" means the newest saved text, or today's. Raises Http404 when there is no such text.
    """
    what, _hyphen, which = wanted.partition("-")
    if wanted == PACK and today.pack is not None:
        return Beginning(wanted, today.pack)
    if wanted.isdecimal() and (old := version(today.kind, today.key, int(wanted))):
        return Beginning(wanted, old.data, old.number)
    if what == SAVED and which.isdecimal() and draft:
        if saved := revision(draft, int(which)):
            return Beginning(wanted, saved.data)
    elif what == AWAY:
        for away in put_away(today.kind, today.key):
            if str(away.id) == which:
                return Beginning(wanted, newest(away).data)
    elif not wanted:
        return Beginning(wanted, newest(draft).data if draft else today.data)
    raise Http404
