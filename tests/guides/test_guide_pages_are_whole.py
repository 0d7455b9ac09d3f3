"""A guide's page holds all its steps, leads nowhere else, loads nothing, and is small."""

import gzip
from collections.abc import Callable

import pytest

from tests.guides.pages import GUIDE_PATHS, Baked, seen
from tests.guides.voksen import FILE, guide
from tryggvei.guides.rules.schema import StepType

HARD_STOP = 30_000  # bytes compressed, of the largest employee guide
AIM = 14_000  # what fits the first flight over TLS


def test_the_list_and_the_guides_stand_at_their_paths_in_every_language(baked: Baked) -> None:
    slugs = ["", *(f"{file.stem}/" for file in FILE.parent.glob("*.yaml"))]
    assert set(baked) == {f"{at}/raad/{slug}" for at in ("", "/nn", "/en") for slug in slugs}
    assert set(GUIDE_PATHS) <= set(baked)


def test_every_anchor_leads_to_one_step(baked: Baked) -> None:
    for path in GUIDE_PATHS:
        page = seen(baked[path])
        assert len(page.ids) == len(set(page.ids))
        anchors = {link[1:] for link in page.links if link.startswith("#")}
        assert anchors <= set(page.ids)


def test_every_step_of_the_guide_is_in_the_page_and_is_linked(baked: Baked) -> None:
    steps = {f"steg-{number}" for number in range(1, len(guide().steps) + 1)}
    for path in GUIDE_PATHS:
        page = seen(baked[path])
        assert steps <= set(page.ids)
        assert steps <= {link[1:] for link in page.links}


def test_every_answer_is_a_link_to_the_step_that_the_guide_says(baked: Baked) -> None:
    answers = sum(len(step.answers) for step in guide().steps.values())
    acts = sum(step.type is StepType.ACT for step in guide().steps.values())
    for path in GUIDE_PATHS:
        lists = [part.split("</section>")[0] for part in baked[path].split('class="choices"')[1:]]
        links = sum(part.split("<details")[0].count("<a ") for part in lists)
        assert links == answers + acts


def test_no_link_stands_inside_a_link(baked: Baked) -> None:
    for path, html in baked.items():
        assert seen(html).nested_links == 0, path


def test_a_guide_has_no_field_and_loads_nothing(baked: Baked) -> None:
    for html in baked.values():
        page = seen(html)
        assert not {"form", "input", "textarea", "select", "img", "iframe"} & set(page.elements)
        assert page.loads == []


def test_links_go_to_steps_numbers_and_our_own_pages_only(baked: Baked) -> None:
    for html in baked.values():
        for link in seen(html).links:
            assert link.startswith(("#", "/", "tel:")), link
            assert not link.startswith("//")


def test_a_step_number_in_the_address_tells_nothing_of_the_step(baked: Baked) -> None:
    for path in GUIDE_PATHS:
        own = {link for link in seen(baked[path]).links if link.startswith("#")}
        assert own <= {"#main", "#alle", *(f"#steg-{n}" for n in range(1, 100))}


@pytest.mark.parametrize("word", ["vold", "vald", "overgrep", "krise", "utsatt", "abuse", "violen"])
def test_titles_and_paths_are_neutral(baked: Baked, word: str) -> None:
    for path, html in baked.items():
        assert word not in path
        assert word not in seen(html).title.lower()


def test_no_placeholder_is_left(baked: Baked) -> None:
    for html in baked.values():
        assert "[[" not in html
        assert "&lt;a " not in html


def test_each_outcome_asks_whom_the_reader_called(baked: Baked) -> None:
    outcomes = sum(step.type is StepType.OUTCOME for step in guide().steps.values())
    assert baked["/raad/voksen/"].count("Skriv ned hvem du ringte, og når") == outcomes


def test_where_a_number_is_missing_another_stands_in(baked: Baked) -> None:
    steps = baked["/raad/voksen/"].split("<section")
    reports = [step for step in steps if 'id="steg-4"' in step]
    assert "Nummeret er ikke klart ennå. Ring så lenge:" in reports[0]
    assert reports[0].count('href="tel:') >= 2


def test_the_pages_are_small(baked: Baked, figure: Callable[[str], None]) -> None:
    sizes = {path: len(gzip.compress(html.encode(), 9)) for path, html in baked.items()}
    figure(f"largest guide page {max(sizes.values()):,} bytes compressed")
    assert max(sizes.values()) <= HARD_STOP
    assert max(sizes.values()) <= AIM
