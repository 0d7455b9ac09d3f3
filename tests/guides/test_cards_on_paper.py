"""A card is one tagged page, in every language and on both sheets, and the same as HTML."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.browser import PageMaker, axe_violations
from tests.guides.cards import FACTS, LANGUAGES, SCHOOL, every_key, pages_of, text_of, words_of
from tryggvei.guides.actions.drawing import Edition, Paper, card_html, card_pdf
from tryggvei.guides.queries.cards import CardFault
from tryggvei.guides.rules.card_text import OwnContact, UnitFacts
from tryggvei.toolbox.printing import pdf_of

EDITION = Edition(3, date(2026, 11, 25))
FULL = UnitFacts(
    "Hjemmetjenesten for Fjerdingby, Rælingen og Strømmen sør",
    ("Anne-Marie Kristoffersen Aleksandersen, virksomhetsleder",),
    ("Bjørn-Kristian Abrahamsen, kommunalsjef for helse og mestring",),
    tuple(
        OwnContact("Ansvarlig sykepleier på kveldsvakt", "400 00 000", "+4740000000")
        for _ in "1234"
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_one_tagged_page_on_a5_even_when_a_unit_writes_much(
    language: str, figure: Callable[[str], None]
) -> None:
    for key in every_key():
        text = text_of(key, language, FULL)
        pdf = card_pdf(text, EDITION)
        assert pages_of(pdf) == 1, key
        assert f"/Lang({language})".encode() in pdf
        assert b"/MarkInfo<</Marked true" in pdf
        assert b"/StructTreeRoot" in pdf
        assert b"/DisplayDocTitle true" in pdf
        assert re.search(rb"pdfuaid:part>1<", pdf)
        title = re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", pdf)
        assert title is not None
        assert FULL.name in title[1].decode()
    figure(f"{len(every_key())} cards, PDF/UA-1, one page")


def test_the_larger_sheet_and_the_card_of_no_unit_are_one_page_too() -> None:
    for paper, facts in ((Paper.A4, FACTS), (Paper.A5, None), (Paper.A4, None)):
        assert pages_of(card_pdf(text_of(facts=facts), EDITION, paper)) == 1


def test_a_sheet_has_the_size_that_it_says() -> None:
    for paper, width, height in ((Paper.A5, 419.5, 595.3), (Paper.A4, 595.3, 841.9)):
        pdf = card_pdf(text_of(), EDITION, paper)
        box = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        assert box is not None
        assert float(box[1]) == pytest.approx(width, abs=0.1)
        assert float(box[2]) == pytest.approx(height, abs=0.1)


def test_what_does_not_fit_is_no_card() -> None:
    long = UnitFacts("x " * 2000)
    with pytest.raises(CardFault, match="does not fit on one page"):
        card_pdf(text_of(facts=long), EDITION)


def test_the_same_card_gives_the_same_bytes() -> None:
    text = text_of(facts=FACTS)
    first = card_pdf(text, EDITION)
    pdf_of.cache_clear()
    assert card_pdf(text, EDITION) == first
    assert b"/CreationDate" not in first


def test_a_card_says_whose_it_is_how_old_and_what_from(tmp_path: Path) -> None:
    said = words_of(card_pdf(text_of(facts=FACTS), EDITION), tmp_path)
    for words in (
        "Utgave 3, 25.11.2026.",
        "Eier: Celine Cruz, rektor, Bakken skole.",
        "«Bekymret for et barn», versjon 1",
        "Leder over: Odd Oppvekst, kommunalsjef.",
        "63 00 00 00",
        "64 99 32 70",
        "/raad/barn",
        "Opplæringslova § 24-3",
    ):
        assert words in said, words
    assert said.index("112") < said.index("Gjør dette")


def test_outside_production_a_card_says_that_it_must_not_hang(
    settings: Any, tmp_path: Path
) -> None:
    assert "Ikke heng opp" in words_of(card_pdf(text_of(), EDITION), tmp_path)
    settings.TRYGGVEI_MODE = "production"
    assert "Ikke heng opp" not in words_of(card_pdf(text_of(), EDITION), tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_html_says_the_same_and_loads_nothing(language: str) -> None:
    html = card_html(text_of(SCHOOL, language, FACTS), EDITION)
    assert f'<html lang="{language}">' in html
    assert 'href="tel:112"' in html
    assert 'href="tel:+4763000000"' in html
    assert not re.search(r'(?:src|href)="(?!tel:|data:)', html)
    assert "<script" not in html


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_html_has_no_fault_and_prints_on_one_page(
    page_at: PageMaker, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "kort.html"
    file.write_text(card_html(text_of(facts=FULL), EDITION), encoding="utf-8")
    page = page_at(width)
    page.goto(file.as_uri())
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=False)) == 1
