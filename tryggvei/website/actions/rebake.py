"""Bake when something has changed: a corrected number must reach the pages without a command."""

import logging

from tryggvei.website.actions import kept
from tryggvei.website.actions.bake import NotPublishable, bake_all
from tryggvei.website.actions.publishing import NotPublished, publish_shown

logger = logging.getLogger("tryggvei.website")


def bake_when_content_changed() -> str:
    """Bring the pages up to the content. For a tick; costs little when nothing has changed.

    There is no short cut by file times: a file that was copied in with an old time, or a day that
    has passed, must reach the pages too. After a roll-back nothing is baked until somebody says
    `bake --release`, whatever changes: somebody went back because a page was dangerous, and the
    next change of another page must not bring it out again. The outcome says so each time, since
    a correction waits as well. A text that may not be published stops the bake; the pages stay as
    they were, and the outcome says how many texts wait. Where a bucket is set, it is brought up to
    what is shown here, also when that failed a minute ago; NotPublished fails the tick.
    """
    outcome = _bake()
    try:
        published = publish_shown()
    except NotPublished:
        logger.error("the bucket was not brought up to date: run `manage.py bake --publish`")
        raise
    return outcome if published is None else f"{outcome}; {published.sent} files sent to the bucket"


def _bake() -> str:
    hold = kept.held()
    if hold is not None:
        return f"held at {hold.bake_id} since {hold.since:%Y-%m-%d %H:%M}: bake --release"
    try:
        result = bake_all()
    except kept.HeldBack:
        return "held: somebody went back just now"
    except NotPublishable as refused:
        return f"not baked: {len(refused.findings)} texts are not approved"
    if not result.changed:
        return f"{result.pages} pages, no change"
    return f"{result.pages} pages, {len(result.drawn)} drawn, {result.written} files written"
