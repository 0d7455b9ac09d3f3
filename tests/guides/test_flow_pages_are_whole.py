"""A flowchart's page: every step and way, in the picture and in the list, and nothing else."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest

from tests.guides.flow_pack import IN_PACK, chart_in_pack, guide_files, read_guide
from tests.guides.pages import Baked, Seen, seen
from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.schema import LANGUAGES, Audience
from tryggvei.ui.api import public_headers
from tryggvei.ui.assets import REST, public_css

HARD_STOP = 30_000  # bytes compressed
PREFIXES = {"nb": "", "nn": "/nn", "en": "/en"}


def charts() -> dict[str, Chart]:
    """Return path -> chart of every page; from the files, as `flows`."""
    return {path_of(file, code): chart_in_pack(file, code) for file, code in IN_PACK}


def path_of(file: Path, language: str) -> str:
    """Return where a guide's flowchart stands."""
    return f"{PREFIXES[language]}/raad/{read_guide(file).id}/flyt/"


def main_of(html: str) -> str:
    """Return what is the page's own."""
    return html.split("<main", 1)[1].split("</main>", 1)[0]


def picture_of(html: str) -> str:
    """Return the sheets."""
    return main_of(html).split('class="sheets', 1)[1].split("</div>", 1)[0]


def list_of(html: str) -> Seen:
    """Return what the list holds."""
    return seen(main_of(html).split('class="outline"', 1)[1])


def test_every_guide_for_employees_has_one_in_every_language(flows: Baked) -> None:
    guides = {file for file in guide_files() if read_guide(file).audience is Audience.EMPLOYEE}
    assert len(guides) > 5
    assert set(flows) == {path_of(file, code) for file in guides for code in LANGUAGES}
    assert set(IN_PACK) == {(file, code) for file in guides for code in LANGUAGES}


def test_the_guide_leads_to_it_and_it_leads_back(baked: Baked, flows: Baked) -> None:
    for path in flows:
        guide_path = path.removesuffix("flyt/")
        assert path in seen(baked[guide_path]).links
        assert guide_path in seen(flows[path]).links


def test_every_box_leads_to_its_step_on_the_guides_page(baked: Baked, flows: Baked) -> None:
    for path, chart in charts().items():
        guide_path = path.removesuffix("flyt/")
        steps = set(seen(baked[guide_path]).ids)
        links = seen(picture_of(flows[path])).links
        assert links == list(dict.fromkeys(links))
        assert sorted(links) == sorted(f"{guide_path}#{b.anchor}" for b in chart.boxes if b.anchor)
        assert {link.partition("#")[2] for link in links} <= steps


def test_the_list_has_every_step_in_order_and_every_way_on(flows: Baked) -> None:
    for path, chart in charts().items():
        found = list_of(flows[path])
        numbers = [box.number for box in chart.boxes if box.number]
        assert [one for one in found.ids if one.startswith("rad-")] == [f"rad-{n}" for n in numbers]
        at = {box.key: box.number for box in chart.boxes}
        ways = [f"#rad-{at[way.target]}" for way in chart.ways if at[way.source]]
        assert sorted(link for link in found.links if link.startswith("#")) == sorted(ways)
        guide_path = path.removesuffix("flyt/")
        assert {f"{guide_path}#steg-{number}" for number in numbers} <= set(found.links)


def test_the_list_says_all_that_the_picture_says(flows: Baked) -> None:
    for path, chart in charts().items():
        text = plain(main_of(flows[path]).split('class="outline"', 1)[1])
        for box in chart.boxes:
            if box.number:
                assert f"{box.number}. {box.title}" in text
                assert box.note in text
        for way in chart.ways:
            assert way.answer in text
        assert all(lane in text for lane in chart.lanes)


def test_the_picture_says_all_words_of_every_box_and_answer(flows: Baked) -> None:
    for path, chart in charts().items():
        picture = re.sub(r"\W|-", "", plain(picture_of(flows[path])))
        for words in (
            *(box.words for box in chart.boxes),
            *(box.note for box in chart.boxes),
            *(way.answer for way in chart.ways),
            *chart.lanes,
        ):
            assert re.sub(r"\W|-", "", words) in picture, words


def plain(html: str) -> str:
    """Return the text of some HTML, its blanks made one."""
    text = "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())
    return " ".join(text.split())


def test_the_names_that_are_read_out_hold_what_is_seen(flows: Baked) -> None:
    for path, chart in charts().items():
        names = re.findall(r'<a href="[^"]*" aria-label="([^"]*)"', picture_of(flows[path]))
        boxes = [box for box in chart.boxes if box.anchor]
        assert len(names) == len(boxes)
        for box in boxes:
            assert any(
                name == f"{box.note} {box.words} ({chart.lanes[box.lane]})".strip()
                for name in names
            ), box.words


def test_nothing_is_loaded_run_or_styled_in_place(flows: Baked) -> None:
    for html in flows.values():
        page = seen(html)
        assert page.loads == []
        assert not {"form", "img", "image", "use", "foreignobject"} & set(page.elements)
        assert 'style="' not in html
        assert html.count("<style>") == 1
        assert html.count("<script>") == 1  # the way out
        for link in page.links:
            assert link.startswith(("#", "/", "tel:")), link


def test_the_policy_admits_the_sheet(flows: Baked) -> None:
    assert all(f"<style>{public_css(REST)}</style>" in html for html in flows.values())
    policy = public_headers()["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_ids_are_unique_and_anchors_lead_somewhere(flows: Baked) -> None:
    for html in flows.values():
        page = seen(html)
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
        assert page.nested_links == 0


def test_each_is_valid_html(flows: Baked) -> None:
    for html in flows.values():
        html5lib.HTMLParser(strict=True).parse(html)


@pytest.mark.parametrize("word", ["vold", "vald", "overgrep", "krise", "utsatt", "abuse", "violen"])
def test_titles_and_paths_are_neutral(flows: Baked, word: str) -> None:
    for path, html in flows.items():
        assert word not in path
        assert word not in seen(html).title.lower()


def test_a_guide_that_nobody_has_approved_says_so_on_every_sheet(flows: Baked) -> None:
    for html in flows.values():
        sheets = picture_of(html).count("<svg")
        marks = len(re.findall("Ikke godkjent|Ikkje godkjend|Not yet approved", picture_of(html)))
        assert marks == sheets


def test_the_pages_are_small(flows: Baked, figure: Callable[[str], None]) -> None:
    sizes = [len(gzip.compress(html.encode(), 9)) for html in flows.values()]
    figure(f"largest page with a flowchart {max(sizes):,} bytes compressed")
    assert max(sizes) <= HARD_STOP
