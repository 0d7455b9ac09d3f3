"""The finder as it is baked: every service with its number and its hours, in any language."""

import re

import pytest
from django.test import override_settings

from tests.website.conftest import made_page
from tryggvei.help_directory.api import Group, Service, services
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.rules import finder

ADDRESSES = {"nb": "/telefoner/", "nn": "/nn/telefoner/", "en": "/en/telefoner/"}


def directory() -> dict[str, Service]:
    with override_settings(FACE="public"):
        return services()


@pytest.mark.parametrize("language", ADDRESSES)
def test_every_service_stands_with_number_and_hours(
    language: str, baked_html: dict[str, str]
) -> None:
    html = baked_html[ADDRESSES[language]].replace("&#x27;", "'")
    known = directory()
    for service in known.values():
        name = service.name.in_language(language)
        if service.group in finder.LEFT_OUT:
            assert f">{name}</strong>" not in html, service.key
            continue
        entry = html.split(f">{name}</strong>", 1)[1].split("</li>", 1)[0]
        if service.number:
            assert service.number.tel_uri in entry, service.key
        else:
            assert service.website in entry if service.website else True, service.key
            for other in service.alternatives:
                number = known[other].number
                assert number is None or number.dial in entry, service.key
        if service.hours:
            assert service.hours.words.in_language(language).rstrip(".") in entry, service.key
        if service.records:
            assert service.records.in_language(language) in entry, service.key


def test_no_text_is_escaped_twice(baked_html: dict[str, str]) -> None:
    assert [address for address, html in baked_html.items() if "&amp;" in html] == []


def test_nothing_of_those_who_use_violence_is_told(baked_html: dict[str, str]) -> None:
    for address in ADDRESSES.values():
        main = baked_html[address].split("<main", 1)[1].split("</main>", 1)[0]
        assert "/endre/" not in main
        for service in directory().values():
            if service.group is Group.USES_VIOLENCE and service.number:
                assert service.number.dial not in main


def test_the_choices_are_hidden_until_the_script_shows_them(baked_html: dict[str, str]) -> None:
    html = baked_html["/telefoner/"]
    box = re.search(r'<fieldset id="choices"[^>]*>', html)
    assert box is not None
    assert " hidden" in box[0]
    fields = re.findall(r"<(?:select|input)\b[^>]*>", html)
    assert len(fields) == 7
    assert all('autocomplete="off"' in field and "name=" not in field for field in fields)
    assert "<form" not in html


def test_a_touch_never_sends_the_emergency_sms(baked_html: dict[str, str]) -> None:
    for address in ADDRESSES.values():
        assert re.findall(r'href="sms:([^"]+)"', baked_html[address]) == ["+4741716111"]


def test_another_language_marks_what_is_not_in_it() -> None:
    page = made_page(id="telefoner", language="ar", body="اتصل [[tel:politi_nod]].\n\n[[finner]]\n")
    with override_settings(FACE="public"):
        html = body_of(page)
    assert '<span lang="en" dir="ltr">Emergency SMS works only if ' in html
    assert 'hreflang="en">الحقوق والشكاوى (English)</a>' in html
    # Words of ours stand in English, marked, or in Arabic, unmarked; never in Norwegian.
    for norwegian in ("Når det haster", "Åpent nå", "Hva trenger du?", "Det er gratis"):
        assert norwegian not in html
    assert all("dir=" in tag or " lang=" not in tag for tag in re.findall(r"<[^>]+>", html))


def test_easy_read_says_it_in_bokmal_and_marks_nothing() -> None:
    page = made_page(id="telefoner", language="lettlest", body="[[finner]]\n")
    with override_settings(FACE="public"):
        html = body_of(page)
    assert "Når det haster" in html
    assert "Alltid åpent" in html
    assert re.findall(r'<(?:strong|span|h2)[^>]* lang="[^"]*"', html) == []
