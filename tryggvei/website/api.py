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
from tryggvei.website.actions.counting import (
    count_opened,
    note_answered,
    note_opened,
    write_and_let_go,
    write_ended_days,
)
from tryggvei.website.actions.drawing import draw_error, every_page
from tryggvei.website.actions.extras import make_missing_sounds, stamp_recording_of
from tryggvei.website.actions.prints import print_files, waiting_findings
from tryggvei.website.actions.sound import ToolsMissing, missing_tools
from tryggvei.website.queries import (
    forbidden_words,
    pages,
    weekly_opened,
    weekly_opened_not_in_first_language,
)
from tryggvei.website.rules.baking import BakedPage, file_of, preferred_endings
from tryggvei.website.rules.counting import Tally, logged_file
from tryggvei.website.rules.page import LANGUAGES, Page

__all__ = [
    "LANGUAGES",
    "BakeResult",
    "BakedPage",
    "NotPublishable",
    "NothingToRollBackTo",
    "Page",
    "Tally",
    "ToolsMissing",
    "bake_all",
    "count_opened",
    "current_bake",
    "draw_error",
    "error_file",
    "every_page",
    "file_of",
    "forbidden_words",
    "is_current",
    "logged_file",
    "make_missing_sounds",
    "missing_tools",
    "note_answered",
    "note_opened",
    "pages",
    "preferred_endings",
    "print_files",
    "roll_back",
    "stamp_recording_of",
    "waiting_findings",
    "weekly_opened",
    "weekly_opened_not_in_first_language",
    "write_and_let_go",
    "write_ended_days",
]
