"""The screens: nothing typed is lost, the check speaks beside the field, the preview is safe."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.editorial.conftest import ADDED, FREE, KEY, KIND, Begin, Desk, seen
from tryggvei.contentpack.api import item
from tryggvei.editorial.actions.deciding import approve
from tryggvei.editorial.actions.publishing import publish
from tryggvei.editorial.actions.writing import submit, withdraw
from tryggvei.editorial.kinds.pages import bokmaal_of, initial_of
from tryggvei.editorial.models import Draft, Revision
from tryggvei.editorial.queries.drafts import open_draft
from tryggvei.editorial.queries.texts import today_of
from tryggvei.ui.api import todos_of
from tryggvei.website.api import Page

pytestmark = pytest.mark.django_db


def typed(key: str = KEY, **changed: Any) -> dict[str, Any]:
    """Return what a browser sends when somebody has changed some fields of the form."""
    bokmaal = bokmaal_of(key)
    filled = initial_of(today_of(KIND, key).data, bokmaal)
    now = seen(key)
    basis = {"seen_shown": now.basis.shown, "seen_pack": now.basis.pack}
    sent = {**filled, "seen_number": now.number, **basis, **changed}
    return {name: value for name, value in sent.items() if value is not False}


def url(view: str, key: str = KEY) -> str:
    return reverse(f"editorial:{view}", args=[KIND, key])


def body_of(key: str = KEY) -> str:
    return str(today_of(KIND, key).data["body"])


def test_the_form_gives_back_exactly_the_page(desk: Desk) -> None:
    for key in (KEY, "nb/hjem", "nn/for-meg"):
        before = item(KIND, key)
        assert desk.client("eva").post(url("edit", key), typed(key)).status_code == 302
        draft = open_draft(KIND, key)
        assert draft is not None
        after = Page.model_validate(Revision.objects.get(draft=draft).data)
        assert after == before


def test_the_check_speaks_beside_the_field_and_keeps_what_was_typed(desk: Desk) -> None:
    text = "Ring 22 22 55 55.\n\n#### Hopp\n\n[[tel:finnes_ikke]] [[side:borte]] <b>\n"
    answer = desk.client("eva").post(url("check"), typed(title="Hjelp mot vold", body=text))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Ordet «vold» synes i historikken." in html
    assert "«22 22 55 55» ligner et telefonnummer." in html
    assert "hopper fra nivå 1 til 4" in html
    assert "«finnes_ikke» har ikke noe nummer." in html
    assert "Siden «borte» finnes ikke" in html
    assert "Du kan ikke bruke HTML." in html
    assert "[[tel:finnes_ikke]] [[side:borte]] &lt;b&gt;" in html, "the typed text is there"
    assert 'href="#id_title"' in html, "the list leads to the field"
    assert not Draft.objects.exists()


def test_the_check_tells_reading_level_translations_and_weak_facts(desk: Desk) -> None:
    long = "Kommunens saksbehandlingsprosedyrer forutsetter dokumentasjonsinnhenting " * 4
    page = desk.client("eva").post(url("check"), typed(body=f"{body_of()}\n\n{long.strip()}.\n"))
    html = page.content.decode()
    assert re.search(r"LIX er \d+\.", html)
    assert "De lengste setningene:" in html
    assert "dokumentasjonsinnhenting" in html
    assert re.search(r"følger ikke lenger når teksten vises:</strong>[^<]*nn/for-meg", html)
    assert "som ikke er kontrollert" in html
    assert "straffeloven § 196" in html


def test_a_lost_number_of_a_translation_is_told_there_and_on_the_bokmaal_page(desk: Desk) -> None:
    without = body_of("nn/for-meg").replace("[[tel:politi_nod]]", "politiet")
    html = desk.client("eva").post(url("check", "nn/for-meg"), typed("nn/for-meg", body=without))
    assert "Numre og lenker er ikke de samme som på bokmål" in html.content.decode()
    without = body_of().replace("[[tel:politi_nod]]", "politiet")
    html = desk.client("eva").post(url("check"), typed(body=without))
    assert re.search(r"<li>nn/for-meg: Numre og lenker", html.content.decode())


def test_the_translator_says_what_the_translation_follows(desk: Desk) -> None:
    client, key = desk.client("eva"), "nn/for-meg"
    html = client.get(url("edit", key)).content.decode()
    assert "Bokmålssiden slik den er i dag" in html
    assert "Jeg trenger hjelp" in html, "bokmål stands beside"
    client.post(url("edit", key), typed(key, follows="on"))
    draft, first = open_draft(KIND, key), item(KIND, KEY)
    assert draft is not None
    assert isinstance(first, Page)
    assert Revision.objects.get(draft=draft).data["translated_from"] == first.fingerprint
    assert 'name="follows"' not in client.get(url("edit")).content.decode()


def test_the_preview_is_the_baked_page_and_cannot_act(desk: Desk) -> None:
    client = desk.client("eva")
    answer = client.post(url("preview"), typed(body=f"{body_of()}\n\n{ADDED}\n"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert ADDED in html
    assert "tel:112" in html
    assert "Eva Eng" not in html, "nobody's name in what readers see"
    policy = answer["Content-Security-Policy"].split("; ")
    assert {"sandbox", "default-src 'none'", "form-action 'none'"} <= set(policy)
    assert "frame-ancestors 'self'" in policy
    assert not [part for part in policy if part.startswith("script-src")]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Cache-Control"] == "no-store"
    assert not Draft.objects.exists()
    broken = client.post(url("preview"), typed(body="[[service:finnes_ikke]]\n"))
    assert (broken.status_code, b"kan ikke vises" in broken.content) == (422, True)


def test_only_the_preview_may_stand_in_a_frame(desk: Desk) -> None:
    client = desk.client("eva")
    for path in ("/", "/innhold/", url("page"), url("edit"), "/redigere/"):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path
        assert answer["X-Frame-Options"] == "DENY", path
        frames = "frame-src 'self'" in answer["Content-Security-Policy"]
        assert frames == (path in (url("page"), url("edit"))), path


def test_the_preview_is_what_the_bake_draws(desk: Desk, begun: Begin) -> None:
    """One job of the bake, not the bake: what becomes of a drawn page is the website's own test."""
    from tryggvei.website.drawing.pages import every_job

    text = f"{body_of(FREE)}\n\n{ADDED}\n"
    shown = desk.client("eva").post(url("preview", FREE), typed(FREE, body=text))
    draft = submit(desk.viewer("eva"), begun(key=FREE).id, 1)
    publish(desk.viewer("eva"), draft.id, 1)
    job = next(job for job in every_job() if job.path == "/om-planen/")
    assert shown.content.decode() == job.draw()


def test_the_second_editors_save_is_refused_with_both_texts(desk: Desk, begun: Begin) -> None:
    sent = typed(body=f"{body_of()}\n\nErik skrev dette.\n")
    begun("eva", body=f"{body_of()}\n\nEva skrev dette.\n")
    client = desk.client("erik")
    answer = client.post(url("edit"), sent)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre lagret først" in html
    assert re.search(r"<del>.*Eva", html)
    assert re.search(r"<ins>.*Erik", html)
    assert "Erik skrev dette." in html.split("<textarea")[1], "in the form still"
    number = re.search(r'name="seen_number" value="(\d+)"', html)
    assert number is not None
    again = client.post(url("edit"), {**sent, "seen_number": number[1]})
    assert again.status_code == 302
    assert Revision.objects.count() == 2


def test_a_text_in_other_hands_is_not_written_over_and_stays_in_the_form(
    desk: Desk, begun: Begin
) -> None:
    submit(desk.viewer("eva"), begun().id, 1)
    answer = desk.client("eva").post(url("edit"), typed(body="Mine nye ord.\n"))
    assert answer.status_code == 409
    assert "Mine nye ord." in answer.content.decode()
    assert desk.client("eva").get(url("edit")).status_code == 302


def test_the_writer_sees_no_button_to_approve_and_the_reader_does(desk: Desk, begun: Begin) -> None:
    draft = submit(desk.viewer("eva"), begun().id, 1)
    button = reverse("editorial:approve", args=[draft.id])
    assert button not in desk.client("eva").get(url("page")).content.decode()
    html = desk.client("gro").get(url("page")).content.decode()
    assert button in html
    assert "Eva Eng" in html
    assert "<ins>" in html
    refused = desk.client("gro").post(button, {"ok-number": 1})
    assert refused.status_code == 422, "nobody approves unread"
    assert desk.client("eva").post(button, {"ok-number": 1, "ok-read": "on"}).status_code == 403
    told = {"ok-number": 1, "ok-read": "on", "ok-against_sources": "on"}
    assert desk.client("gro").post(button, told).status_code == 422, "in which role?"
    assert desk.client("gro").post(button, {**told, "ok-role": "jurist"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.read_as) == ("approved", "jurist")


def test_what_waits_stands_first_and_on_the_home_page(desk: Desk, begun: Begin) -> None:
    submit(desk.viewer("eva"), begun().id, 1)
    html = desk.client("gro").get("/redigere/").content.decode()
    assert html.index("Les og godkjenn") < html.index("<table")
    texts = [todo.text for todo in todos_of(desk.viewer("gro"))]
    assert "1 tekst venter på at du leser og godkjenner" in texts
    assert not [t for t in todos_of(desk.viewer("eva")) if "godkjenner" in t.text]
    assert "Ingenting venter på deg nå" in desk.client("erik").get("/redigere/").content.decode()


def test_a_time_in_the_past_is_refused_beside_the_field(desk: Desk, begun: Begin) -> None:
    draft = submit(desk.viewer("eva"), begun().id, 1)
    approve(desk.viewer("gro"), draft.id, 1)
    path = reverse("editorial:schedule", args=[draft.id])
    told = {"later-number": 1, "later-day": "2026-11-24", "later-time": "11:00"}
    answer = desk.client("eva").post(path, told)
    assert answer.status_code == 422
    assert "Velg et tidspunkt som ikke er passert" in answer.content.decode()
    assert desk.client("eva").post(path, {**told, "later-time": "13:00"}).status_code == 302
    draft.refresh_from_db()
    assert draft.publish_at is not None
    assert draft.publish_at.isoformat() == "2026-11-24T12:00:00+00:00", "a Norwegian clock"


def test_history_shows_who_and_the_way_back(desk: Desk, begun: Begin) -> None:
    draft = submit(desk.viewer("eva"), begun().id, 1)
    approve(desk.viewer("gro"), draft.id, 1, "jurist")
    publish(desk.viewer("gro"), draft.id, 1)
    client = desk.client("eva")
    html = client.get(url("page")).content.decode()
    assert "Versjon 2" in html
    assert "?fra=1&amp;til=2" in html, "what it changed"
    assert "Godkjent av: Gro Gran." in " ".join(html.split())
    assert f"{url('edit')}?fra=1" in html
    again = client.get(f"{url('edit')}?fra=1").content.decode()
    assert ADDED not in again.split("<textarea")[1].split("</textarea>")[0]
    assert 'name="restores" value="1"' in again
    path = f"{url('difference')}?fra=1&til=i-dag"
    difference = client.get(path).content.decode()
    assert re.search(r"<ins>.*Du kan ta med", difference, re.DOTALL)
    assert "Nytt: «" in difference, "in words too"
    assert client.get(f"{url('difference')}?fra=77").status_code == 404


def test_a_draft_that_was_put_away_can_be_taken_up_again(desk: Desk, begun: Begin) -> None:
    draft = withdraw(desk.viewer("eva"), begun().id)
    client = desk.client("erik")
    path = f"{url('edit')}?fra=bortlagt-{draft.id}"
    assert path in client.get(url("page")).content.decode()
    assert ADDED in client.get(path).content.decode().split("<textarea")[1]
    assert client.get(f"{url('edit')}?fra=bortlagt-x").status_code == 404


def test_an_earlier_save_can_be_taken_up_again(desk: Desk, begun: Begin) -> None:
    begun(title="Den første")
    begun(title="Den andre")
    client = desk.client("eva")
    assert 'value="Den andre"' in client.get(url("edit")).content.decode()
    assert 'value="Den første"' in client.get(f"{url('edit')}?fra=lagring-1").content.decode()
    assert client.get(f"{url('edit')}?fra=lagring-9").status_code == 404


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    client: Client = desk.client("eva")
    for path in (
        url("page", "nb/finnes-ikke"),
        reverse("editorial:edit", args=["laws", "strl-196"]),
        f"{url('edit')}?fra=99",
    ):
        assert client.get(path).status_code == 404, path
