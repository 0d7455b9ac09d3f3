"""A language beyond the three has the core pages, whole, and says what stands in for the rest."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from tests.website.conftest import FORBIDDEN, KNOWN, made_page, reasons, whole_set
from tryggvei.help_directory.rules import Words
from tryggvei.toolbox import languages
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.ui.api import language_link
from tryggvei.website.rules.checks import faults
from tryggvei.website.rules.page import CORE, is_stale, language_holding

ARABIC = "اتصل [[tel:politi_nod]].\n"


def test_a_core_page_in_a_further_language_is_without_fault() -> None:
    arabic = made_page(language="ar", body=ARABIC)
    assert reasons(whole_set() | {arabic.key: arabic}) == []


def test_a_page_outside_the_core_is_refused_in_a_further_language() -> None:
    pages = whole_set() | whole_set(id="penger")
    arabic = made_page(id="penger", language="ar", body=ARABIC)
    assert reasons(pages | {arabic.key: arabic}) == [
        "'penger' is not a core page: ar has those alone"
    ]


def test_an_unknown_language_is_refused() -> None:
    page = made_page(language="xx")
    assert any(
        "'xx' is not one of nb, nn, se, en" in reason
        for reason in reasons(whole_set() | {page.key: page})
    )


def test_a_language_that_is_offered_must_have_the_whole_core() -> None:
    arabic = made_page(language="ar", body=ARABIC)
    known = replace(KNOWN, offered=("nb", "ar", "nn", "en"))
    found = faults(whole_set() | {arabic.key: arabic}, FORBIDDEN, known)
    missing = {fault.reason for fault in found if "is offered" in fault.reason}
    assert missing == {f"ar is offered, but has no {page!r}" for page in CORE - {"hjem"}}


def test_a_number_left_out_of_a_further_language_is_found() -> None:
    polish = made_page(language="pl", body="Zadzwoń [[tel:vo_linjen]].\n")
    assert reasons(whole_set() | {polish.key: polish}) != []


def test_a_guide_may_be_left_out_where_the_guides_are_not_translated() -> None:
    body = "Ring [[tel:politi_nod]]. Se [[raad:voksen]].\n"
    polish = made_page(language="pl", body="Zadzwoń [[tel:politi_nod]].\n")
    assert reasons(whole_set(body=body) | {polish.key: polish}) == []
    english = made_page(language="en", body="Call [[tel:politi_nod]].\n")
    assert reasons(whole_set(body=body) | {english.key: english}) != []


def test_a_link_leads_to_the_language_that_stands_in() -> None:
    held = {"ar": {"hjem"}, "en": {"hjem", "penger"}, "lettlest": set(), "nb": {"penger"}}
    assert language_holding("hjem", "ar", held.__getitem__) == "ar"
    assert language_holding("penger", "ar", held.__getitem__) == "en"
    assert language_holding("penger", "lettlest", held.__getitem__) == "nb"


def test_easy_read_must_be_easier_than_bokmal() -> None:
    text = "Kommunen undersøker situasjonen sammen med deg og andre personer i familien. " * 3
    body = f"{text}\n\nRing [[tel:politi_nod]].\n"
    easy = made_page(language="lettlest", body=body)
    found = faults(whole_set(body=body) | {easy.key: easy}, FORBIDDEN, KNOWN)
    assert any("under 35" in fault.reason for fault in found if fault.page == easy.key)


def test_a_translation_is_stale_when_the_bokmal_page_has_changed() -> None:
    first = made_page()
    english = made_page(language="en", translated_from=first.fingerprint)
    assert not is_stale(english, first)
    assert is_stale(english, made_page(body="Ring [[tel:vo_linjen]].\n"))
    assert not is_stale(made_page(language="en"), made_page(body="Nytt.\n"))  # not said: not known


def test_a_new_review_date_makes_no_translation_stale() -> None:
    assert made_page(sources=["en annen"]).fingerprint == made_page().fingerprint


def test_every_language_stands_in_for_itself_or_a_whole_one() -> None:
    for one in BY_CODE.values():
        assert one.whole or BY_CODE[one.instead].whole
    assert {code for code, one in BY_CODE.items() if one.direction == "rtl"} == {"ar", "fa", "ur"}
    assert languages.language("lettlest").tag == "nb"


def test_words_take_further_languages_and_refuse_unknown_ones() -> None:
    words = Words.model_validate({"nb": "a", "nn": "b", "en": "c", "ar": "d"})
    assert [words.in_language(code) for code in ("ar", "ti", "lettlest", "xx")] == list("dcaa")
    with pytest.raises(ValidationError, match="no such language"):
        Words.model_validate({"nb": "a", "nn": "b", "en": "c", "xx": "d"})


def test_the_page_in_easy_read_says_that_it_is_bokmal() -> None:
    link = language_link("lettlest", "/lettlest/")
    assert (link.tag, link.direction, link.url) == ("nb", "ltr", "/lettlest/")
