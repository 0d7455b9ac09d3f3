"""The pages of the guides for residents: other words, no trace asked for, small, apart in lists."""

import re
from collections.abc import Callable

import brotli
import pytest

from tests.guides.pages import APART, PREFIXES, RESIDENT_GUIDES, Baked, seen
from tests.guides.residents import raw
from tryggvei.help_directory.api import services
from tryggvei.ui.api import public_headers

LIMIT = 14_000  # bytes of one answer, headers included: what fits the first flight over TLS
OF_EMPLOYEES = {
    "": [
        "Skriv ned hvem du ringte",
        "Slik snakker du trygt",
        "Gjør også dette",
        "Hvem jeg ringte:",
    ],
    "/nn": ["Skriv ned kven du ringde", "Slik snakkar du trygt", "Gjer òg dette"],
    "/en": ["Write down who you called", "How to talk safely", "Do this too"],
}


def resident_paths(prefix: str = "") -> list[str]:
    """Return the paths of the guides for residents in one language."""
    return [f"{prefix}/raad/{slug}/" for slug in RESIDENT_GUIDES]


def main_of(html: str) -> str:
    """Return what stands between the bars of the frame."""
    return html.split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_page_for_residents_has_the_words_for_employees(baked: Baked, prefix: str) -> None:
    employees = baked[f"{prefix}/raad/voksen/"]
    for path in resident_paths(prefix):
        assert 'class="record"' not in baked[path]
        for words in OF_EMPLOYEES[prefix]:
            assert words not in baked[path], (path, words)
    assert OF_EMPLOYEES[prefix][0] in employees


def test_every_end_says_what_is_kept_and_asks_for_no_note(baked: Baked) -> None:
    for slug, path in zip(RESIDENT_GUIDES, resident_paths(), strict=True):
        ends = sum(step["type"] == "outcome" for step in raw(slug)["steps"].values())
        assert baked[path].count("Svarene dine er ikke lagret eller sendt. Du trenger ikke") == ends


def test_a_page_that_nobody_has_read_through_says_so(baked: Baked) -> None:
    for path in resident_paths():
        assert "Fagfolk i kommunen har ikke lest gjennom rådene ennå." in main_of(baked[path])
        assert "ingen jurist i kommunen" not in baked[path]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_list_keeps_residents_and_employees_apart(baked: Baked, prefix: str) -> None:
    _, residents, employees = main_of(baked[f"{prefix}/raad/"]).split("<h2>")
    links = [set(re.findall(r'href="([^"]+)"', part)) for part in (residents, employees)]
    listed = set(resident_paths(prefix)) - {f"{prefix}/raad/{APART}/"}
    assert links[0] == listed
    assert f"{prefix}/raad/voksen/" in links[1]
    assert not links[1] & set(resident_paths(prefix))


def test_no_guide_leads_to_another_page_of_ours(baked: Baked) -> None:
    for prefix in PREFIXES:
        for path in resident_paths(prefix):
            links = re.findall(r'href="([^"]+)"', main_of(baked[path]))
            assert all(link.startswith(("#", "tel:")) for link in links), path


@pytest.mark.django_db
def test_a_website_that_a_text_names_is_in_the_help_directory() -> None:
    known = {str(service.website) for service in services().values() if service.website}
    for slug in RESIDENT_GUIDES:
        named = set(re.findall(r"\b[a-z]+\.no\b", str(raw(slug)["steps"])))
        assert named <= known


def test_a_page_is_one_small_answer(baked: Baked, figure: Callable[[str], None]) -> None:
    head = 150 + sum(len(f"{name}: {value}\r\n") for name, value in public_headers().items())
    sizes = {
        path: head + len(brotli.compress(baked[path].encode(), quality=11))
        for prefix in PREFIXES
        for path in resident_paths(prefix)
    }
    figure(f"{len(sizes)} guides for residents, largest {max(sizes.values()):,} B with headers")
    assert {path: size for path, size in sizes.items() if size > LIMIT} == {}
    assert all(seen(baked[path]).loads == [] for path in sizes)
