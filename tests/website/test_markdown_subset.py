"""What a body becomes as HTML: little, and never more than was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiers import examples
from tryggvei.website.rules.markdown import (
    BadPlaceholder,
    Placeholder,
    placeholders,
    running_text,
    to_html,
)


def shown(placeholder: Placeholder) -> str:
    """Stand in for the help directory."""
    return f"<i>{placeholder.kind}:{placeholder.key}:{placeholder.text}</i>"


def test_a_placeholder_is_filled_in() -> None:
    assert to_html("Ring [[tel:politi]].", shown) == "<p>Ring <i>tel:politi:</i>.</p>\n"


def test_a_placeholder_may_bring_its_own_words() -> None:
    assert "side:spor:digitale spor" in to_html("Se [[side:spor|digitale spor]].", shown)


def test_words_that_a_placeholder_would_not_show_are_refused() -> None:
    with pytest.raises(BadPlaceholder, match="'politiet' would be lost"):
        to_html("Ring [[tel:politi|politiet]].", shown)


def test_a_card_on_a_line_of_its_own_is_no_paragraph() -> None:
    assert "<p>" not in to_html("[[service:tryggest]]\n", shown)


def test_html_is_shown_as_text() -> None:
    assert "<script>" not in to_html("<script>alert(1)</script>", shown)


@pytest.mark.parametrize("body", ["`kode`", "> sitat", "[x](javascript:alert)"])
def test_what_is_outside_the_subset_is_shown_as_text(body: str) -> None:
    html = to_html(body, shown)
    assert not any(tag in html for tag in ("<img", "<code", "<blockquote", "<a "))


@examples(300)
@given(st.text(alphabet="<>&\"'[]()*_#-:|/ \nabj1", max_size=200))
def test_no_text_makes_an_unknown_tag(body: str) -> None:
    try:
        html = to_html(body, lambda _placeholder: "")
    except BadPlaceholder:
        return  # [[a]] is no placeholder of a page, and stops it
    opened = {part.split(">")[0].split()[0].strip("/") for part in html.split("<")[1:]}
    allowed = {"p", "ul", "ol", "li", "strong", "em", "a", "br"} | {f"h{n}" for n in range(1, 7)}
    assert opened <= allowed


def test_headings_do_not_count_as_running_text() -> None:
    assert running_text("## Overskrift\n\nTekst her.\n") == "Tekst her."


def test_every_placeholder_is_found_with_its_line() -> None:
    assert placeholders("En.\n\nTo [[tel:politi]].\n") == [(Placeholder("tel", "politi"), 2)]
