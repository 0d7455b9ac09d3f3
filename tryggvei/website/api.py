"""The front door: bake the pages, see whether the bake is current and whole, go back to an older
one, publish it elsewhere."""

from tryggvei.website.actions.bake import BakeResult, NotPublishable, bake_all, is_current
from tryggvei.website.actions.drawing import draw_error, every_page
from tryggvei.website.actions.kept import (
    Damaged,
    HeldBack,
    Hold,
    KeptBake,
    NothingToRollBackTo,
    UnknownBake,
    current_bake,
    held,
    kept_bakes,
    roll_back,
    verify,
)
from tryggvei.website.actions.publishing import NotPublished, Published, publish_shown
from tryggvei.website.actions.server import NotReloaded, policy_of
from tryggvei.website.queries import forbidden_words, pages
from tryggvei.website.rules.baking import BakedPage, error_file, file_of, preferred_endings
from tryggvei.website.rules.page import LANGUAGES, Page

__all__ = [
    "LANGUAGES",
    "BakeResult",
    "BakedPage",
    "Damaged",
    "HeldBack",
    "Hold",
    "KeptBake",
    "NotPublishable",
    "NotPublished",
    "NotReloaded",
    "NothingToRollBackTo",
    "Page",
    "Published",
    "UnknownBake",
    "bake_all",
    "current_bake",
    "draw_error",
    "error_file",
    "every_page",
    "file_of",
    "forbidden_words",
    "held",
    "is_current",
    "kept_bakes",
    "pages",
    "policy_of",
    "preferred_endings",
    "publish_shown",
    "roll_back",
    "verify",
]
