"""The front door of the guides.

The website bakes them: for each GuidePage of `public_guides(language)` render `template_name` with
`context` (it holds language, path and title; add what public/base.html wants) under
`translation.override(language)`, and write it to `path` (/raad/ for the list, /raad/<slug>/).
The same holds for the flowcharts of `flow_pages(language)`, at /raad/<slug>/flyt/; beside them lie
the files of `flow_files()`, for a process tool. GuideFault says that a guide must not be published;
keep the old pages and show the message.
"""

from tryggvei.guides.queries import (
    GuideFault,
    GuidePage,
    flow_files,
    flow_pages,
    guides_checked,
    public_guides,
)
from tryggvei.guides.rules.walk import Reason, Trace, explain, walk

__all__ = [
    "GuideFault",
    "GuidePage",
    "Reason",
    "Trace",
    "explain",
    "flow_files",
    "flow_pages",
    "guides_checked",
    "public_guides",
    "walk",
]
