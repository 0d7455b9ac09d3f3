"""Pictures beside easy text: tiny, right in any light, with a text for who does not see them."""

import re

import pytest

from tests.website.conftest import FORBIDDEN, KNOWN, made_page, reasons, whole_set
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.rules.checks import faults
from tryggvei.website.rules.pictures import PICTURES

CALL = "Ring [[tel:politi_nod]]. "


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_every_picture_is_tiny_and_has_its_text(name: str) -> None:
    drawn = body_of(made_page(body=f"[[bilde:{name}|Tekst]] Ring."))
    svg = re.search(r"<svg.*?</svg>", drawn)
    assert svg is not None
    assert len(svg[0].encode()) < 250
    assert 'role="img" aria-label="Tekst"' in svg[0]
    assert 'stroke="currentColor"' in svg[0]
    assert not re.search(r"style=|url\(|#[0-9a-f]{3}", svg[0])


def test_the_text_of_a_picture_cannot_break_out() -> None:
    drawn = body_of(made_page(body='[[bilde:hus|"><script>]] Ring.'))
    assert "<script" not in drawn


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("[[bilde:telefon]]", "needs a text"),
        ("[[bilde:telefon| ]]", "needs a text"),
        ("[[bilde:telefon|]]", "placeholder is not written"),
        ("[[bilde|Telefon]]", "needs a key"),
        ("[[bilde:knyttneve|En hånd]]", "there is no picture 'knyttneve'"),
        ("[[bilde:telefon|Ring 116 006]]", "looks like a phone number"),
        ("[[trykk:kort]]", "needs a text"),
        ("[[trykk:bok|Bok]]", "there is no print 'bok'"),
    ],
)
def test_a_picture_or_print_that_is_wrong_is_a_fault(written: str, reason: str) -> None:
    assert any(reason in found for found in reasons(whole_set(body=CALL + written)))


def test_one_language_may_have_pictures_that_another_has_not() -> None:
    pages = whole_set(body=CALL)
    pages["en/hjem"] = made_page(language="en", body=CALL + "[[bilde:telefon|Telephone]]")
    assert faults(pages, FORBIDDEN, KNOWN) == []
    pages["en/hjem"] = made_page(language="en", body=CALL + "[[tel:vo_linjen]]")
    assert faults(pages, FORBIDDEN, KNOWN) != []


def test_a_picture_without_text_is_never_drawn() -> None:
    with pytest.raises(LookupError, match="needs a text"):
        body_of(made_page(body="[[bilde:hus]] Ring."))
