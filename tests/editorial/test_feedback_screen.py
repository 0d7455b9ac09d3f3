"""The owner sees what was said as an agenda; nothing small, nobody, and nobody else may look."""

import pytest
from django.test import Client

from tests.editorial.conftest import Desk
from tests.people import StandingPeople, sign_in
from tryggvei.website.models import GuideFeedback

pytestmark = pytest.mark.django_db
SCREEN = "/redigere/tilbakemeldinger/"


def said(month: str, step: str, answer: str, count: int) -> None:
    """Store what some employees have said."""
    GuideFeedback.objects.create(month=month, guide="voksen", step=step, answer=answer, count=count)


def seen(client: Client, query: str = "") -> str:
    return " ".join(client.get(SCREEN + query).content.decode().split())


def test_the_agenda_has_what_most_found_wrong_first_and_hides_the_small(desk: Desk) -> None:
    said("2026-02", "outcome_staff", "not_helped", 6)
    said("2026-03", "outcome_staff", "not_helped", 7)
    said("2026-03", "outcome_staff", "number", 5)
    said("2026-03", "outcome_refuses", "words", 8)
    said("2026-03", "outcome_tryggest", "helped", 41)
    said("2026-03", "long_gone", "situation", 6)
    html = seen(desk.client("eva"))
    agenda = html.split("Alle råd")[0]
    assert "13 ganger: «Dette hjalp ikke»" in agenda
    assert "5 ganger: «Et nummer virker ikke»" in agenda
    assert agenda.index("Meld fra utenom lederen") < agenda.index("Hold kontakten")
    assert "long_gone (er tatt bort)" in agenda
    assert "Ring TryggEst</a>" not in agenda, "what helped is no point of the agenda"
    table = html.split("<table")[1]
    assert ">41<" in table
    assert "færre enn 5" in table
    assert not [f">{n}<" for n in range(1, 5) if f"<td>{n}<" in table]
    assert "Vi teller trykk, ikke mennesker." in html


def test_a_year_is_chosen_and_nonsense_is_this_year(desk: Desk) -> None:
    said("2025-12", "outcome_staff", "not_helped", 9)
    client = desk.client("gro")
    assert "9 ganger" not in seen(client)
    assert "9 ganger" in seen(client, "?aar=2025")
    for nonsense in ("?aar=1999", "?aar=x", "?aar=²", "?aar=99999999999999999999"):
        assert "Ingenting er sagt av mange nok" in seen(client, nonsense)


def test_only_those_who_own_the_guides_may_look(desk: Desk, people: StandingPeople) -> None:
    for person in (people.aud, people.bjorn, people.celine):
        assert sign_in(Client(), person).get(SCREEN).status_code == 403
    assert Client().get(SCREEN).status_code == 302
    assert SCREEN in desk.client("eva").get("/redigere/").content.decode()
