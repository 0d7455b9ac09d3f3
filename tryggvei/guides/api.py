"""The front door of the guides.

The website bakes them: for each GuidePage of `public_guides(language)` render `template_name` with
`context` (it holds language, path and title; add what public/base.html wants) under
`translation.override(language)`, and write it to `path` (/raad/ for the list, /raad/<slug>/).
The same holds for the flowcharts of `flow_pages(language)`, at /raad/<slug>/flyt/. A page with a
`fault` must not be published: keep its old form and tell the fault.
"""

from tryggvei.guides.models import GuideFile
from tryggvei.guides.queries import (
    GUIDES,
    GuidePage,
    choices_of_contacts,
    choices_of_laws,
    drawn,
    ends_that_ask,
    guide_of,
    guides_apart,
    guides_checked,
    proof_of,
    public_guides,
)
from tryggvei.guides.queries.flow import (
    Picture,
    chart_to_fetch,
    drawn_flow,
    flow_pages,
    picture_to_write,
)
from tryggvei.guides.rules import editing, schema
from tryggvei.guides.rules.check import Proof
from tryggvei.guides.rules.codes import Code
from tryggvei.guides.rules.difference import (
    StructuralChange,
    What,
    lost_safeguards,
    structural_difference,
)
from tryggvei.guides.rules.feedback import ADDRESS as FEEDBACK_ADDRESS
from tryggvei.guides.rules.feedback import Answer as Feedback
from tryggvei.guides.rules.findings import RULES, Finding, Severity
from tryggvei.guides.rules.outline import OutlinedStep, outline

__all__ = [
    "FEEDBACK_ADDRESS",
    "GUIDES",
    "RULES",
    "Code",
    "Feedback",
    "Finding",
    "GuideFile",
    "GuidePage",
    "OutlinedStep",
    "Picture",
    "Proof",
    "Severity",
    "StructuralChange",
    "What",
    "chart_to_fetch",
    "choices_of_contacts",
    "choices_of_laws",
    "drawn",
    "drawn_flow",
    "editing",
    "ends_that_ask",
    "flow_pages",
    "guide_of",
    "guides_apart",
    "guides_checked",
    "lost_safeguards",
    "outline",
    "picture_to_write",
    "proof_of",
    "public_guides",
    "schema",
    "structural_difference",
]
