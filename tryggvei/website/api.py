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
from tryggvei.website.actions.proofing import Proof, Usable, check_one, preview, usable
from tryggvei.website.actions.publishing import NotPublished, Published, publish_shown
from tryggvei.website.actions.server import NotReloaded, policy_of
from tryggvei.website.queries import PAGES, forbidden_words, pages, stale_translations
from tryggvei.website.rules.baking import BakedPage, error_file, file_of, preferred_endings
from tryggvei.website.rules.checks import Fault, leads_to_help
from tryggvei.website.rules.page import LANGUAGES, Page, address_of, is_stale

__all__ = [
    "LANGUAGES",
    "PAGES",
    "BakeResult",
    "BakedPage",
    "Damaged",
    "Fault",
    "HeldBack",
    "Hold",
    "KeptBake",
    "NotPublishable",
    "NotPublished",
    "NotReloaded",
    "NothingToRollBackTo",
    "Page",
    "Proof",
    "Published",
    "UnknownBake",
    "Usable",
    "address_of",
    "bake_all",
    "check_one",
    "current_bake",
    "draw_error",
    "error_file",
    "every_page",
    "file_of",
    "forbidden_words",
    "held",
    "is_current",
    "is_stale",
    "kept_bakes",
    "leads_to_help",
    "pages",
    "policy_of",
    "preferred_endings",
    "preview",
    "publish_shown",
    "roll_back",
    "stale_translations",
    "usable",
    "verify",
]
