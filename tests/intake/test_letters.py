"""What lies inside a seal can be read again, and its id gives nothing away."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.intake.rules.letter import (
    LEAST_BYTES,
    BadLetterError,
    Letter,
    Mailbox,
    letter_from,
    message_id,
    plaintext_of,
)
from tryggvei.intake.rules.text import clean_line, clean_text, pairs_of

NONCE = uuid4()
BOX = Mailbox(b"m" * 32, b"k" * 32)


@given(st.text())
def test_a_letter_comes_out_as_it_went_in(text: str) -> None:
    letter = Letter(text=clean_text(text), mailbox=BOX, written_at="2026-11-23T10:00:00+00:00")
    assert letter_from(plaintext_of(letter)) == letter
    assert len(plaintext_of(letter)) >= LEAST_BYTES


def test_the_id_is_bound_to_form_kind_and_content_but_not_to_the_time() -> None:
    first = message_id(NONCE, "enquiry", Letter("ja", written_at="now"))
    assert first == message_id(NONCE, "enquiry", Letter("ja", written_at="later"))
    others = {
        message_id(uuid4(), "enquiry", Letter("ja")),
        message_id(NONCE, "dialogue", Letter("ja")),
        message_id(NONCE, "enquiry", Letter("nei")),
        message_id(NONCE, "enquiry", Letter("ja", mailbox=BOX)),
    }
    assert len({first, *others}) == 5


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"v":2,"text":"x"}', b"\xff", b'"x"', b"1"])
def test_what_is_not_a_letter_is_refused(raw: bytes) -> None:
    with pytest.raises(BadLetterError):
        letter_from(raw)


def test_a_mailbox_of_another_length_is_none() -> None:
    raw = b'{"v":1,"text":"x","mailbox":{"id":"00","key":"zz"}}'
    assert letter_from(raw).mailbox is None


@given(st.text(alphabet=st.characters()))
def test_a_cleaned_text_can_be_sent_and_stored(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode()
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned
    assert "\n" not in clean_line(text)


def test_marks_that_turn_text_round_are_taken_out_and_those_of_the_language_stay() -> None:
    assert clean_text("ring \u202e00000004\u202c nå") == "ring 00000004 nå"
    assert clean_text("سلام\u200f!") == "سلام\u200f!"


@given(st.binary())
def test_any_body_can_be_read_as_a_form(body: bytes) -> None:
    found = pairs_of(body, frozenset({"a", "text"}), 3)
    assert sum(len(values) for values in found.values()) <= 3


def test_only_known_fields_are_read() -> None:
    assert pairs_of(b"text=a+b%20%C3%A5&x=1&text=c", frozenset({"text"}), 9) == {
        "text": ["a b å", "c"]
    }
