"""The list from A to Å: order, letters, what is never in it, and rows that lead nowhere."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggvei.guides.api import guides_apart
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.website.rules import topics
from tryggvei.website.rules.topics import Target, Topics, faults, letter_of, order_key, rows

TARGETS = {
    "penger": Target("Penger og gjeld", "/penger/", "Råd om penger"),
    "aere": Target("Ære og kontroll", "/aere/"),
}


def made(**changed: Any) -> Topics:
    values: dict[str, Any] = {
        "language": "nb",
        "stop": ["min", "og"],
        "pages": {"penger": {"shown": ["Bankkort", "Åpen gjeld"], "also": ["lønna min", "gjeld"]}},
        "unreviewed": "ikke lest",
        "review_by": date(2027, 5, 23),
        "sources": ["en kilde"],
    }
    return Topics.model_validate(values | changed)


def test_norwegian_letters_come_last_in_their_order() -> None:
    words = ["Åpen", "Ærlig", "Øst", "Zoo", "advokat", "Élite", "Bank"]
    assert sorted(words, key=lambda word: order_key(word, "nb")) == [
        "advokat", "Bank", "Élite", "Zoo", "Ærlig", "Øst", "Åpen",
    ]  # fmt: skip
    assert sorted(["Zoo", "Åre", "Bo"], key=lambda word: order_key(word, "en")) == [
        "Åre",
        "Bo",
        "Zoo",
    ]


@given(st.lists(st.text(alphabet="abzæøåéÆÅ", min_size=1, max_size=5), min_size=2))
def test_letters_never_return_once_they_are_passed(words: list[str]) -> None:
    ordered = sorted(words, key=lambda word: order_key(word, "nb"))
    letters = [letter_of(word, "nb") for word in ordered]
    runs = [a for n, a in enumerate(letters) if n == 0 or letters[n - 1] != a]
    assert len(runs) == len(set(runs))


def test_a_text_in_quotation_marks_stands_under_its_letter() -> None:
    assert letter_of("«Åpen» dag", "nb") == "Å"


def test_headings_and_words_stand_under_their_letters() -> None:
    found = rows(TARGETS, made(), "nb")
    assert [(letter, [row.text for row in listed]) for letter, listed in found] == [
        ("B", ["Bankkort"]),
        ("P", ["Penger og gjeld"]),
        ("Æ", ["Ære og kontroll"]),
        ("Å", ["Åpen gjeld"]),
    ]
    by_text = {row.text: row for _letter, listed in found for row in listed}
    assert by_text["Penger og gjeld"].words == "råd om lønna"  # seen, doubled and empty words go
    assert by_text["Bankkort"].words is None
    assert by_text["Bankkort"].address == "/penger/"


def test_headings_stand_where_nobody_has_written_words() -> None:
    assert [letter for letter, _ in rows(TARGETS, None, "nb")] == ["P", "Æ"]


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"borte": {"shown": ["Noe"]}}, "there is no page 'borte' in nb"),
        ({"endre": {"shown": ["Sinne"]}}, "'endre' is never in the list of topics"),
        ({"emner": {"also": ["liste"]}}, "'emner' is never in the list of topics"),
        ({"penger": {"shown": ["Gjeld", "gjeld"]}}, "'gjeld' is listed twice"),
        ({"penger": {"also": ["ring 116 006"]}}, "looks like a phone number"),
    ],
)
def test_a_row_that_leads_astray_is_found(pages: dict[str, Any], reason: str) -> None:
    found = list(faults("nb", made(pages=pages), TARGETS))
    assert len(found) == 1
    assert reason in found[0][1]


def test_a_file_in_another_language_than_its_name_is_found() -> None:
    assert "nn" in next(faults("nn", made(), TARGETS))[1]
    assert list(faults("nb", made(), TARGETS)) == []


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
def test_every_page_is_listed_but_the_page_apart(prefix: str, baked_html: dict[str, str]) -> None:
    main = baked_html[f"{prefix}/emner/"].split("<main", 1)[1].split("</main>", 1)[0]
    listed = set(re.findall(r'href="(/[^"]*)"', main))
    others = tuple(f"{one.prefix}/" for one in BY_CODE.values() if one.prefix not in ("", prefix))
    mine = {
        address
        for address in baked_html
        if address.startswith(f"{prefix}/") and not address.startswith(others)
        if not address.endswith("/flyt/")  # its guide leads there
    }
    apart = {f"{prefix}/{page}/" for page in topics.LEFT_OUT} | {f"{prefix}/raad/"}
    apart |= {f"{prefix}/raad/{guide}/" for guide in guides_apart()}
    assert listed == (mine - apart) | {f"{prefix}/skriv/"}
