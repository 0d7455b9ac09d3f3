"""The screens of guides in a browser: axe finds nothing, and nothing scrolls sideways."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser import PageMaker, axe_violations
from tests.editorial.conftest import Desk
from tests.editorial.guides import address, saved, step_form
from tryggvei.editorial.actions.writing import submit
from tryggvei.editorial.queries.drafts import open_draft
from tryggvei.guides.api import GUIDES
from tryggvei.ui.stylesheet.build import staff_sheets
from tryggvei.website.models import GuideFeedback

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LINK = '<link rel="stylesheet" href="/static/ui/staff.css">'


def shown_in(page: Page, html: str) -> list[str]:
    """Show a screen with its own style sheet and empty frames; return what is wrong with it."""
    assert LINK in html
    style = "".join(path.read_text() for path in staff_sheets())
    whole = html.replace(LINK, f"<style>{style}</style>")
    page.set_content(re.sub(r'(<iframe[^>]*) src="[^"]*"', r"\1", whole))
    faults = axe_violations(page)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{width}: scrolls sideways")
    return faults


def test_no_screen_of_guides_has_a_fault(desk: Desk, page_at: PageMaker) -> None:
    eva, gro, page = desk.client("eva"), desk.client("gro"), page_at(360)
    bad = step_form("share", text_nb="Snakk med mannen.", text_en="")
    GuideFeedback.objects.create(
        month="2026-11", guide="voksen", step="outcome_staff", answer="not_helped", count=6
    )
    screens = {
        "list": eva.get("/redigere/"),
        "checked": eva.post(address("check"), bad),
        "outcome": eva.get(address("edit", steg="outcome_staff")),
        "feedback": eva.get("/redigere/tilbakemeldinger/"),
    }
    saved(eva, step_form("discuss_child", next="suspected"))
    draft = open_draft(GUIDES, "voksen")
    assert draft is not None
    screens["desk"] = eva.get(address("edit"))
    submit(desk.viewer("eva"), draft.id, 1)
    screens["approver"] = gro.get(address("page"))
    faults = {name: shown_in(page, one.content.decode()) for name, one in screens.items()}
    assert {name: found for name, found in faults.items() if found} == {}
