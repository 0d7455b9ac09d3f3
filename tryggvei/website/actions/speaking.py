"""Read aloud what is new, then bake it in. For a tick, apart from the bake of corrected texts."""

from django.conf import settings

from tryggvei.website.actions.bake import NotPublishable, bake_all
from tryggvei.website.actions.extras import make_missing_sounds
from tryggvei.website.actions.sound import ToolsMissing


def speak_and_bake() -> str:
    """Make the missing sounds and bake when there were any; return a line of counts."""
    if not settings.VOICES:
        return "voices are off"
    try:
        made, silent = make_missing_sounds()
    except ToolsMissing as missing:
        return f"no sound: {missing}"
    if made:
        try:
            bake_all()
        except NotPublishable as refused:
            return f"{made} read, not baked: {len(refused.findings)} texts are not approved"
    return f"{made} pages read, {len(silent)} without a voice"
