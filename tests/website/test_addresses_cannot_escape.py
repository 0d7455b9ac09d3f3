"""No address reaches a file outside the baked pages (fuzzed)."""

from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.tiers import examples
from tryggvei.website.rules.baking import file_of, preferred_endings

BESIDE = {".pdf", ".opus"}
PARENTS = ["..", ".", "/", "//", "\\", "%2e", "%2f", "\x00", "\n", "~", "-", "C:"]
NAMES = ["errors", "nn", "for-meg", "index.html", "index.html.br", "manifest.json", "robots.txt"]
PIECES = st.sampled_from([*PARENTS, *NAMES, ".pdf", ".opus", "trykk/kort.pdf", "a", "Å", "\u202e"])


@examples(3000)
@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=80)))
@example("/../manifest.json")
@example("/errors/nb/404.html")
@example("/nn/..%2f..%2fmanifest.json")
def test_a_file_lies_below_the_pages(address: str) -> None:
    name = file_of(address)
    if name is not None:
        path = PurePosixPath(name)
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert "\x00" not in name
        whole = {"robots.txt", "sitemap.xml"}
        assert name in whole or path.name == "index.html" or path.suffix in BESIDE
        assert name.isascii()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/for-meg/", "for-meg/index.html"),
        ("/for-meg", "for-meg/index.html"),
        ("/nn/raad/voksen/", "nn/raad/voksen/index.html"),
        ("/robots.txt", "robots.txt"),
        ("/sitemap.xml", "sitemap.xml"),
        ("/nn/trykk/plakat-a4.pdf", "nn/trykk/plakat-a4.pdf"),
        ("/lyd/nb/for-meg.opus", "lyd/nb/for-meg.opus"),
        ("", "index.html"),
    ],
)
def test_an_ordinary_address_is_a_file(address: str, name: str) -> None:
    assert file_of(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "//for-meg/",
        "/For-meg/",
        "/for--meg/",
        "/.well-known/",
        "/for-meg/index.html",
        "/errors/nb/404.html",
        "/trykk/../manifest.pdf",
        "/trykk/.kort.pdf",
        "/trykk/kort.pdf.br",
        "/trykk/kort.pdf/",
        "/" + "a/" * 200,
    ],
)
def test_an_unusual_address_is_no_file(address: str) -> None:
    assert file_of(address) is None


@pytest.mark.parametrize(
    ("header", "endings"),
    [
        ("", [""]),
        ("gzip, deflate, br", [".br", ".gz", ""]),
        ("gzip", [".gz", ""]),
        ("br;q=0, gzip;q=0.5", [".gz", ""]),
        ("BR", [".br", ""]),
        ("identity", [""]),
        ("br;q=0.000", [""]),
    ],
)
def test_the_smallest_accepted_file_is_tried_first(header: str, endings: list[str]) -> None:
    assert preferred_endings(header) == endings
