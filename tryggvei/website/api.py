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
    opened,
    opened_in_other_languages,
    pages,
    stale_translations,
)
from tryggvei.website.rules.baking import preferred_endings
from tryggvei.website.rules.checks import leads_to_help
from tryggvei.website.rules.counting import Tally
from tryggvei.website.rules.faults import OF_TRANSLATIONS, Fault, PageRule
from tryggvei.website.rules.feedback import EndCounts, Press, Presses
from tryggvei.website.rules.page import LANGUAGES, Page, address_of

__all__ = [
    "LANGUAGES",
    "OF_TRANSLATIONS",
    "PAGES",
    "EndCounts",
    "Fault",
    "Page",
    "PageRule",
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
    "opened",
    "opened_in_other_languages",
    "pages",
    "preferred_endings",
    "preview",
    "preview_guide",
    "stale_translations",
    "usable",
    "write_ended_days",
    "write_feedback",
]
