"""A number is a link that any phone dials and any screen reader says; no number, other numbers."""

import pytest
from django.template import Context, Template
from pytest_django.fixtures import Settings

from tryggvei.help_directory.api import Words, number, service


@pytest.fixture(autouse=True)
def on_the_public_face(settings: Settings) -> None:
    """Numbers must be had without a database: no test here may touch one."""
    settings.FACE = "public"


def render(text: str, language: str = "nb") -> str:
    return Template("{% load numbers %}" + text).render(Context({"language": language}))


def test_a_number_is_a_link_read_left_to_right() -> None:
    html = render('{% phone "krisesenter_romerike" %}')
    assert 'href="tel:+4766932310"' in html
    assert '<bdi dir="ltr">66 93 23 10</bdi>' in html
    assert 'aria-label="Ring Romerike Krisesenter, 66 93 23 10"' in html


def test_the_emergency_number_is_dialled_as_it_is() -> None:
    assert 'href="tel:112"' in render('{% phone "politi_nod" %}')


def test_a_service_without_a_number_leads_to_those_who_answer() -> None:
    html = render('{% phone "tryggest" %}')
    assert "tel:116006" in html
    assert "tel:02800" in html
    assert "ikke klart" in html


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "Alltid åpent"), ("nn", "Alltid ope"), ("en", "Always open")]
)
def test_the_card_speaks_the_pages_language(language: str, words: str) -> None:
    html = render('{% service_card "vo_linjen" %}', language)
    assert words in html
    assert "tel:116006" in html


def test_an_unknown_language_gets_bokmal() -> None:
    assert "Alltid åpent" in render('{% service_card "vo_linjen" %}', "xx")


def test_a_language_with_core_pages_only_gets_what_stands_in_for_it() -> None:
    words = Words.model_validate({"nb": "alltid", "nn": "alltid", "en": "always", "pl": "zawsze"})
    assert words.in_language("ti") == "always"
    assert words.in_language("se") == "alltid"
    assert words.in_language("pl") == "zawsze"
    assert "ናይ ምኽሪ መስመር" in render('{% service_card "vo_linjen" %}', "ti")


def test_the_card_says_what_is_written_down_and_that_nobody_has_checked() -> None:
    html = render('{% service_card "alarmtelefonen" %}')
    assert "Alt du forteller, blir skrevet ned." in html
    assert "ikke kontrollert av kommunen" in html


def test_the_card_of_a_service_without_a_number_lists_others() -> None:
    html = render('{% service_card "barnevern_lillestrom" %}')
    assert "tel:+4764993270" in html
    assert "tel:116111" in html


def test_an_unknown_service_stops_the_page() -> None:
    with pytest.raises(KeyError):
        render('{% phone "nobody" %}')


def test_the_api_tells_missing_from_unknown() -> None:
    assert number("politi_nod").tel_uri == "tel:112"
    with pytest.raises(LookupError, match="no number yet"):
        number("tryggest")
    with pytest.raises(KeyError):
        service("nobody")
