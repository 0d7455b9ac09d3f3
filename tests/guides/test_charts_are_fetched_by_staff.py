"""A guide as BPMN: fetched by whoever makes cards or reads texts on their way, baked for nobody."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.guides.pages import Baked
from tests.people import StandingPeople, employee, sign_in
from tryggvei.guides.queries.flow import charts_to_fetch
from tryggvei.website.rules.baking import file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(people: StandingPeople) -> Client:
    """Return Celine, who leads the school, at her browser."""
    return sign_in(Client(), people.celine)


@pytest.fixture
def editor(people: StandingPeople) -> Client:
    """Return somebody who writes the texts, at her browser."""
    eva = employee("Eva Eng", "eva@provebygd.example", people.home_care, "x", "content_editor")
    return sign_in(Client(), eva)


def test_a_leader_finds_every_guide_for_employees_beside_her_cards(leader: Client) -> None:
    html = leader.get(reverse("guides:cards")).content.decode()
    charts = charts_to_fetch("nb")
    assert len(charts) > 5
    for key, title in charts.items():
        address = f"{reverse('guides:bpmn', args=[key])}?sprak=nb"
        assert f'<a href="{address}" download>{title}</a>' in html
    assert "for-noen-andre" not in charts  # for residents: a picture of the whole is a map


def test_the_file_is_the_guide_in_the_language_asked_for_and_says_that_it_is_not_approved(
    leader: Client,
) -> None:
    response = leader.get(reverse("guides:bpmn", args=["voksen"]), {"sprak": "en"})
    assert response["Content-Type"] == "application/xml"
    assert response["Content-Disposition"] == 'attachment; filename="voksen-en.bpmn"'
    assert b"Call 112 yourself, now" in response.content
    assert b"(Not yet approved by a lawyer)" in response.content
    other = leader.get(reverse("guides:bpmn", args=["voksen"]), {"sprak": "ar"})
    assert "Ring 112 selv, nå".encode() in other.content


@pytest.mark.parametrize("key", ["for-noen-andre", "vaksen"])
def test_a_guide_for_residents_is_not_there_and_neither_is_one_of_no_name(
    leader: Client, editor: Client, key: str
) -> None:
    assert leader.get(reverse("guides:bpmn", args=[key])).status_code == 404
    assert editor.get(reverse("editorial:bpmn", args=[key])).status_code == 404


def test_an_editor_has_the_link_on_the_guides_screen_and_the_file_behind_it(
    editor: Client,
) -> None:
    address = reverse("editorial:bpmn", args=["voksen"])
    html = editor.get(reverse("editorial:page", args=["guides", "voksen"])).content.decode()
    for link in (address, f"{address}?sprak=nn", f"{address}?sprak=en"):
        assert f'<a href="{link}" download' in html
        assert b"<definitions" in editor.get(link).content
    for kind, key in (("guides", "for-noen-andre"), ("pages", "nb/for-meg")):
        page = editor.get(reverse("editorial:page", args=[kind, key])).content.decode()
        assert "bpmn" not in page


def test_each_is_refused_at_the_others_door(leader: Client, editor: Client) -> None:
    assert leader.get(reverse("editorial:bpmn", args=["voksen"])).status_code == 403
    assert editor.get(reverse("guides:bpmn", args=["voksen"])).status_code == 403


def test_no_page_leads_to_a_file_and_no_address_means_one(flows: Baked) -> None:
    assert not any("bpmn" in html.casefold() for html in flows.values())
    assert file_of("/raad/voksen/flyt.bpmn") is None
