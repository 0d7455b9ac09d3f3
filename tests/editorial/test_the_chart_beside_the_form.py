"""Whoever writes a guide has its flowchart beside the form, of the text as it was saved."""

import re

import pytest

from tests.editorial.conftest import Desk
from tests.editorial.guides import address, saved, step_form
from tests.guides.voksen import raw
from tryggvei.editorial.actions.writing import submit
from tryggvei.editorial.queries.drafts import open_draft
from tryggvei.guides.api import GUIDES

pytestmark = pytest.mark.django_db
BOX = re.compile(r'<a href="([^"]*)" aria-label="[^"]*"( aria-current="step")?>')
NOT_YET = "Flytskjemaet kan ikke tegnes før feilene er rettet."


def test_each_box_leads_to_the_form_of_its_step_and_marks_the_one_that_is_open(desk: Desk) -> None:
    html = desk.client("eva").get(address("edit", steg="share")).content.decode()
    boxes = BOX.findall(html)
    assert sorted(link for link, _ in boxes) == sorted(
        address("edit", steg=s) for s in raw()["steps"]
    )
    assert [link for link, here in boxes if here] == [address("edit", steg="share")]


def test_a_title_that_is_saved_stands_in_its_box(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, step_form("share", title_nb="Kan noen dø av dette?"))
    html = client.get(address("edit")).content.decode()
    assert re.search(r'aria-label="[^"]*\d+\. Kan noen dø av dette\?', html)
    page = client.get(address("preview", vis="flyt"))
    assert page.status_code == 200
    assert "Kan noen dø av dette?" in page.content.decode()
    assert 'class="flow"' in page.content.decode()


def test_a_draft_that_goes_in_a_ring_has_a_list_and_says_why_it_has_no_chart(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, step_form("discuss_child", next="acute"))
    html = client.get(address("edit")).content.decode()
    assert NOT_YET in html
    assert 'class="flow"' not in html
    assert 'id="omriss-1"' in html
    assert client.get(address("preview", vis="flyt")).status_code == 422


def test_whoever_approves_sees_it_and_its_boxes_lead_to_the_list(desk: Desk) -> None:
    saved(desk.client("eva"), step_form("share", title_nb="Kan noen dø av dette?"))
    draft = open_draft(GUIDES, "voksen")
    assert draft is not None
    submit(desk.viewer("eva"), draft.id, draft.number)
    html = desk.client("gro").get(address("page")).content.decode()
    links = [link for link, _ in BOX.findall(html)]
    assert len(links) == len(raw()["steps"])
    assert all(f'id="{link[1:]}"' in html for link in links), links
