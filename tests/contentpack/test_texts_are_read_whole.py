"""Running text: what it becomes, and that nothing is lost, let through or left unfilled."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tiers import examples
from tryggvei.contentpack.api import texts
from tryggvei.contentpack.texts import (
    BadPlaceholder,
    Heading,
    Link,
    Listing,
    Markup,
    Paragraph,
    Placeholder,
    Segment,
    Takes,
    Vocabulary,
    line_of,
    parse,
)

KNOWN = Vocabulary(
    {
        "tel": Takes(key=True),
        "side": Takes(key=True, text=texts.Text.MAY),
        "bilde": Takes(key=True, text=texts.Text.MUST),
        "kort": Takes(key=True, is_block=True),
        "kommune": Takes(),
    }
)
NUMBER = Placeholder("tel", "politi")
TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br"} | {f"h{level}" for level in range(1, 7)}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
# What means something to a reader of Markdown or HTML, and a few letters.
SIGNS = st.text(alphabet="<>&\"'[]()*_#-+:|/\\!`~ \n.1aæå\u05d0", max_size=40)
HTML = st.sampled_from(["<b>", "</p>", "<a href=x>", "<!-- ", "-->", "&lt;", "<script>", "<p x=y>"])
WRITTEN = st.sampled_from(
    ["[a](b)", "**", "*", "[[tel:politi]]", "\n\n- ", "\n1. ", "\n## ", "  \n"]
)
MARKS = st.lists(SIGNS | HTML | WRITTEN, max_size=8).map("".join)
ANY = MARKS | st.text(max_size=80)
MARKUPS = st.sampled_from(Markup)


def shown(placeholder: Placeholder) -> str:
    """Stand in for whoever draws: the placeholder as it is written, safe in HTML."""
    return escape(str(placeholder))


def html_of(text: str) -> ET.Element:
    """Return what a browser makes of a text that is drawn as HTML."""
    everything = Vocabulary({kind: _takes(kind, text) for kind in _kinds(text)})
    html = texts.to_html(text, everything, shown)
    tree: ET.Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree


def _kinds(text: str) -> set[str]:
    return {placed.kind for placed in texts.placeholders(line_of(text))}


def _takes(kind: str, text: str) -> Takes:
    """Return what makes every placeholder of this kind whole: of one kind all are written alike."""
    mine = [one for one in texts.placeholders(line_of(text)) if one.kind == kind]
    return Takes(key=bool(mine[0].key), text=texts.Text.MAY)


def letters(pieces: Iterator[str]) -> Counter[str]:
    """Count the letters. Digits are left out: the number of a list's item is the reader's own."""
    return Counter(sign for piece in pieces for sign in piece if sign.isalpha())


def _of_segments(line: texts.Line) -> Iterator[str]:
    link = None
    for segment in line:
        yield segment.text
        yield str(segment.placeholder or "")
        if segment.link and segment.link != link:
            yield unquote(segment.link.target)
            yield segment.link.title
        link = segment.link


def _of_tree(text: str, markup: Markup) -> Iterator[str]:
    for placed in texts.lines(parse(text, markup)):
        yield from _of_segments(placed.line)


def _of_html(tree: ET.Element) -> Iterator[str]:
    yield from tree.itertext()
    for link in tree.iter("a"):
        yield unquote(link.get("href", ""))
        yield link.get("title", "")


@examples(400)
@given(ANY)
def test_a_text_of_lines_loses_no_letter(text: str) -> None:
    assert letters(_of_tree(text, Markup.LINES)) == letters(iter([text]))


@examples(400)
@given(MARKS)
def test_a_text_with_marks_loses_no_letter_and_says_the_same_as_its_html(text: str) -> None:
    tree = letters(_of_tree(text, Markup.WHOLE))
    # A link that stands twice side by side leads to one place, and is told once.
    assert set(tree) == set(letters(iter([text])))
    if "](" not in text:
        assert tree == letters(iter([text]))


@examples(200)
@given(MARKS)
def test_what_is_drawn_holds_every_letter_and_no_tag_of_the_writers(text: str) -> None:
    try:
        html = html_of(text)
    except BadPlaceholder:
        return  # two of one kind, written differently: refused, never shown by halves
    assert letters(_of_html(html)) == letters(iter([text]))
    for element in html.iter():
        if element is not html:
            assert element.tag in TAGS
            assert set(element.keys()) <= ATTRIBUTES.get(element.tag, set())
            assert not element.get("href", "").lower().startswith(("javascript:", "data:text"))


@pytest.mark.parametrize(
    "written", ["<b>å</b>", "<script>alert(1)</script>", "<!-- å -->", "&lt;b&gt;", '<p class="x">']
)
def test_html_is_words_like_any_other(written: str) -> None:
    assert "".join(html_of(f"Før {written} etter").itertext()).strip() == f"Før {written} etter"
    (paragraph,) = parse(written, Markup.WHOLE)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line == (Segment(written),)


@examples(200)
@given(ANY)
def test_a_line_is_what_was_written(text: str) -> None:
    assert "".join(texts.written(line_of(text)).split()) == "".join(text.split())


@examples(200)
@given(MARKUPS, st.lists(st.text(alphabet="a *_#-\n.1<&", max_size=20), min_size=2, max_size=4))
def test_a_placeholder_survives_wherever_it_stands(markup: Markup, around: list[str]) -> None:
    text = str(NUMBER).join(around)
    lines = [placed.line for placed in texts.lines(parse(text, markup))]
    assert [one for line in lines for one in texts.placeholders(line)] == [NUMBER] * (
        len(around) - 1
    )


@examples(200)
@given(MARKS, MARKS)
def test_a_placeholder_is_read_or_seen_or_leads_somewhere_but_never_gone(
    before: str, after: str
) -> None:
    text = f"{before}[[tel:politi]]{after}"
    said = "".join(_of_tree(text, Markup.WHOLE))
    assert "tel:politi" in said.replace("\n", " ")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("[[skriv]]", r"\[\[skriv\]\] is not a placeholder \(known: bilde, kommune, kort"),
        ("[[tel]]", r"\[\[tel:\.\.\.\]\] needs a key after the colon"),
        ("[[kommune:her]]", r"\[\[kommune\]\] takes no key"),
        ("[[bilde:hus]]", r"\[\[bilde:hus\|\.\.\.\]\] needs a text that says what it is"),
        ("[[tel:politi|ring]]", r"\[\[tel\]\] takes no text: 'ring' would be lost"),
    ],
)
def test_one_that_is_not_understood_is_told_and_stops_every_drawing(
    written: str, reason: str
) -> None:
    text = f"Ring {written} nå."
    assert [*KNOWN.faults(text)] == [*KNOWN.faults(written)]
    with pytest.raises(BadPlaceholder, match=reason) as told:
        texts.to_html(text, KNOWN, shown)
    assert [*KNOWN.faults(text)] == [str(told.value)]
    with pytest.raises(BadPlaceholder, match=reason):
        texts.plain(line_of(text), KNOWN, shown)
    with pytest.raises(BadPlaceholder, match=reason):
        texts.drawn(line_of(text), KNOWN, lambda words: words.text, lambda found: [found.key])


@pytest.mark.parametrize("written", ["[[Tel:politi]]", "[[tel: politi]]", "[[tel:politi]", "]]"])
def test_one_that_cannot_be_read_at_all_is_told_and_stays_as_it_was(written: str) -> None:
    assert [*KNOWN.faults(f"Ring {written}")] == ["a placeholder is not written [[kind:key|text]]"]
    assert texts.plain(line_of(f"Ring {written}"), KNOWN, shown) == f"Ring {written}"


def test_one_whose_key_leads_nowhere_stops_the_drawing() -> None:
    with pytest.raises(KeyError):
        texts.plain(
            line_of("Ring [[tel:borte]]"), KNOWN, lambda found: {"politi": "112"}[found.key]
        )


def test_a_guides_text_is_paragraphs_and_lists_with_dashes_and_nothing_else() -> None:
    text = "Ring nå.\nVent ikke.\n\n- Si *hvem*\n- Si hvor\n\n# 1. Ingen\n\n112. Ring"
    assert parse(text, Markup.LINES) == (
        Paragraph((Segment("Ring nå. Vent ikke."),), 0),
        Listing(
            ((Paragraph((Segment("Si *hvem*"),), 3),), (Paragraph((Segment("Si hvor"),), 4),)),
            None,
            3,
        ),
        Paragraph((Segment("# 1. Ingen"),), 6),
        Paragraph((Segment("112. Ring"),), 8),
    )


def test_a_pages_text_has_headings_numbered_lists_marks_and_links() -> None:
    text = "## Å ringe\n\n3. **Du [*selv*](https://x.no 'Her')**\n\nEn\\\nto [[tel:politi]]"
    link = Link("https://x.no", "Her")
    assert parse(text, Markup.WHOLE) == (
        Heading(2, (Segment("Å ringe"),), 0),
        Listing(
            (
                (
                    Paragraph(
                        (
                            Segment("Du ", strong=True),
                            Segment("selv", strong=True, emphasis=True, link=link),
                        ),
                        2,
                    ),
                ),
            ),
            3,
            2,
        ),
        Paragraph((Segment("En\nto "), Segment(placeholder=NUMBER)), 4),
    )


def test_a_link_around_nothing_is_found() -> None:
    (paragraph,) = parse("[](https://x.no)", Markup.WHOLE)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.line == (Segment(link=Link("https://x.no")),)


@pytest.mark.parametrize("markup", Markup)
def test_a_list_in_a_list_in_a_list_keeps_its_words_however_deep(markup: Markup) -> None:
    assert "innerst" in "".join(_of_tree("- " * 500 + "innerst", markup))


def test_a_block_that_stands_alone_is_no_paragraph_and_one_in_a_sentence_stays_in_it() -> None:
    assert "<p>" not in texts.to_html("[[kort:en]]", KNOWN, shown)
    assert texts.to_html("Se [[kort:en]]", KNOWN, shown) == "<p>Se [[kort:en]]</p>\n"
