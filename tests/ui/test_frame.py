"""The frame of a public page: languages, the way out, dates; and the small components."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation

from tests.rooms import furnish
from tryggvei.house.api import Point
from tryggvei.toolbox.languages import WHOLE
from tryggvei.ui import shell
from tryggvei.ui.api import (
    Owner,
    Todo,
    date_in_words,
    language_links,
    public_shell,
    todos_of,
)


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load ui %}" + source).render(dict(context))


def frame(**context: object) -> str:
    return render_to_string("public/base.html", dict(context))


def test_each_language_link_leads_to_the_same_page() -> None:
    links = {link.code: link.url for link in language_links("/nn/raad/voksen/")}
    assert [links[code] for code in WHOLE] == [
        "/raad/voksen/",
        "/nn/raad/voksen/",
        "/en/raad/voksen/",
    ]
    # A language with the core pages only has no such page: its front page is offered.
    assert {url for code, url in links.items() if code not in WHOLE} == {
        f"/{code}/" for code in links if code not in WHOLE
    }
    assert [link.url for link in language_links("/")][:2] == ["/", "/nn/"]
    assert language_links("/nnx/")[0].url == "/nnx/"


@override_settings(NEUTRAL_URL="")
@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://www.vg.no/", "https://www.vg.no/"),
        ("http://www.vg.no/", shell.DEFAULT_NEUTRAL_URL),
        ("javascript:alert(1)", shell.DEFAULT_NEUTRAL_URL),
        ("/", shell.DEFAULT_NEUTRAL_URL),
        ("", shell.DEFAULT_NEUTRAL_URL),
    ],
)
def test_the_neutral_page_is_a_plain_https_address(
    given: str, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(monkeypatch)
    assert public_shell({"neutral_url": given}).neutral_url == used


@override_settings(NEUTRAL_URL="")
def test_a_page_that_says_nothing_leaves_to_the_page_that_the_pack_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Owner("Prøvebygd kommune", "https://c.example/")
    furnish(monkeypatch, offers={Point.OWNER: lambda: told})
    frame = public_shell({"municipality": "Prøvebygd kommune"})
    assert frame.neutral_url == "https://c.example/"
    assert public_shell({}).municipality_name == "Prøvebygd kommune"


@override_settings(NEUTRAL_URL="https://a.example/")
def test_the_setting_wins_over_the_pack() -> None:
    assert public_shell({"neutral_url": "https://b.example/"}).neutral_url == "https://a.example/"


@pytest.mark.django_db
def test_a_page_says_its_language_and_direction() -> None:
    page = frame(language="ar", municipality="X kommune")
    assert '<html lang="ar" dir="rtl"' in page
    page = frame(language="nn", municipality="X kommune")
    assert '<html lang="nn" dir="ltr"' in page
    assert 'href="/nn/spor/"' in page
    assert "X kommune</title>" in page


@pytest.mark.django_db
def test_the_leaving_script_stands_before_anything_that_can_be_drawn() -> None:
    page = frame()
    assert page.index("<script>") < page.index("<title>") < page.index("<style>")
    assert page.index("<style>") < page.index("<body")


@pytest.mark.django_db
def test_the_sending_script_comes_with_a_form_only() -> None:
    assert "data-send" not in frame()
    assert "data-send" in frame(form="x")


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (date(2026, 11, 23), "long", "mandag 23. november 2026 (23.11.2026)"),
        (date(2026, 11, 23), "short", "23. november 2026"),
        (
            datetime(2026, 11, 23, 23, 5, tzinfo=UTC),
            "long",
            "tirsdag 24. november 2026 kl. 00.05 (24.11.2026)",
        ),
    ],
)
def test_dates_are_told_in_words_and_digits_in_oslo_time(
    value: date, form: str, shown: str
) -> None:
    with translation.override("nb"):
        assert f">{shown}</time>" in date_in_words(value, form)
    assert date_in_words(None) == ""


def test_components_escape_what_they_are_given() -> None:
    bad = "<img src=x onerror=1>"
    for source in (
        "{% button bad %}",
        "{% status_tag bad %}",
        "{% page_header bad bad %}",
        "{% empty_state bad bad %}",
        "{% alert 'info' title=bad %}x{% endalert %}",
        "{% card bad %}{{ bad }}{% endcard %}",
        "{% details bad %}{{ bad }}{% enddetails %}",
        "{% button 'x' name=bad %}",
    ):
        with translation.override("nb"):
            assert "<img" not in draw(source, bad=bad), source


def test_an_unknown_kind_of_alert_is_a_fault() -> None:
    with pytest.raises(KeyError):
        draw("{% alert 'blue' %}x{% endalert %}")


def test_what_waits_is_sorted_urgent_first_then_by_due_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    one = [Todo("c", "/"), Todo("b", "/", due=late)]
    other = [Todo("a", "/", due=early), Todo("d", "/", urgent=True)]
    furnish(monkeypatch, todos=(lambda _viewer: one, lambda _viewer: other))
    assert [found.text for found in todos_of(object())] == ["d", "a", "b", "c"]
