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
from tryggvei.website.actions.prints import print_files, waiting_findings
from tryggvei.website.queries import forbidden_words, pages
from tryggvei.website.rules.baking import BakedPage, file_of, preferred_endings
from tryggvei.website.rules.page import LANGUAGES, Page

__all__ = [
    "LANGUAGES",
    "BakeResult",
    "BakedPage",
    "NotPublishable",
    "NothingToRollBackTo",
    "Page",
    "bake_all",
    "current_bake",
    "draw_error",
    "error_file",
    "every_page",
    "file_of",
    "forbidden_words",
    "is_current",
    "pages",
    "preferred_endings",
    "print_files",
    "roll_back",
    "waiting_findings",
]
