"""A unit is given its card, once; it is known which units hold an older one, and who may see it."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.audit.rows import exactly_one_row, no_row
from tests.guides.cards import SCHOOL, pages_of
from tests.people import StandingPeople, employee, sign_in, unit_named
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.contentpack.api import edit, state_of
from tryggvei.guides.actions.drawing import Paper
from tryggvei.guides.actions.issuing import (
    IsOlder,
    NotApproved,
    drawn_again,
    issue_card,
    take_down,
    write_contacts,
)
from tryggvei.guides.models import CardIssue
from tryggvei.guides.queries.cards import CardFault, CardKey
from tryggvei.guides.queries.issues import overview, own_cards
from tryggvei.guides.rules.card_editions import Change
from tryggvei.guides.rules.own_contacts import own_contact
from tryggvei.guides.staff.todos import waiting
from tryggvei.organisation.api import UnitKind, end_holding, holdings_of
from tryggvei.toolbox.clock import OSLO, standing_at, today

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=OSLO)


@pytest.fixture
def celine(people: StandingPeople) -> Viewer:
    """Return Celine, who leads the school, as a viewer."""
    return viewer_for(people.celine.id)


@pytest.fixture
def lead(people: StandingPeople) -> Viewer:
    """Return the leader of the implementation group as a viewer."""
    made = employee(
        "Ida Iver", "ida@provebygd.example", people.tryggest, "l", "implementation_lead"
    )
    return viewer_for(made.id)


def change_number(actor_id: int) -> None:
    """Let the municipality correct the number of the duty line."""
    key = "barnevernvakt_romerike"
    data = dict(state_of("help", key).data)
    data["number"] = {"display": "64 99 32 71", "dial": "+4764993271"}
    edit("help", key, data, actor_id)


def test_a_leader_gives_her_own_unit_a_card_and_the_log_knows(
    people: StandingPeople, celine: Viewer
) -> None:
    with exactly_one_row("guides:card:issue", actor_id=celine.person_id):
        made = issue_card(celine, people.school.id, SCHOOL, "nb")
    row = CardIssue.objects.get()
    assert (row.unit_id, row.number, row.printed) == (people.school.id, 1, True)
    assert row.guide_versions == {"barn": 1, "ansatt": 1}
    assert row.issued_by_id == celine.person_id
    assert made.text.unit is not None
    assert made.text.unit.leaders == ("Celine Cruz, rektor",)


def test_nobody_makes_cards_for_another_unit_or_of_another_kind(
    people: StandingPeople, celine: Viewer
) -> None:
    with no_row():
        with pytest.raises(PermissionDenied):
            issue_card(celine, people.home_care.id, CardKey("hjemmetjeneste", "ansatt"), "nb")
        with pytest.raises(PermissionDenied):
            issue_card(viewer_for(people.bjorn.id), people.home_care.id, SCHOOL, "nb")
        with pytest.raises(LookupError):
            issue_card(celine, people.school.id, CardKey("sykehjem", "ansatt"), "nb")
        with pytest.raises(LookupError):
            issue_card(celine, people.school.id, SCHOOL, "so")
    assert not CardIssue.objects.exists()


def test_who_leads_above_makes_cards_for_the_units_below(people: StandingPeople) -> None:
    area = unit_named("Oppvekst", UnitKind.AREA)
    below = unit_named("Lia skole", UnitKind.SCHOOL, area.id)
    head = employee("Odd Odde", "odd@provebygd.example", area, "kommunalsjef", "unit_leader")
    made = issue_card(viewer_for(head.id), below.id, SCHOOL, "nb")
    assert made.text.unit is not None
    assert made.text.unit.leaders == ()
    assert made.text.unit.above == ("Odd Odde, kommunalsjef",)


def test_twice_is_once_until_something_changes(people: StandingPeople, celine: Viewer) -> None:
    first = issue_card(celine, people.school.id, SCHOOL, "nb")
    with no_row():
        again = issue_card(celine, people.school.id, SCHOOL, "nb")
    assert again.id == first.id
    assert not again.is_new
    change_number(celine.person_id)
    third = issue_card(celine, people.school.id, SCHOOL, "nb")
    assert (third.is_new, third.edition.number) == (True, 2)
    assert "64 99 32 71" in [call.number for call in third.text.night]


def test_an_older_card_is_listed_with_what_is_new(
    people: StandingPeople, celine: Viewer, lead: Viewer
) -> None:
    with standing_at(NOON - timedelta(days=30)):
        issue_card(celine, people.school.id, SCHOOL, "nb")
    assert overview(lead).older == ()
    change_number(celine.person_id)
    write_contacts(celine, people.school.id, [own_contact("Vakttelefon", "63 00 00 00")])
    (unit,) = overview(lead).older
    (held,) = unit.older
    assert unit.unit.id == people.school.id
    assert held.changes == (Change.NUMBERS, Change.PEOPLE)
    assert held.day == (NOON - timedelta(days=30)).date()
    assert [one.text for one in waiting(celine)] == ["1 tiltakskort på veggen må byttes"]
    issue_card(celine, people.school.id, SCHOOL, "nb")
    assert overview(lead).older == ()


def test_a_new_leader_makes_the_card_older(people: StandingPeople, lead: Viewer) -> None:
    celine = viewer_for(people.celine.id)
    issue_card(celine, people.school.id, SCHOOL, "nb")
    held = holdings_of(people.celine.id, today())[0]
    assert held.id is not None
    end_holding(actor_id=None, holding_id=held.id, on=today())
    (unit,) = overview(lead).older
    assert unit.older[0].changes == (Change.PEOPLE,)


def test_a_changed_guide_makes_the_card_older(
    people: StandingPeople, celine: Viewer, lead: Viewer
) -> None:
    issue_card(celine, people.school.id, SCHOOL, "nb")
    data = dict(state_of("guides", "barn").data)
    data["version"] = 2
    edit("guides", "barn", data, celine.person_id)
    (unit,) = overview(lead).older
    assert unit.older[0].changes == (Change.WORDS,)


def test_a_guide_that_moves_away_from_the_card_stops_it_and_is_not_hidden(
    people: StandingPeople, celine: Viewer, lead: Viewer
) -> None:
    issue_card(celine, people.school.id, SCHOOL, "nb")
    data: dict[str, Any] = state_of("guides", "barn").data
    advice = [one for one in data["advice"] if not one["nb"].startswith("Ikke konfronter")]
    edit("guides", "barn", {**data, "advice": advice}, celine.person_id)
    assert len(overview(lead).older) == 1
    client = sign_in(Client(), people.celine)
    told = {"kort": "skole/ansatt", "sprak": "nb"}
    answer = client.post(reverse("guides:make", args=[people.school.public_id]), told)
    assert answer.status_code == 409
    assert "no line begins with" in answer.content.decode()


def test_a_card_that_is_taken_down_stands_in_no_list(
    people: StandingPeople, celine: Viewer, lead: Viewer
) -> None:
    made = issue_card(celine, people.school.id, SCHOOL, "nb")
    change_number(celine.person_id)
    with exactly_one_row("guides:card:take_down", actor_id=celine.person_id):
        take_down(celine, made.id)
    seen = overview(lead)
    assert seen.older == ()
    assert people.school.id in {one.unit.id for one in seen.without}


def test_an_older_card_is_never_printed_again(people: StandingPeople, celine: Viewer) -> None:
    made = issue_card(celine, people.school.id, SCHOOL, "nb")
    with exactly_one_row("guides:card:fetch", actor_id=celine.person_id):
        _card, pdf = drawn_again(celine, made.id, Paper.A4)
    assert pages_of(pdf) == 1
    change_number(celine.person_id)
    with no_row(), pytest.raises(IsOlder):
        drawn_again(celine, made.id, Paper.A5)


def test_in_production_nothing_unapproved_goes_on_a_wall(
    people: StandingPeople, celine: Viewer, settings: Any
) -> None:
    settings.TRYGGVEI_MODE = "production"
    with standing_at(datetime(2026, 5, 1, tzinfo=OSLO)), pytest.raises(NotApproved) as waiting:
        issue_card(celine, people.school.id, SCHOOL, "nb")
    assert {"cards/skole", "guides/barn", "help/tryggest"} <= set(waiting.value.names)
    with standing_at(NOON), pytest.raises(CardFault, match="law-review-due"):
        issue_card(celine, people.school.id, SCHOOL, "nb")
    assert not CardIssue.objects.exists()


def test_only_those_with_the_permission_see_the_list(
    people: StandingPeople, celine: Viewer, lead: Viewer
) -> None:
    for viewer in (celine, viewer_for(people.bjorn.id), viewer_for(people.aud.id)):
        with pytest.raises(PermissionDenied):
            overview(viewer)
    with pytest.raises(PermissionDenied):
        own_cards(lead)
    assert len(own_cards(celine)) == 1


def test_the_screens_lead_to_a_pdf(people: StandingPeople) -> None:
    client = sign_in(Client(), people.celine)
    page = reverse("guides:unit", args=[people.school.public_id])
    assert "Bakken skole" in client.get(reverse("guides:cards")).content.decode()
    told = {"kort": "skole/leder", "sprak": "en"}
    answer = client.post(reverse("guides:make", args=[people.school.public_id]), told)
    assert answer.status_code == 302
    landed = client.get(answer["Location"])
    assert landed["Refresh"].startswith("1; url=/tiltakskort/utgave/")
    pdf = client.get(landed["Refresh"].partition("url=")[2])
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == 'attachment; filename="school-for-leaders-1-a5.pdf"'
    assert pages_of(pdf.content) == 1
    shown = client.get(f"{page}se/skole/ansatt/?sprak=nn").content.decode()
    assert 'lang="nn"' in shown
    assert 'href="tel:112"' in shown


def test_another_units_card_is_not_there(people: StandingPeople, celine: Viewer) -> None:
    made = issue_card(celine, people.school.id, SCHOOL, "nb")
    other = employee("Per P", "per@provebygd.example", people.home_care, "leder", "unit_leader")
    client = sign_in(Client(), other)
    assert client.get(reverse("guides:pdf", args=[made.id])).status_code == 404
    assert client.post(reverse("guides:taken_down", args=[made.id])).status_code == 404
    for name in ("unit", "contacts"):
        address = reverse(f"guides:{name}", args=[people.school.public_id])
        assert client.get(address).status_code == 404
    with pytest.raises(LookupError):
        take_down(viewer_for(other.id), made.id)


def test_a_wrong_number_is_told_at_its_field(people: StandingPeople) -> None:
    client = sign_in(Client(), people.celine)
    address = reverse("guides:contacts", args=[people.school.public_id])
    answer = client.post(address, {"hvem_1": "Vakt", "nummer_1": "12"})
    assert answer.status_code == 422
    assert "åtte sifre" in answer.content.decode()
    assert client.post(address, {"hvem_1": "", "nummer_1": "63000000"}).status_code == 422


def test_the_command_writes_files_and_twice_is_safe(people: StandingPeople, tmp_path: Path) -> None:
    for _time in range(2):
        call_command("guides", "cards", unit="bakken SKOLE", out=tmp_path, language="nn")
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(files) == {
        f"bakken-skole-{role}-nn.{ending}"
        for role in ("ansatt", "leder")
        for ending in ("pdf", "html")
    }
    assert CardIssue.objects.count() == 2
    before = files
    call_command("guides", "cards", unit=str(people.school.public_id), out=tmp_path, language="nn")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_command_says_where_it_could_not_write(people: StandingPeople, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(CommandError, match=r"was not written: .*\. Choose another folder"):
        call_command("guides", "cards", unit=str(people.school.public_id), out=file / "cards")


def test_the_command_names_what_it_cannot_do(people: StandingPeople, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Bakken skole"):
        call_command("guides", "cards", unit="skole", out=tmp_path)
    with pytest.raises(CommandError, match="no card for a unit"):
        call_command("guides", "cards", unit="TryggEst-teamet", out=tmp_path)
    assert list(tmp_path.iterdir()) == []
