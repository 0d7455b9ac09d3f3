"""The front door of ui: the frame, the headers and the error pages of the public face, and more."""

from tryggvei.toolbox.languages import prefix_of
from tryggvei.ui.assets import csp_for_public
from tryggvei.ui.form_proof import has_form_proof
from tryggvei.ui.owner import Owner, owner
from tryggvei.ui.public_errors import public_error
from tryggvei.ui.public_headers import CLEAR_SITE_DATA, public_headers
from tryggvei.ui.shell import (
    LanguageLink,
    PublicShell,
    date_in_words,
    language_link,
    language_links,
    public_shell,
    safe_neutral_url,
)
from tryggvei.ui.todo import Todo, todos_of

__all__ = [
    "CLEAR_SITE_DATA",
    "LanguageLink",
    "Owner",
    "PublicShell",
    "Todo",
    "csp_for_public",
    "date_in_words",
    "has_form_proof",
    "language_link",
    "language_links",
    "owner",
    "prefix_of",
    "public_error",
    "public_headers",
    "public_shell",
    "safe_neutral_url",
    "todos_of",
]
