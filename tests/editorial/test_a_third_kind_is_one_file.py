"""A simple kind is one file (`lessons.py`), and goes the whole way: write, read, show, go back."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from tests.editorial.conftest import Desk
from tests.editorial.lessons import KIND, Lesson
from tryggvei.contentpack import kinds as pack_kinds
from tryggvei.contentpack.api import PackKind, item
from tryggvei.editorial import kinds
from tryggvei.editorial.kinds.simple import CannotBeForm, SimpleKind
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import newest, open_draft, versions
from tryggvei.editorial.queries.texts import today_of
from tryggvei.editorial.rules.workflow import State

pytestmark = pytest.mark.django_db
KEY = "first"
FILE = """
id: first
title: Hva er en trygg voksen?
age: small
text: Vi snakker om hvem man kan si noe til.
points: [Lytt, Vent]
unreviewed: ikke lest
review_by: 2027-06-01
sources: [en kilde]
"""


@pytest.fixture(autouse=True)
def lessons(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings, desk: Desk
) -> None:
    """Give the pack the kind, with one lesson; the other kinds stand in the real pack."""
    real = Path(settings.CONTENT_DIR)
    pack = tmp_path / "content"
    for name in ("felles", settings.TRYGGVEI_MUNICIPALITY):
        (pack / name).mkdir(parents=True)
        for child in (real / name).iterdir():
            (pack / name / child.name).symlink_to(child)
    (pack / "felles" / "lessons").mkdir()
    (pack / "felles" / "lessons" / "first.yaml").write_text(FILE, encoding="utf-8")
    settings.CONTENT_DIR = pack
    kind = PackKind("lessons", "lessons/*.yaml", Lesson)
    with_lessons = {**pack_kinds._kinds(), kind.name: kind}
    monkeypatch.setattr(pack_kinds, "_kinds", lambda: with_lessons)
    monkeypatch.setattr(kinds, "_of_this_folder", lambda: {KIND.name: KIND})


def url(view: str, query: str = "") -> str:
    return reverse(f"editorial:{view}", args=[KIND.name, KEY]) + query


def typed(**changed: Any) -> dict[str, Any]:
    """Return what a browser sends of the form as it stands now, with some fields changed."""
    today, draft = today_of(KIND.name, KEY), open_draft(KIND.name, KEY)
    data = newest(draft).data if draft else today.data
    return {
        "title": data["title"],
        "age": data["age"],
        "text": data["text"],
        "points": "\n".join(data["points"]),
        "begins": data.get("begins", ""),
        "sources": "\n".join(data["sources"]),
        "seen_number": draft.number if draft else 0,
        "seen_shown": today.basis.shown,
        "seen_pack": today.basis.pack,
    } | changed


def shown() -> Lesson:
    lesson = item(KIND.name, KEY)
    assert isinstance(lesson, Lesson)
    return lesson


def test_it_is_written_read_by_a_second_person_and_shown(desk: Desk) -> None:
    eva, gro = desk.client("eva"), desk.client("gro")
    before = shown()
    assert "Hva er en trygg voksen?" in eva.get(reverse("editorial:pages")).content.decode()
    html = eva.get(url("edit")).content.decode()
    assert ">Små</option>" in html
    assert "Lytt\nVent" in html
    sent = typed(age="big", points="Lytt\nSpør\n", begins="2027-01-11", text="En ny tekst.")
    assert eva.post(url("edit"), sent).status_code == 302
    draft = open_draft(KIND.name, KEY)
    assert draft is not None
    send = reverse("editorial:submit", args=[draft.id])
    assert eva.post(send, {"number": 1}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == State.SUBMITTED, "somebody else must read it"
    assert shown() == before
    html = gro.get(url("page")).content.decode()
    assert "Alder" in html
    assert "Nytt: «Store»" in html
    yes = {"ok-number": 1, "ok-read": "on"}
    assert gro.post(reverse("editorial:approve", args=[draft.id]), yes).status_code == 302
    now = reverse("editorial:publish", args=[draft.id])
    assert eva.post(now, {"now-number": 1}).status_code == 302
    assert (shown().age, shown().points, str(shown().begins)) == (
        "big",
        ["Lytt", "Spør"],
        "2027-01-11",
    )
    assert [version.number for version in versions(KIND.name, KEY)] == [2, 1]
    assert "Gå tilbake til versjon 1" in eva.get(url("page")).content.decode()
    assert "Lytt\nVent" in eva.get(url("edit", "?fra=1")).content.decode()
    difference = eva.get(url("difference", "?fra=1&til=2")).content.decode()
    assert "Tatt bort: «Små»" in difference


def test_a_form_that_nobody_has_touched_is_the_text_of_the_file(desk: Desk) -> None:
    before = shown()
    assert desk.client("eva").post(url("edit"), typed()).status_code == 302
    draft = open_draft(KIND.name, KEY)
    assert draft is not None
    assert KIND.whole(newest(draft).data) == before


def test_what_cannot_be_read_is_told_beside_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    client = desk.client("eva")
    html = client.post(url("check"), typed(text="ord " * 200)).content.decode()
    assert "Feltet «Tekst» kan ikke stå slik." in html
    assert 'href="#id_text"' in html
    assert "ord ord ord" in html
    assert client.post(url("edit"), typed(age="huge")).status_code == 422
    assert client.post(url("preview"), typed(title="")).status_code == 422
    assert not Draft.objects.exists()


def test_the_preview_shows_the_words_and_can_do_nothing(desk: Desk) -> None:
    answer = desk.client("eva").post(url("preview"), typed(text="<b>Ny</b> tekst"))
    assert answer.status_code == 200
    assert "&lt;b&gt;Ny&lt;/b&gt; tekst" in answer.content.decode()
    assert "form-action 'none'" in answer["Content-Security-Policy"]


def test_the_second_editors_save_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    late = typed(text="Eriks ord.")
    desk.client("eva").post(url("edit"), typed(text="Evas ord."))
    answer = desk.client("erik").post(url("edit"), late)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Eriks ord." in html.split("<textarea", 1)[1]
    assert "Tatt bort: «Evas»" in html


def test_a_kind_without_a_label_or_with_a_field_that_has_no_form_is_refused_at_once() -> None:
    class Unnamed(SimpleKind):
        name, schema, fields = "unnamed", Lesson, ("title",)

    class Unformed(SimpleKind):
        name, schema, fields = "unformed", Lesson, ("reviewed",)
        labels = {"reviewed": "Lest"}

    for kind in (Unnamed, Unformed):
        with pytest.raises(CannotBeForm):
            kind()


def test_two_kinds_cannot_have_one_name() -> None:
    with pytest.raises(ValueError, match="two kinds"):
        kinds.register(KIND)
