"""The screens of facts: who may, what a confirmation does, what a typing error costs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import Settings

from tests.people import StandingPeople, employee, sign_in
from tryggvei.access.api import Permission, Viewer
from tryggvei.audit.models import AuditEntry
from tryggvei.contentpack.api import edit, items, state_of
from tryggvei.help_directory.actions import confirm_fact
from tryggvei.help_directory.api import Service, service
from tryggvei.help_directory.models import Proposal
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


@pytest.fixture
def second(editor: Client, people: StandingPeople) -> Client:
    """Return a second person who may check facts."""
    per = employee(
        "Per Prøver", "per@provebygd.example", people.school, "fagansvarlig", "content_approver"
    )
    return sign_in(Client(), per)


def approve(client: Client, proposal_id: object = None) -> HttpResponseBase:
    """Approve the one change that waits, as rung and found right."""
    wanted = proposal_id or Proposal.objects.get().id
    return client.post(f"/innhold/godkjenn/{wanted}/", {"ok-done": "on"})


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
    answer = editor.post(CONFIRM, {"done": "on", "seen": seen()})
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
    answer = editor.post(CONFIRM, {"seen": seen()})
    assert answer.status_code == 422
    assert "Du må kontrollere før du kan bekrefte." in answer.content.decode()
    assert not service("krisesenter_romerike").is_confirmed


def test_a_service_without_a_number_cannot_be_confirmed(editor: Client) -> None:
    answer = editor.post(
        "/innhold/kontrollert/help/tryggest/",
        {"done": "on", "seen": seen("tryggest")},
    )
    assert answer.status_code == 422
    assert "Fyll inn nummeret først." in answer.content.decode()


def test_a_law_can_be_confirmed_for_a_year(editor: Client) -> None:
    data = {"done": "on", "seen": state_of("laws", "strl-196").digest}
    assert editor.post("/innhold/kontrollert/laws/strl-196/", data).status_code == 302
    law = items("laws")["strl-196"]
    assert law.reviewed.by == "redaktør"  # type: ignore[attr-defined]


def test_a_change_is_shown_only_when_somebody_else_has_approved(
    editor: Client, second: Client
) -> None:
    assert editor.post(CHANGE, change()).status_code == 302
    old: Service = service("krisesenter_romerike")
    assert old.number is not None
    assert old.number.dial == "+4766932310"
    html = editor.get(FACT).content.decode()
    assert "En annen må ringe nummeret og godkjenne" in html
    assert "+4766932311" in html
    assert AuditEntry.objects.latest("seq").verb == "help_directory:fact:propose"
    assert approve(second).status_code == 302
    found = service("krisesenter_romerike")
    assert found.number is not None
    assert found.number.dial == "+4766932311"
    assert found.is_confirmed
    assert found.reviewed is not None
    assert found.reviewed.by == "fagansvarlig"
    assert found.reviewed.date == found.checked_on == clock.today()
    assert AuditEntry.objects.latest("seq").verb == "help_directory:fact:approve"
    assert "Endret i kommunen" in editor.get(FACT).content.decode()


@pytest.mark.promise(49, "nobody alone puts out a number: the one who changed it approves nothing")
def test_one_person_alone_puts_no_number_out(editor: Client, second: Client) -> None:
    """The attack: change the number, then confirm it oneself, under a title of one's choice."""
    editor.post("/innhold/endre/tryggest/", change(number="900 11 666", seen=seen("tryggest")))
    editor.post(
        "/innhold/kontrollert/help/tryggest/",
        {"role": "fagansvarlig", "done": "on", "seen": seen("tryggest")},
    )
    assert approve(editor).status_code == 302
    assert service("tryggest").number is None
    assert Proposal.objects.get().state == "waiting"
    page = editor.get("/innhold/se/help/tryggest/").content.decode()
    assert "Godkjenn endringen" not in page
    assert "Foreslått av Eva Editor" in page
    # And when somebody else has approved it, she still does not confirm her own number.
    approve(second)
    answer = editor.post(
        "/innhold/kontrollert/help/tryggest/", {"done": "on", "seen": seen("tryggest")}
    )
    assert answer.status_code == 422
    assert "Du har selv endret dette." in answer.content.decode()
    again = second.post(
        "/innhold/kontrollert/help/tryggest/", {"done": "on", "seen": seen("tryggest")}
    )
    assert again.status_code == 302


def test_the_table_itself_refuses_one_person_as_both(editor: Client) -> None:
    editor.post(CHANGE, change())
    proposer = Proposal.objects.get().proposed_by
    for decider in (proposer, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(state="approved", decided_by=decider)


def test_an_approval_without_a_call_is_refused(editor: Client, second: Client) -> None:
    editor.post(CHANGE, change())
    answer = second.post(f"/innhold/godkjenn/{Proposal.objects.get().id}/", {})
    assert answer.status_code == 422
    assert "Ring nummeret før du godkjenner." in answer.content.decode()
    assert Proposal.objects.get().state == "waiting"


def test_a_withdrawn_change_leaves_what_is_shown_and_may_be_made_anew(
    editor: Client, second: Client
) -> None:
    before = seen()
    editor.post(CHANGE, change())
    assert "venter allerede" in second.post(CHANGE, change()).content.decode()
    address = f"/innhold/trekk/{Proposal.objects.get().id}/"
    assert editor.post(address).status_code == 302
    assert editor.post(address).status_code == 302  # pressed twice: said in words
    assert seen() == before
    assert approve(second, Proposal.objects.get().id).status_code == 302
    assert seen() == before
    assert editor.post(CHANGE, change()).status_code == 302
    assert [row.state for row in Proposal.objects.order_by("proposed_at")] == [
        "withdrawn",
        "waiting",
    ]


def test_while_a_change_waits_the_old_number_is_not_confirmed(
    editor: Client, second: Client
) -> None:
    editor.post(CHANGE, change())
    answer = second.post(CONFIRM, {"done": "on", "seen": seen()})
    assert answer.status_code == 422
    assert "En endring venter." in answer.content.decode()


def test_a_change_of_what_has_moved_since_is_not_put_out(editor: Client, second: Client) -> None:
    editor.post(CHANGE, change())
    moved = {**state_of("help", "krisesenter_romerike").data, "free": False}
    edit("help", "krisesenter_romerike", moved, 999, seen=seen())
    answer = second.post(
        f"/innhold/godkjenn/{Proposal.objects.get().id}/", {"ok-done": "on"}, follow=True
    )
    assert "Opplysningen er endret siden forslaget" in answer.content.decode()
    assert Proposal.objects.get().state == "waiting"


def test_the_second_person_sees_what_waits(editor: Client, second: Client) -> None:
    editor.post(CHANGE, change())
    home = second.get("/").content.decode()
    assert "1 endring av et nummer venter på at du ringer og godkjenner" in home
    assert "venter på at du ringer" not in editor.get("/").content.decode()
    page = second.get("/innhold/?vis=venter").content.decode()
    assert "Romerike Krisesenter" in page
    assert "strl § 196" not in page


def test_whoever_wrote_a_text_that_is_shown_does_not_confirm_it(
    editor: Client, second: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    eva = get_user_model().objects.get(name="Eva Editor")
    monkeypatch.setattr(
        "tryggvei.help_directory.queries.proposals.offered",
        lambda _point: [lambda kind, key: {eva.pk} if (kind, key) == ("pages", "nb/hjem") else ()],
    )
    data = {"done": "on", "seen": state_of("pages", "nb/hjem").digest}
    address = "/innhold/kontrollert/pages/nb/hjem/"
    assert editor.post(address, data).status_code == 422
    assert second.post(address, data).status_code == 302


def test_the_editors_room_names_the_hands_of_what_is_shown(people: StandingPeople) -> None:
    from tryggvei.house.api import Point, offered

    assert [read.__name__ for read in offered(Point.FACT_HANDS)] == ["hands_in_shown"]


def test_who_has_the_permission_by_no_position_of_today_does_nothing(editor: Client) -> None:
    nobody = Viewer(1, "x", frozenset(), frozenset({Permission.HELP_DIRECTORY_FACT_CONFIRM}))
    with pytest.raises(PermissionDenied):
        confirm_fact(nobody, "help", "krisesenter_romerike", seen())


def test_other_languages_and_odd_hours_survive_a_new_number(editor: Client, second: Client) -> None:
    data = dict(state_of("help", "krisesenter_romerike").data)
    long_thursday = {
        day: [{"start": "09:00:00", "end": "18:00:00" if day == "thu" else "15:00:00"}]
        for day in ("mon", "tue", "wed", "thu", "fri")
    }
    words = {"nb": "Hverdager", "nn": "Kvardagar", "en": "Weekdays", "ar": "أيام الأسبوع"}
    data["hours"] = {"words": words, "always": False, "weekly": long_thursday}
    edit("help", "krisesenter_romerike", data, 999, seen=seen())
    page = editor.get(CHANGE).context["form"].initial
    typed = {name: value for name, value in page.items() if value}
    assert editor.post(CHANGE, {**typed, "number": "66 93 23 11"}).status_code == 302
    approve(second)
    found = service("krisesenter_romerike")
    assert found.number is not None
    assert found.number.dial == "+4766932311"
    assert found.hours is not None
    assert found.hours.words.in_language("ar") == words["ar"]
    assert found.hours.weekly["thu"][0].end.hour == 18
    # Where the times themselves change, words in other languages would tell the old ones.
    later = {**typed, "weekday_to": "16:00", "seen": seen()}
    assert editor.post(CHANGE, later).status_code == 302
    approve(second, Proposal.objects.get(state="waiting").id)
    changed = service("krisesenter_romerike").hours
    assert changed is not None
    assert changed.weekly["thu"][0].end.hour == 16
    assert changed.words.code_for("ar") != "ar"
    assert words["ar"] not in str(changed.model_dump())


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


def test_fixed_hours_are_stored_and_shown_again(editor: Client, second: Client) -> None:
    hours = {"open_kind": "fixed", "weekday_from": "09:00", "weekday_to": "15:00"}
    assert editor.post(CHANGE, change(**hours)).status_code == 302
    approve(second)
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


def test_two_editors_do_not_overwrite_each_other(editor: Client, second: Client) -> None:
    old = seen()
    editor.post(CHANGE, change())
    approve(second)
    answer = editor.post(CHANGE, change(number="66 93 23 12", seen=old))
    assert answer.status_code == 422
    assert "Noen andre endret tjenesten" in answer.content.decode()
    late = second.post(CONFIRM, {"done": "on", "seen": old})
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
