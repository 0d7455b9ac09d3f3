"""What the worker does every minute: a corrected number must reach the pages without a command."""

from django.conf import settings

from tryggvei.website.actions import kept
from tryggvei.website.actions.bake import BakeResult, NotPublishable, bake_all
from tryggvei.website.actions.speaking import ToolsMissing, make_missing_sounds


def bake_on_change() -> str:
    """Bring the pages up to the content; costs little when nothing has changed.

    There is no short cut by file times: a file that was copied in with an old time, or a day that
    has passed, must reach the pages too. After a roll-back nothing is baked until somebody says
    `bake --release`, whatever changes: somebody went back because a page was dangerous, and the
    next change of another page must not bring it out again. The outcome says so each time, since
    a correction waits as well. It says also how many pages wait for somebody's approval.
    """
    hold = kept.held()
    if hold is not None:
        return f"held at {hold.bake_id} since {hold.since:%Y-%m-%d %H:%M}: bake --release"
    try:
        result = bake_all()
    except kept.HeldBack:
        return "held: somebody went back just now"
    except NotPublishable as refused:
        return f"not baked: {refused}"[:200]
    return f"{result.pages} pages, {_done(result)}{_waiting(result)}"[:200]


def speak() -> str:
    """Make the missing sounds; the next tick bakes them in. Return a line of counts."""
    if not settings.VOICES:
        return "voices are off"
    try:
        made, silent = make_missing_sounds()
    except ToolsMissing as missing:
        return f"no sound: {missing}"
    return f"{made} pages read, {len(silent)} without a voice"


def _done(result: BakeResult) -> str:
    return f"{result.written} files written" if result.changed else "no change"


def _waiting(result: BakeResult) -> str:
    if not result.waiting:
        return ""
    return f"; {len(result.waiting)} wait for approval, first {result.waiting[0].path}"
