"""Each rule of the pages: a whole set has no fault, and one planted fault is found."""

from dataclasses import replace

import pytest

from tests.website.conftest import FORBIDDEN, KNOWN, found, made_page, reasons, whole_set
from tryggvei.website.rules.checks import faults
from tryggvei.website.rules.page import ForbiddenWords, Page

LONG = (
    "Kommunens tverrfaglige handlingsplanarbeid forutsetter kontinuerlig kompetanseutvikling "
    "gjennom systematiske opplæringsprogrammer innenfor virksomhetenes ansvarsområder.\n"
)


def test_a_sound_set_has_no_fault() -> None:
    assert found(whole_set()) == []


@pytest.mark.parametrize("title", ["Vold i hjemmet", "Familievold", "Domestic violence", "A Rape"])
@pytest.mark.promise(30, "Titles and addresses are neutral in every language")
def test_a_telling_title_is_found_whatever_the_language(title: str) -> None:
    assert any("it is seen in the history" in reason for reason in reasons(whole_set(title=title)))


def test_a_telling_title_is_found_under_the_dot_of_a_turkish_capital() -> None:
    turkish = ForbiddenWords.model_validate({"languages": {"tr": {"parts": ["istismar"]}}})
    assert turkish.found_in("İSTİSMAR") == ["istismar"]


def test_a_telling_address_is_found() -> None:
    assert any("the id says 'vold'" in reason for reason in reasons(whole_set(id="om-vold")))


def test_a_telling_description_is_found() -> None:
    assert reasons(whole_set(description="Hjelp ved vold"))


def test_a_word_is_forbidden_only_where_it_begins() -> None:
    assert reasons(whole_set(title="Terapeut")) == []


def test_the_body_may_say_what_it_is_about() -> None:
    assert reasons(whole_set(body="Det er ikke lov med vold.")) == []


@pytest.mark.parametrize(
    "body",
    [
        "Ring 112.",
        "Ring 116 006 nå.",
        "Ring 116006 nå.",
        "Ring 02800.",
        "Ring 66 93 23 10.",
        "Ring 66932310.",
        "Ring 815 55 201.",
        "Ring +47 23 95 00 00.",
        "## Ring 112\n\nNå.",
        "- Ring 113",
    ],
)
def test_a_typed_number_is_found(body: str) -> None:
    assert any("looks like a phone number" in reason for reason in reasons(whole_set(body=body)))


def test_a_typed_number_in_the_heading_is_found() -> None:
    assert any("phone number" in reason for reason in reasons(whole_set(heading="Ring 112")))


@pytest.mark.parametrize(
    "body", ["Loven er straffeloven § 196.", "Det var i 2026.", "Du er under 18 år.", "WCAG 2.2."]
)
def test_what_is_no_number_is_let_through(body: str) -> None:
    assert reasons(whole_set(body=body)) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[[tel:ukjent]]", "no number 'ukjent'"),
        ("[[tel:tryggest]]", "no number 'tryggest'"),
        ("[[service:ukjent]]", "no service 'ukjent'"),
        ("[[side:ukjent]]", "no page 'ukjent'"),
        ("[[raad:ukjent]]", "no guide 'ukjent'"),
        ("[[tel]]", "needs a key"),
        ("[[skriv:noe]]", "takes no key"),
        ("[[annet]]", "is not a placeholder"),
        ("[[Tel:politi]]", "is not written"),
        ("[[tel:politi_nod", "is not written"),
        ("# Overskrift\n\nTekst.", "a # heading"),
        ("### Overskrift\n\nTekst.", "jumps from level 1 to 3"),
        ("Se <b>her</b>.", "HTML is not used"),
        ("Se [her](https://eksempel.no/).", "'outside'"),
        ("Se [her](/for-meg/).", "'outside'"),
        ("Se [her](javascript:alert).", "'outside'"),
        (LONG, "LIX is"),
    ],
)
def test_a_faulty_body_is_found(body: str, reason: str) -> None:
    assert any(reason in found_reason for found_reason in reasons(whole_set(body=body)))


def test_a_host_that_the_page_names_may_be_linked_to() -> None:
    pages = whole_set(body="Se [her](https://eksempel.no/).", outside=["eksempel.no"])
    assert reasons(pages) == []


def test_the_line_of_the_fault_is_told() -> None:
    faulty = found(whole_set(body="En.\n\nTo.\n\nRing 112.\n"))
    assert {fault.line for fault in faulty} == {4}


def test_a_file_in_the_wrong_place_is_found() -> None:
    pages = whole_set()
    pages["nb/annet"] = pages.pop("nb/hjem")
    assert any("its front matter says nb/hjem" in reason for reason in reasons(pages))


def test_a_missing_language_is_found() -> None:
    pages = whole_set()
    del pages["en/hjem"]
    assert reasons(pages) == ["the page does not exist in en"]


def test_a_translation_that_lost_a_number_is_found() -> None:
    pages = whole_set()
    pages["nn/hjem"] = made_page(language="nn", body="Ring politiet.\n")
    assert any("placeholders differ" in reason for reason in reasons(pages))


def test_a_translation_that_lost_a_heading_is_found() -> None:
    pages = whole_set(body="## Ring\n\nRing.\n")
    pages["en/hjem"] = made_page(language="en", body="Call.\n")
    assert any("headings are not those" in reason for reason in reasons(pages))


def test_a_translation_that_lost_a_door_is_found() -> None:
    door = {"page": "hjem", "text": "Hjem", "hint": "Dit."}
    pages = whole_set(doors=[door])
    pages["en/hjem"] = made_page(language="en")
    assert any("doors are not those" in reason for reason in reasons(pages))


def test_a_door_to_nowhere_is_found() -> None:
    door = {"page": "ingen", "text": "Hjem", "hint": "Dit."}
    assert any("no page 'ingen'" in reason for reason in reasons(whole_set(doors=[door])))


def test_only_the_front_page_leads_to_the_page_apart() -> None:
    pages = whole_set(id="endre") | whole_set(id="spor", body="Se [[side:endre]].")
    assert any("only the front page leads to 'endre'" in reason for reason in reasons(pages))


def test_the_front_page_leads_to_the_page_apart() -> None:
    door = {"page": "endre", "text": "Jeg", "hint": "Hjelp."}
    assert reasons(whole_set(id="endre") | whole_set(doors=[door])) == []


@pytest.mark.parametrize("telling", ["[[side:spor]]", "[[skriv]]", "[[svar]]", "[[raad:voksen]]"])
def test_the_page_apart_never_tells_how_others_are_protected(telling: str) -> None:
    pages = whole_set(id="spor") | whole_set(id="endre", body=f"Se {telling}.")
    assert any("how those exposed are protected" in reason for reason in reasons(pages))


def test_the_page_apart_leads_to_the_guide_apart_and_no_other_page_does() -> None:
    known = replace(KNOWN, guides={"voksen", "stoppe"}, guides_apart={"stoppe"})
    link = "Se [[raad:stoppe|rådene]]."
    assert faults(whole_set() | whole_set(id="endre", body=link), FORBIDDEN, known) == []
    found = faults(whole_set() | whole_set(id="spor", body=link), FORBIDDEN, known)
    assert {fault.reason for fault in found} == {"only 'endre' leads to the guide 'stoppe'"}


def test_the_words_are_refused_without_respect_to_case() -> None:
    words = ForbiddenWords.model_validate({"languages": {"nb": {"parts": ["vold"]}}})
    assert words.found_in("VOLD") == ["vold"]


def test_a_page_to_read_next_must_exist_and_be_named_in_bokmaal_alone() -> None:
    first = made_page(more=["penger"])
    assert reasons(whole_set() | {first.key: first}) == ["no other page 'penger' in nb"]
    english = made_page(language="en", more=["hjem"])
    assert reasons(whole_set() | {english.key: english}) == [
        "only the first language says what to read next"
    ]


def test_reading_next_never_leads_to_the_page_apart() -> None:
    found_reasons = reasons(whole_set() | whole_set(id="endre") | _leading_to_the_page_apart())
    assert "only the front page leads to 'endre'" in found_reasons


def _leading_to_the_page_apart() -> dict[str, Page]:
    pages = whole_set(id="penger")
    first = made_page(id="penger", more=["endre"])
    return pages | {first.key: first}
