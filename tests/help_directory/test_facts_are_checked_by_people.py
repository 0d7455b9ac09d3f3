"""The screens of facts: who may, what a confirmation does, what a typing error costs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from tests.people import StandingPeople, employee, sign_in
from tryggvei.audit.models import AuditEntry
from tryggvei.contentpack.api import items, state_of
from tryggvei.help_directory.api import Service, service
from tryggvei.toolbox import clock

pytestmark = pytest.mark.django_db
FACT = "/innhold/se/help/krisesenter_romerike/"
CONFIRM = "/innhold/kontrollert/help/krisesenter_romerike/"
CHANGE = "/innhold/endre/krisesenter_romerike/"


@pytest.fixture
def editor(client: Client, people: StandingPeople, tmp_path: object, settings: Settings) -> Client:
    settings.STATE_DIR = tmp_path
    call_command("content", "load", stdout=StringIO())
    eva = employee(
        "Eva Editor", "eva@provebygd.example", people.home_care, "redaktør", "content_editor"
    )
    return sign_in(client, eva)


def seen(key: str = "krisesenter_romerike") -> str:
    return state_of("help", key).digest


def change(**more: str) -> dict[str, str]:
    return {
        "number": "66 93 23 11",
        "open_kind": "always",
        "words_nb": "Alltid åpent",
        "words_nn": "Alltid ope",
        "words_en": "Always open",
        "seen": seen(),
        **more,
    }


def test_the_list_shows_what_must_be_checked_with_its_source(editor: Client) -> None:
    html = editor.get("/innhold/?type=help").content.decode()
    assert "Romerike Krisesenter" in html
    assert "ullensaker.kommune.no" in html
    assert "Kommunen må bekrefte." in html
    assert "strl § 196" not in html


def test_all_kinds_with_a_mark_are_listed(editor: Client) -> None:
    html = editor.get("/innhold/?vis=alle").content.decode()
    assert "strl § 196" in html
    assert "Lillestrøm kommune" in html


def test_nothing_left_is_said_calmly(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tryggvei.help_directory.staff.review.facts", lambda *_, **__: [])
    assert "Ingenting må kontrolleres nå" in editor.get("/innhold/").content.decode()


def test_a_fact_shows_number_source_and_reason(editor: Client) -> None:
    html = editor.get(FACT).content.decode()
    assert "tel:+4766932310" in html
    assert "Kommunen må bekrefte nummer og tider." in html
    assert "lillestrom/help/krisesenter-romerike.yaml" in html


def test_texts_and_laws_have_a_page_too(editor: Client) -> None:
    assert (
        "sikkert eller mest sannsynlig" in editor.get("/innhold/se/laws/strl-196/").content.decode()
    )
    assert editor.get("/innhold/se/pages/nb/hjem/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/innhold/se/help/nobody/", "/innhold/se/nothing/x/", "/innhold/endre/nobody/"],
)
def test_what_does_not_exist_is_not_found(editor: Client, path: str) -> None:
    assert editor.get(path).status_code == 404


def test_a_confirmation_is_dated_signed_and_logged(editor: Client) -> None:
    answer = editor.post(CONFIRM, {"role": "redaktør", "done": "on", "seen": seen()})
    assert answer.status_code == 302
    found = service("krisesenter_romerike")
    assert found.is_confirmed
    assert found.reviewed is not None
    assert found.reviewed.date == found.checked_on == clock.today()
    assert found.mark.value == "V"
    assert found.review_by == clock.today() + timedelta(days=183)
    last = AuditEntry.objects.latest("seq")
    assert (last.verb, last.thing_id) == ("help_directory:fact:confirm", "krisesenter_romerike")


def test_a_confirmation_without_a_look_is_refused(editor: Client) -> None:
    answer = editor.post(CONFIRM, {"role": "redaktør", "seen": seen()})
    assert answer.status_code == 422
    assert "Du må kontrollere før du kan bekrefte." in answer.content.decode()
    assert not service("krisesenter_romerike").is_confirmed


def test_a_service_without_a_number_cannot_be_confirmed(editor: Client) -> None:
    answer = editor.post(
        "/innhold/kontrollert/help/tryggest/",
        {"role": "redaktør", "done": "on", "seen": seen("tryggest")},
    )
    assert answer.status_code == 422
    assert "Fyll inn nummeret først." in answer.content.decode()


def test_a_law_can_be_confirmed_for_a_year(editor: Client) -> None:
    data = {"role": "jurist", "done": "on", "seen": state_of("laws", "strl-196").digest}
    assert editor.post("/innhold/kontrollert/laws/strl-196/", data).status_code == 302
    law = items("laws")["strl-196"]
    assert law.reviewed.by == "jurist"  # type: ignore[attr-defined]


def test_a_change_must_be_confirmed_again(editor: Client) -> None:
    editor.post(CONFIRM, {"role": "redaktør", "done": "on", "seen": seen()})
    assert editor.post(CHANGE, change()).status_code == 302
    found: Service = service("krisesenter_romerike")
    assert found.number is not None
    assert found.number.dial == "+4766932311"
    assert not found.is_confirmed
    html = editor.get(FACT).content.decode()
    assert "Endret i kommunen" in html
    assert "+4766932311" in html
    assert AuditEntry.objects.latest("seq").verb == "help_directory:fact:change"


def test_a_bad_number_is_told_beside_the_field_and_what_was_typed_stays(editor: Client) -> None:
    answer = editor.post(CHANGE, change(number="66 93 23"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Dette er ikke et telefonnummer vi kan bruke." in html
    assert 'value="66 93 23"' in html
    assert 'value="Alltid ope"' in html


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"open_kind": "fixed"}, "Skriv tidene for minst én dag."),
        ({"open_kind": "fixed", "weekday_from": "09:00"}, "Skriv både når de åpner"),
        ({"open_kind": ""}, "Velg når de svarer."),
    ],
)
def test_half_hours_are_told(editor: Client, more: dict[str, str], message: str) -> None:
    answer = editor.post(CHANGE, change(**more))
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_fixed_hours_are_stored_and_shown_again(editor: Client) -> None:
    hours = {"open_kind": "fixed", "weekday_from": "09:00", "weekday_to": "15:00"}
    assert editor.post(CHANGE, change(**hours)).status_code == 302
    stored = service("krisesenter_romerike").hours
    assert stored is not None
    assert sorted(stored.weekly) == ["fri", "mon", "thu", "tue", "wed"]
    assert 'value="09:00"' in editor.get(CHANGE).content.decode()


def test_the_emergency_number_cannot_be_changed(editor: Client) -> None:
    data = change(number="113", seen=seen("politi_nod"))
    answer = editor.post("/innhold/endre/politi_nod/", data)
    assert answer.status_code == 422
    assert "Nødnumre er faste" in answer.content.decode()
    found = service("politi_nod").number
    assert found is not None
    assert found.dial == "112"


def test_a_number_that_others_lead_to_cannot_be_emptied(editor: Client) -> None:
    answer = editor.post("/innhold/endre/vo_linjen/", change(number="", seen=seen("vo_linjen")))
    assert answer.status_code == 422


def test_two_editors_do_not_overwrite_each_other(editor: Client) -> None:
    old = seen()
    editor.post(CHANGE, change())
    answer = editor.post(CHANGE, change(number="66 93 23 12", seen=old))
    assert answer.status_code == 422
    assert "Noen andre endret tjenesten" in answer.content.decode()
    late = editor.post(CONFIRM, {"role": "redaktør", "done": "on", "seen": old})
    assert late.status_code == 409


@pytest.mark.parametrize("path", ["/innhold/", FACT, CHANGE])
def test_who_lacks_the_permission_sees_nothing(
    client: Client, people: StandingPeople, path: str
) -> None:
    assert sign_in(client, people.bjorn).get(path).status_code == 403
    client.logout()
    assert client.get(path).status_code in (302, 403)


def test_a_reader_may_look_but_not_confirm(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tryggvei.help_directory.staff.review.may_confirm_facts", lambda _viewer: False
    )
    assert "Bekreft kontrollen" not in editor.get(FACT).content.decode()
