"""Promises of the website that a small fault could break unnoticed (see tests/planted)."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.public_face import public_client, public_face
from tests.website.conftest import found, made_page, whole_set
from tryggvei.website.actions import feedback
from tryggvei.website.rules.faults import PageRule
from tryggvei.website.rules.feedback import Presses

URL = "/raad/svar/takk/"


@pytest.fixture
def visitor() -> Iterator[Client]:
    with public_face():
        yield public_client()


@pytest.mark.promise(38, "an answer of a guide is three short words; a longer body is refused")
def test_an_answer_of_a_guide_with_more_in_it_than_three_short_words_is_refused(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, real = Presses(), feedback.note_press
    monkeypatch.setattr(
        "tryggvei.website.public.feedback.note_press",
        lambda guide, step, answer: real(guide, step, answer, mine),
    )
    sent = {"s": "voksen/outcome_staff", "a": "not_helped"}
    assert visitor.post(URL, {**sent, "mer": "x" * 400}).status_code == 400
    assert not mine._counts
    assert visitor.post(URL, sent).status_code == 303


def test_a_translation_that_names_a_number_once_where_bokmaal_names_it_twice_is_found() -> None:
    twice = "Ring [[tel:politi_nod]].\n\nEr det fare, ring [[tel:politi_nod]].\n"
    pages = whole_set(body=twice)
    assert PageRule.PLACEHOLDERS_COUNT not in [fault.rule for fault in found(pages)]
    pages["nn/hjem"] = made_page(language="nn", body="Ring [[tel:politi_nod]].\n\nEr det fare?\n")
    (fault,) = [one for one in found(pages) if one.rule is PageRule.PLACEHOLDERS_COUNT]
    assert fault.page == "nn/hjem"
