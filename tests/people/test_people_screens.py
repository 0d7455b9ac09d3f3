"""The screens of /folk/: who may see them, who may change, and what happens on errors."""

import pytest
from django.test import Client

from tests.people import StandingPeople, employee, sign_in
from tryggvei.organisation import api
from tryggvei.toolbox.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(people: StandingPeople) -> Client:
    """Return a browser in which a people administrator has just signed in."""
    eva = employee(
        "Eva Eng", "eva@provebygd.example", people.school, "sekretær", "people_administrator"
    )
    return sign_in(Client(), eva)


def test_the_four_standing_people(people: StandingPeople) -> None:
    assert sign_in(Client(), people.aud).get("/folk/").status_code == 403
    assert sign_in(Client(), people.bjorn).get("/folk/").status_code == 403
    assert sign_in(Client(), people.celine).get("/folk/").status_code == 200
    assert sign_in(Client(), people.celine).get("/folk/ny/").status_code == 403
    assert Client().get("/folk/")["Location"].startswith("/konto/inn/")  # Dag


def test_the_list_is_about_a_day(admin: Client) -> None:
    now = admin.get("/folk/").content.decode()
    assert "Aud Aas" in now
    assert "rådgiver" in now
    then = admin.get("/folk/?dag=2019-12-31").content.decode()
    assert "Ingen har en stilling denne dagen" in then
    assert "Uten stilling denne dagen" in then
    assert admin.get("/folk/?dag=ikke-en-dag").status_code == 200


def test_a_person_is_registered_given_a_position_and_seen(
    admin: Client, people: StandingPeople
) -> None:
    answer = admin.post(
        "/folk/ny/", {"name": "Geir Gran", "email": "Geir@Provebygd.example", "language": "nn"}
    )
    page = answer["Location"]
    assert "Ingen stillinger" in admin.get(page).content.decode()
    position = next(one for one in api.positions() if one.title == "rådgiver")
    admin.post(f"{page}stilling/", {"position": position.id, "from_date": today().isoformat()})
    found = api.person_by_email("geir@provebygd.example")
    assert [one.role_id for one in api.holdings_of(found.id, today())] == ["tryggest_member"]
    held = api.holdings_of(found.id, today())[0].id
    assert admin.get(f"{page}stilling/{held}/slutt/").status_code == 200
    admin.post(f"{page}stilling/{held}/slutt/", {"on": today().isoformat()})
    assert api.holdings_of(found.id, today()) == []
    assert "Avsluttet" in admin.get(page).content.decode()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "email": "x@provebygd.example"}, "name"),
        ({"name": "X", "email": "ikke-en-adresse"}, "email"),
        ({"name": "X", "email": "AUD@provebygd.example"}, "allerede i bruk"),
    ],
)
def test_a_bad_person_is_not_registered(
    admin: Client, people: StandingPeople, fields: dict[str, str], says: str
) -> None:
    before = len(api.people())
    answer = admin.post("/folk/ny/", fields | {"language": "nb"})
    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert len(api.people()) == before


def test_dates_turned_around_come_back_with_a_word_beside_the_field(
    admin: Client, people: StandingPeople
) -> None:
    position = api.positions()[0]
    answer = admin.post(
        f"/folk/{people.bjorn.public_id}/stilling/",
        {"position": position.id, "from_date": "2026-06-01", "to_date": "2026-05-01"},
    )
    assert answer.status_code == 400
    assert "kan ikke være før" in answer.content.decode()


def test_closing_asks_first_then_ends_everything(admin: Client, people: StandingPeople) -> None:
    victim = sign_in(Client(), people.celine)
    page = f"/folk/{people.celine.public_id}/"
    assert admin.get(f"{page}steng/").status_code == 200
    assert victim.get("/").status_code == 200
    admin.post(f"{page}steng/")
    assert victim.get("/").status_code == 302
    assert "Kontoen er stengt" in admin.get(page).content.decode()
    admin.post(f"{page}aapne/")
    assert api.person(people.celine.id).is_active
    assert api.holdings_of(people.celine.id, today()) == []


def test_the_administrator_does_not_close_herself(admin: Client) -> None:
    eva = api.person_by_email("eva@provebygd.example")
    answer = admin.post(f"/folk/{eva.public_id}/steng/")
    assert answer.status_code == 400
    assert api.person(eva.id).is_active


def test_changes_need_a_fresh_proof(people: StandingPeople, admin: Client) -> None:
    eva = api.person_by_email("eva@provebygd.example")
    stale = sign_in(Client(), eva, fresh=False)
    assert stale.get("/folk/").status_code == 200
    base = f"/folk/{people.aud.public_id}/"
    for path in ("/folk/ny/", "/folk/enheter/ny/", f"{base}stilling/", f"{base}steng/"):
        assert stale.get(path)["Location"].startswith("/konto/bekreft/"), path
        assert stale.post(path).status_code == 403, path
    assert stale.post(f"{base}aapne/").status_code == 403
    assert api.person(people.aud.id).is_active


def test_unknown_people_and_foreign_holdings_are_not_found(
    admin: Client, people: StandingPeople
) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    assert admin.get(f"/folk/{unknown}/").status_code == 404
    assert admin.post(f"/folk/{unknown}/steng/").status_code == 404
    others = api.holdings_of(people.aud.id, today())[0].id
    path = f"/folk/{people.bjorn.public_id}/stilling/{others}/slutt/"
    assert admin.post(path, {"on": today().isoformat()}).status_code == 404


def test_units_and_positions_are_made_and_listed(admin: Client, people: StandingPeople) -> None:
    admin.post(
        "/folk/enheter/ny/",
        {"name": "Sone 1", "kind": "home_care", "parent": people.home_care.id},
    )
    unit = next(one for one in api.units() if one.name == "Sone 1")
    assert unit.parent_id == people.home_care.id
    admin.post(
        "/folk/stillinger/ny/", {"unit": unit.id, "title": "sykepleier", "role": "unit_leader"}
    )
    page = admin.get("/folk/enheter/").content.decode()
    assert "sykepleier (Virksomhetsleder)" in page
    assert "ingen denne dagen" in page
    twice = {"name": "Sone 1", "kind": "home_care", "parent": people.home_care.id}
    assert "allerede en enhet" in admin.post("/folk/enheter/ny/", twice).content.decode()
    bad = {"unit": unit.id, "title": "x", "role": "allmektig"}
    assert admin.post("/folk/stillinger/ny/", bad).status_code == 400
