"""The front door: bake the pages, see whether the bake is current, go back to the last one."""

from tryggvei.website.actions.bake import (
    BakeResult,
    NothingToRollBackTo,
    NotPublishable,
    bake_all,
    current_bake,
    error_file,
    is_current,
    roll_back,
)
from tryggvei.website.actions.drawing import draw_error, every_page
from tryggvei.website.actions.proofing import Proof, Usable, check_one, preview, usable
from tryggvei.website.queries import PAGES, forbidden_words, pages, stale_translations
from tryggvei.website.rules.baking import BakedPage, file_of, preferred_endings
from tryggvei.website.rules.checks import Fault, leads_to_help
from tryggvei.website.rules.page import LANGUAGES, Page, address_of, is_stale

__all__ = [
    "LANGUAGES",
    "PAGES",
    "BakeResult",
    "BakedPage",
    "Fault",
    "NotPublishable",
    "NothingToRollBackTo",
    "Page",
    "Proof",
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
    "is_current",
    "is_stale",
    "leads_to_help",
    "pages",
    "preferred_endings",
    "preview",
    "roll_back",
    "stale_translations",
    "usable",
]
