"""A guide is changed in forms, proved while it is written, and read by two before it is shown."""

from typing import Any

import pytest

from tests.editorial.conftest import Desk
from tests.editorial.guides import (
    GUIDE,
    address,
    drafted,
    intro_form,
    other_form,
    saved,
    shown,
    step_form,
)
from tests.guides.voksen import guide, raw
from tryggvei.contentpack.api import edit, pack_entries
from tryggvei.editorial.actions.deciding import approve
from tryggvei.editorial.actions.publishing import Stop, Stopped, publish
from tryggvei.editorial.actions.writing import NotReady, submit, take_back
from tryggvei.editorial.models import Draft, Revision
from tryggvei.editorial.queries.drafts import open_draft, versions
from tryggvei.editorial.queries.texts import needs_two, today_of
from tryggvei.editorial.rules.workflow import NotByYou, State
from tryggvei.guides.api import GUIDES, public_guides

pytestmark = pytest.mark.django_db
SENTENCE = "Svar også ja hvis du er redd for det."


def the_draft() -> Draft:
    draft = open_draft(GUIDES, GUIDE)
    assert draft is not None
    return draft


def show(desk: Desk, read_as: str = "jurist") -> None:
    """Bring the open draft through a second person to the readers."""
    draft = the_draft()
    submit(desk.viewer("eva"), draft.id, draft.number)
    approve(desk.viewer("gro"), draft.id, draft.number, read_as)
    publish(desk.viewer("eva"), draft.id, draft.number)


def test_a_form_that_nobody_has_touched_is_the_guide_of_the_file(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, intro_form())
    for step in raw()["steps"]:
        assert saved(client, step_form(step)) == address("edit", steg=step)
    assert drafted().model_copy(update={"order": []}) == guide()
    assert list(drafted().steps) == list(guide().steps)


def test_a_word_goes_through_two_persons_to_the_readers_with_a_new_number(desk: Desk) -> None:
    text = f"{raw()['steps']['acute']['text']['nb']} {SENTENCE}"
    saved(desk.client("eva"), step_form("acute", text_nb=text))
    assert SENTENCE not in shown().steps["acute"].text["nb"]
    draft = the_draft()
    assert needs_two(GUIDES, GUIDE, today_of(GUIDES, GUIDE).data)
    assert submit(desk.viewer("eva"), draft.id, 1).state == State.SUBMITTED
    with pytest.raises(NotByYou):
        approve(_both(desk), draft.id, 1)
    take_back(desk.viewer("eva"), draft.id)
    show(desk)
    assert SENTENCE in shown().steps["acute"].text["nb"]
    assert shown().version == 2
    assert [one.number for one in versions(GUIDES, GUIDE)] == [2, 1]
    page = next(page for page in public_guides("nb") if page.slug == GUIDE)
    assert SENTENCE in str(page.context["guide"])


def _both(desk: Desk) -> Any:
    """Return Eva with the permission to approve too."""
    eva = desk.viewer("eva")
    everything = eva.permissions | desk.viewer("gro").permissions
    return type(eva)(eva.person_id, eva.name, eva.unit_ids, everything)


def test_contacts_answers_and_ways_are_chosen_among_what_there_is(desk: Desk) -> None:
    client = desk.client("eva")
    html = client.get(address("edit", steg="avert")).content.decode()
    assert 'value="krisesenter"' in html
    assert 'value="barnevernvakt"' in html
    assert "straffeloven" in html.lower()
    saved(client, step_form("avert", contacts=["politi_nod", "vo_linjen"], next="danger"))
    assert drafted().steps["avert"].contacts == ["politi_nod", "vo_linjen"]
    assert drafted().steps["avert"].next == "danger"
    refused = client.post(address("edit"), step_form("avert", contacts=["finnes_ikke"]))
    assert refused.status_code == 422
    assert "Velg blant dem som står her." in refused.content.decode()
    fresh = {
        "answer_answer_4_label_nb": "Vet ikke", "answer_answer_4_label_nn": "Veit ikkje",
        "answer_answer_4_label_en": "Do not know", "answer_answer_4_next": "offence",
    }  # fmt: skip
    kept = step_form("acute", **{name.replace("_4_", "_3_"): text for name, text in fresh.items()})
    saved(client, kept)
    answers = drafted().steps["acute"].answers
    assert [(one.id, one.next) for one in answers][2] == ("answer_3", "offence")
    saved(client, step_form("acute", answer_answer_3_gone="on"))
    assert len(drafted().steps["acute"].answers) == 2
    half = step_form("acute", answer_answer_3_label_nb="Vet ikke")
    answer = client.post(address("edit"), half)
    assert answer.status_code == 422
    assert "Velg hvor svaret fører." in answer.content.decode()
    assert "Vet ikke" in answer.content.decode()


def test_what_the_file_alone_knows_of_an_answer_stays(desk: Desk) -> None:
    data = today_of(GUIDES, GUIDE).data
    data["steps"]["acute"]["answers"][0]["when"] = {"acute": ["y"]}
    edit(GUIDES, GUIDE, data, desk.eva.id)
    saved(desk.client("eva"), step_form("acute", answer_danger_label_nb="Ja, eller kanskje"))
    answer = drafted().steps["acute"].answers[0]
    assert (answer.label["nb"], answer.when) == ("Ja, eller kanskje", {"acute": ["y"]})


def test_a_step_is_made_given_a_way_and_taken_away_again(desk: Desk) -> None:
    client = desk.client("eva")
    new = other_form("new", type="act", title="Snakk med legen", after="wish")
    place = saved(client, new)
    step = place.rpartition("=")[2]
    assert drafted().steps[step].title["nb"] == "Snakk med legen"
    html = client.get(place).content.decode()
    assert "Ingen svar fører til dette steget." in html
    assert "Teksten mangler på et språk: nynorsk." in html
    with pytest.raises(NotReady):
        submit(desk.viewer("eva"), the_draft().id, the_draft().number)
    saved(client, other_form("remove", step="wish", instead=step))
    assert "wish" not in drafted().steps
    assert drafted().steps["share"].next == step
    refused = client.post(address("edit"), other_form("remove", step="acute", instead="wish"))
    assert refused.status_code == 422
    assert client.post(address("edit"), other_form("remove", step="x")).status_code == 404
    assert client.post(address("edit"), other_form("tull")).status_code == 404


def test_what_fails_the_check_is_told_beside_the_field_and_never_shown(desk: Desk) -> None:
    client = desk.client("eva")
    bad = step_form("share", text_nb="Snakk med mannen. Ring 22 22 55 55.", text_en="")
    answer = client.post(address("check"), bad)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "konfrontere, mekle eller love å tie: «Snakk med mannen»" in html
    assert 'href="#id_text_nb"' in html, "the list leads to the field"
    assert 'href="#id_text_en"' in html
    assert "Ring 22 22 55 55." in html, "what was typed is there"
    assert not Draft.objects.exists(), "to check stores nothing"
    place = saved(client, bad)
    html = client.get(place).content.decode()
    assert 'href="#id_text_nb"' in html, "the saved one too"
    draft = the_draft()
    with pytest.raises(NotReady):
        submit(desk.viewer("eva"), draft.id, 1)
    Draft.objects.filter(pk=draft.id).update(state=State.APPROVED.value, approved_by=desk.gro.id)
    with pytest.raises(Stopped) as stopped:
        publish(desk.viewer("gro"), draft.id, 1)
    assert stopped.value.why is Stop.CHECK
    assert "mannen" not in shown().steps["share"].text["nb"]
    refused = client.post(f"/redigere/utkast/{draft.id}/publiser/", {"now-number": 1}, follow=True)
    assert "Sjekken finner feil" in refused.content.decode()


def test_a_path_that_loses_the_report_is_found_with_the_answers_that_lead_there(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, step_form("children", answer_child_harmed_next="offence"))
    html = client.get(address("edit")).content.decode()
    assert "Et barn kan være i fare, og veien har ikke et steg for å melde" in html
    assert "Svarene som fører dit:" in html


def test_what_the_proof_rests_on_cannot_be_taken_away_on_the_screen(desk: Desk) -> None:
    saved(desk.client("eva"), step_form("children", answer_child_harmed_gone="on"))
    with pytest.raises(NotReady) as refused:
        submit(desk.viewer("eva"), the_draft().id, 1)
    lost = {r.told["safeguard"] for r in refused.value.reasons if r.code == "safeguard-lost"}
    assert "child_at_risk" in lost
    for view in ("page", "edit"):
        html = desk.client("eva").get(address(view)).content.decode()
        assert "«Et barn kan være i fare»" in html
        assert "Det kan bare endres i innholdspakken." in html


def test_a_title_that_tells_is_stopped(desk: Desk) -> None:
    saved(desk.client("eva"), intro_form(title_nn="Vald i heimen"))
    with pytest.raises(NotReady):
        submit(desk.viewer("eva"), the_draft().id, 1)
    html = desk.client("eva").get(address("edit")).content.decode()
    assert "synes i historikken" in html


def test_the_approver_sees_words_and_structure_and_follows_the_ways(desk: Desk) -> None:
    client = desk.client("eva")
    text = f"{raw()['steps']['acute']['text']['nb']} {SENTENCE}"
    saved(client, step_form("acute", text_nb=text))
    html = client.get(address("page")).content.decode()
    assert "Oppbygningen er den samme." in html
    assert "«Er noen i fare nå?»: Tekst, bokmål" in html
    assert 'name="ok-ways"' not in html
    saved(client, step_form("discuss_child", next="suspected"))
    draft = the_draft()
    submit(desk.viewer("eva"), draft.id, 2)
    reader = desk.client("gro")
    html = reader.get(address("page")).content.decode()
    assert "«Er du i tvil om barnet, så spør uten navn» fører et annet sted" in html
    assert "«Er du i tvil om barnet, så spør uten navn»: Fører til" in html
    told = {"ok-number": 2, "ok-read": "on"}
    approving = f"/redigere/utkast/{draft.id}/godkjenn/"
    refused = reader.post(approving, told)
    assert refused.status_code == 422
    assert "Følg veiene før du går videre." in refused.content.decode()
    assert reader.post(approving, told | {"ok-ways": "on"}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.APPROVED


def test_to_go_back_is_a_new_draft_that_goes_the_same_way(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, intro_form(title_nb="Uro for en voksen"))
    show(desk)
    assert shown().title["nb"] == "Uro for en voksen"
    page = client.get(address("page")).content.decode()
    assert f"{address('edit', fra='1')}" in page
    html = client.get(address("edit", fra="1")).content.decode()
    assert "Gå tilbake til versjon 1" in html
    assert "<ins>" in html
    saved(client, other_form("begin", begin="1"))
    draft = the_draft()
    assert (draft.restores, drafted().title["nb"]) == (1, "Bekymret for en voksen")
    show(desk)
    assert shown().title["nb"] == "Bekymret for en voksen"
    assert shown().version == 3, "a number is never used twice"
    assert client.get(address("edit", fra="77")).status_code == 404
    difference = client.get(address("difference", fra="2", til="3")).content.decode()
    assert "Tittel, bokmål" in difference
    assert "Nytt: «Bekymret»" in difference, "in words too"


def test_the_second_editors_save_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    mine = step_form("wish", text_nb="Eriks ord.", laws=["fvl-13a-1"])
    saved(desk.client("eva"), step_form("acute", title_nb="Er noen i fare her og nå?"))
    erik = desk.client("erik")
    answer = erik.post(address("edit"), mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre lagret først" in html
    assert "her og" in html
    assert "Eriks ord." in html.split("<form", 2)[-1]
    number = open_draft(GUIDES, GUIDE)
    assert number is not None
    again = {**mine, "seen_number": number.number}
    saved(erik, again)
    assert drafted().steps["acute"].title["nb"] == "Er noen i fare her og nå?"
    assert drafted().steps["wish"].text["nb"] == "Eriks ord."
    assert drafted().steps["wish"].laws == ["fvl-13a-1"]
    assert Revision.objects.count() == 2


def test_what_others_have_shown_meanwhile_is_taken_into_the_draft(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, step_form("wish", title_nb="Hva vil personen?"))
    data = today_of(GUIDES, GUIDE).data
    data["steps"]["target"]["title"]["nb"] = "Hører personen til?"
    edit(GUIDES, GUIDE, data, desk.erik.id)
    html = client.get(address("edit")).content.decode()
    assert "Det som er nytt, er tatt med her." in html
    saved(client, other_form("begin", begin=""))
    assert drafted().steps["wish"].title["nb"] == "Hva vil personen?"
    assert drafted().steps["target"].title["nb"] == "Hører personen til?"
    submit(desk.viewer("eva"), the_draft().id, 2)


def test_a_guide_in_other_hands_is_not_written_over(desk: Desk) -> None:
    client = desk.client("eva")
    saved(client, intro_form(title_nb="Uro for en voksen"))
    late = intro_form(title_nb="Noe annet")
    submit(desk.viewer("eva"), the_draft().id, 1)
    assert client.post(address("edit"), late).status_code == 409
    assert client.get(address("edit")).status_code == 302


def test_the_preview_is_the_page_in_three_languages_and_cannot_act(desk: Desk) -> None:
    client = desk.client("eva")
    sent = step_form("acute", title_en="Is anybody in danger right now?")
    for language in ("nb", "nn", "en"):
        answer = client.post(address("preview", sprak=language), sent)
        assert answer.status_code == 200
        assert f'lang="{language}"' in answer.content.decode()
    assert "right now?" in answer.content.decode()
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    assert not Draft.objects.exists()
    broken = client.post(address("preview"), step_form("avert", contacts=["x"]))
    assert broken.status_code == 422


def test_the_lists_name_guides_as_guides(desk: Desk) -> None:
    saved(desk.client("eva"), intro_form(title_nb="Uro for en voksen"))
    submit(desk.viewer("eva"), the_draft().id, 1)
    html = desk.client("gro").get("/redigere/").content.decode()
    waiting = html.split("<table")[0]
    assert "Veileder" in waiting
    assert address("page") in waiting
    assert "Bekymret for en voksen" in html.split("<table")[1]


def test_a_guide_that_is_not_there_is_not_found(desk: Desk) -> None:
    client = desk.client("eva")
    assert client.get("/redigere/skriv/guides/finnes-ikke/").status_code == 404
    assert client.get(address("edit", steg="finnes-ikke")).status_code == 404
    assert GUIDE in pack_entries(GUIDES)
