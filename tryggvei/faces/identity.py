"""The municipality's name and neutral page, from the pack, for both faces."""

import logging

from tryggvei.contentpack.api import PackError, UnknownKind, pack_items
from tryggvei.ui.api import Owner

logger = logging.getLogger("tryggvei.faces")


def identity() -> Owner:
    """Return the municipality of this installation; never raises, so that a page always comes."""
    try:
        found = pack_items("municipality")
    except (PackError, UnknownKind) as error:
        logger.warning("the pack names no municipality: %s", type(error).__name__)
        return Owner()
    for item in found.values():
        return Owner(
            name=str(getattr(item, "name", "")),
            neutral_url=str(getattr(item, "neutral_url", "")),
            languages=tuple(getattr(item, "languages", ())),
        )
    return Owner()
