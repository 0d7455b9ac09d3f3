"""The front door: pages, how one would look, what is wrong with it, baking, and the counts."""

from tryggvei.website.actions.bake import bake_all
from tryggvei.website.actions.counting import count_opened, write_ended_days
from tryggvei.website.actions.feedback import write_feedback
from tryggvei.website.actions.kept import current_bake
from tryggvei.website.drawing.proofing import Proof, check_one, preview, preview_guide, usable
from tryggvei.website.queries import (
    PAGES,
    forbidden_words,
    guide_feedback,
    pages,
    stale_translations,
    weekly_opened,
    weekly_opened_not_in_first_language,
)
from tryggvei.website.rules.baking import preferred_endings
from tryggvei.website.rules.checks import Fault, leads_to_help
from tryggvei.website.rules.counting import Tally
from tryggvei.website.rules.feedback import EndCounts, Press, Presses
from tryggvei.website.rules.page import LANGUAGES, Page, address_of

__all__ = [
    "LANGUAGES",
    "PAGES",
    "EndCounts",
    "Fault",
    "Page",
    "Press",
    "Presses",
    "Proof",
    "Tally",
    "address_of",
    "bake_all",
    "check_one",
    "count_opened",
    "current_bake",
    "forbidden_words",
    "guide_feedback",
    "leads_to_help",
    "pages",
    "preferred_endings",
    "preview",
    "preview_guide",
    "stale_translations",
    "usable",
    "weekly_opened",
    "weekly_opened_not_in_first_language",
    "write_ended_days",
    "write_feedback",
]
