"""Word by word: nothing of either text is lost in the difference, and marks are no words."""

from hypothesis import given
from hypothesis import strategies as st

from tryggvei.editorial.rules.wording import (
    Change,
    changes,
    composed,
    digest_of,
    marked,
    pieces,
    text_of,
    unmarked,
)

WORDS = st.lists(st.sampled_from(["ring", "nå", "\n\n", "du", " ", "[[tel:a]]", "ikke"])).map(
    " ".join
)
PAGE = {"title": "Råd", "body": "Ring nå.\n", "unreviewed": "nei", "review_by": "2027-01-01"}


@given(old=WORDS, new=WORDS)
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(p.text for p in found if p.change is not Change.NEW) == old
    assert "".join(p.text for p in found if p.change is not Change.OLD) == new
    assert (old == new) == all(p.change is Change.SAME for p in found)


def test_a_lost_not_is_one_word() -> None:
    found = pieces("Du skal ikke gå alene.", "Du skal gå alene.")
    assert [(p.change, p.text.strip()) for p in found if p.change is not Change.SAME] == [
        (Change.OLD, "ikke")
    ]


def test_a_renewed_mark_is_no_change_of_words() -> None:
    renewed = marked(PAGE, on="2026-11-24", by="jurist", until="2027-11-24")
    assert "unreviewed" not in renewed
    assert digest_of(renewed) == digest_of(PAGE) == digest_of(unmarked(renewed, "x"))
    assert digest_of({**PAGE, "body": "Ring ikke."}) != digest_of(PAGE)
    assert digest_of(None) == ""


def test_blanks_at_the_ends_and_empty_fields_are_no_words() -> None:
    assert digest_of({**PAGE, "body": "Ring nå.  \n\n", "doors": []}) == digest_of(PAGE)


def test_an_empty_field_is_not_added_but_an_emptied_one_is_kept_as_empty() -> None:
    assert "doors" not in composed(PAGE, {"doors": []})
    assert composed({**PAGE, "more": ["a"]}, {"more": []})["more"] == []


def test_changes_name_the_field_and_count_the_words() -> None:
    (change,) = changes(PAGE, {**PAGE, "body": "Ring ikke nå.\n"})
    assert (change.name, change.gone, change.come) == ("body", 0, 1)


def test_a_long_text_is_shortened_where_nothing_changed() -> None:
    long = " ".join(f"ord{n}" for n in range(400))
    (change,) = changes({"body": f"{long} a"}, {"body": f"{long} b"})
    assert sum(len(piece.text) for piece in change.pieces) < 200


def test_a_door_is_read_the_same_from_any_database() -> None:
    door = {"hint": "h", "text": "t", "page": "p"}
    assert text_of({"doors": [door]}, "doors") == "p | t | h"
