"""A page is baked without empty lines and indents, and says what it said."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tryggvei.website.rules.baking import tight

SPACE = st.text(" \t\n", max_size=6)
KEPT = st.sampled_from(
    ["<style>\n  a {\n\n}</style>", "<script>\n\n  x;</script>", "<pre>\n\n </pre>"]
)
PARTS = st.lists(st.one_of(SPACE, KEPT, st.sampled_from(["<p>", "ord", "</p>", "<br>"])))


@given(parts=PARTS)
def test_only_white_space_goes_and_never_between_two_words(parts: list[str]) -> None:
    html = "".join(parts)
    assert tight(html).split() == html.split()
    assert tight(tight(html)) == tight(html)
    assert len(tight(html)) <= len(html)


@given(parts=PARTS)
def test_what_the_policy_names_by_its_bytes_is_left_as_it_is(parts: list[str]) -> None:
    kept = re.compile("<(style|script|pre)>.*?</", re.DOTALL)
    html = "".join(parts)
    found = [match[0] for match in kept.finditer(tight(html))]
    assert found == [match[0] for match in kept.finditer(html)]


def test_no_line_is_empty_and_none_is_indented() -> None:
    assert tight("<ul>\n\n   <li>a \n\t b</li>\r\n\n</ul>\n") == "<ul>\n<li>a\nb</li>\n</ul>\n"
