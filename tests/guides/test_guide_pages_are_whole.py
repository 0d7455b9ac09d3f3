"""A guide's page holds all its steps, leads nowhere else, loads nothing, and is small."""

import gzip
from collections.abc import Callable

import pytest

from tests.guides.pages import GUIDE_PATHS, Baked, every_path, seen
from tests.guides.voksen import guide, raw
from tryggvei.guides.rules.schema import StepType

HARD_STOP = 30_000  # bytes compressed, of the largest employee guide
AIM = 14_000  # what fits the first flight over TLS


def test_the_list_and_the_guide_stand_at_their_paths_in_every_language(baked: Baked) -> None:
    assert sorted(baked) == sorted(every_path())


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


def test_a_guide_has_nothing_to_fill_in_and_loads_nothing(baked: Baked) -> None:
    for html in baked.values():
        page = seen(html)
        assert not {"textarea", "select", "img", "iframe"} & set(page.elements)
        assert html.count("<input") == html.count('<input type="hidden" name="s"')
        assert {address.partition("/raad/")[2] for address in page.loads} <= {"svar/takk/"}
        assert len(page.loads) == page.elements.count("form")


def test_each_end_of_an_employees_guide_asks_whether_it_helped_and_nothing_else_does(
    baked: Baked,
) -> None:
    ends = {key for key, step in guide().steps.items() if step.type is StepType.OUTCOME}
    for path in GUIDE_PATHS:
        forms = baked[path].split("<form")[1:]
        assert {form.split('value="voksen/')[1].split('"')[0] for form in forms} == ends
        for form in forms:
            assert 'method="post"' in form
            inside = form.split("</form>")[0]
            assert [part.split('"')[0] for part in inside.split('name="a" value="')[1:]] == [
                "helped",
                "not_helped",
                "missing",
            ]
    assert "<form" not in baked["/raad/"]


def test_a_residents_guide_never_asks() -> None:
    from tryggvei.guides.rules.feedback import asking_ends, feedback_address

    data = raw()
    assert feedback_address(guide(data), "/en") == "/en/raad/svar/takk/"
    data["audience"] = "resident"
    assert feedback_address(guide(data), "/en") == ""
    assert asking_ends(guide(data)) == frozenset()


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
