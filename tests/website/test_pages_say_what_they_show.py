"""Every page names the items of the pack that it shows: what waits must not be shown by mistake.

The words of every item of the real pack are marked with the item's name, and each page is drawn.
What marks stand on it is what it shows; that, and hardly more, is what it must have said.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tryggvei.contentpack import pack as pack_module
from tryggvei.contentpack.kinds import Entry, PackKind
from tryggvei.contentpack.pack import Loaded
from tryggvei.contentpack.review import Reviewed
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.toolbox.once import one_round
from tryggvei.website.drawing.pages import every_job
from tryggvei.website.drawing.prints import print_shows

# Names of pages and guides stand in links everywhere; those are let through (ADR 0034).
NAMES = {"pages": ("title", "heading"), "guides": ("title",)}
WORDS = {"title", "summary", "heading", "body", "text", "hint", "description", "name", "display"}
OFFERED = ["nb", "nn", "en", "lettlest", "ar"]  # one of each kind
# A mark is one sign for private use: no rule counts it as a word, a digit or a letter.
MARKS: dict[str, tuple[str, str]] = {}


def _mark(kind: str, key: str) -> str:
    for mark, item in MARKS.items():
        if item == (kind, key):
            return mark
    mark = chr(0xE000 + len(MARKS))
    MARKS[mark] = (kind, key)
    return mark


def _marked(value: Any, mark: str, but: tuple[str, ...], name: str = "") -> Any:
    if isinstance(value, dict):
        return {
            key: inner if key in but else _marked(inner, mark, but, str(key))
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_marked(inner, mark, but, name) for inner in value]
    if isinstance(value, str) and (name in BY_CODE or name in WORDS or name == "shown"):
        return f"{value}{mark}" if name != "body" else f"{value}\n\n{mark}\n"
    return value


def _with_marks(kind: PackKind, entry: Entry) -> Entry:
    data = dict(entry.data)
    if kind.name == "municipality":
        data["languages"] = OFFERED
    mark = _mark(kind.name, entry.key)
    if kind.name == "search":  # its words are sorted by their letters
        data = {**data, "pages": _marked(data["pages"], mark, ())}
    else:
        data = _marked(data, mark, NAMES.get(kind.name, ()))
    item = kind.schema.model_validate(data)
    return Entry(kind.name, entry.key, item, data, entry.file, entry.line, entry.lines)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """Mark the words of every item that bears a review mark."""
    real = pack_module.read_kind

    def read(kind: PackKind) -> Loaded:
        loaded = real(kind)
        if not issubclass(kind.schema, Reviewed):
            return loaded
        entries = {key: _with_marks(kind, entry) for key, entry in loaded.entries.items()}
        return Loaded(entries, loaded.findings)

    monkeypatch.setattr(pack_module, "read_kind", read)
    pack_module._cache.clear()
    settings.TRYGGVEI_MODE = "test"  # outside the demo; a law that is due is no fault here
    yield
    pack_module._cache.clear()


@pytest.mark.promise(44, "No page shows a text that it has not named, so what waits stays away")
def test_every_mark_on_a_page_is_of_an_item_that_the_page_has_named(
    marked: None, figure: Callable[[str], None]
) -> None:
    unnamed: dict[str, set[tuple[str, str]]] = {}
    idle: dict[str, frozenset[tuple[str, str]]] = {}
    seen: set[tuple[str, str]] = set()
    pages = 0
    with one_round():
        for job in every_job():
            assert job.fault == ""
            found = {MARKS[sign] for sign in set(job.draw()) & set(MARKS)}
            unnamed |= {job.file: found - job.shows} if found - job.shows else {}
            idle |= {job.file: job.shows - found} if job.shows - found else {}
            seen |= found
            pages += 1
        prints = print_shows()
    assert unnamed == {}
    assert {kind for kind, _key in seen} >= {"pages", "help", "guides", "laws", "search"}
    # Too much named would let a page wait for what it does not show. What a print shows is named
    # by the page that tells its size; a flowchart names what its guide says at length.
    told = {
        file: left - prints for file, left in idle.items() if not file.endswith("flyt/index.html")
    }
    assert [file for file, left in told.items() if left] == []
    figure(f"{pages} pages drawn with {len(seen)} marked texts: 0 shown without being named")
