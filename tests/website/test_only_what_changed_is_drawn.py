"""A bake draws the pages that something has changed for, no fewer and hardly more.

No fewer: whatever letter of the pack changes, what is shown is what drawing everything gives, byte
for byte. Hardly more: a number is changed, and the pages that show it are drawn.
"""

import json
import os
import re
import shutil
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import brotli
import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tryggvei.contentpack import pack as pack_module
from tryggvei.contentpack.api import pack_entries
from tryggvei.contentpack.digests import plain
from tryggvei.contentpack.local_edits import write_edits
from tryggvei.help_directory.api import services
from tryggvei.toolbox import ledger
from tryggvei.toolbox.ledger import taking_notes
from tryggvei.website.actions import drawing, reuse, world
from tryggvei.website.actions.bake import BakeResult, is_current
from tryggvei.website.actions.drawing import every_page
from tryggvei.website.api import bake_all, current_bake, pages
from tryggvei.website.rules import baking
from tryggvei.website.rules.baking import with_twins


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder with a copy of the pack and one bake of it, for this module's own changes."""
    state = tmp_path_factory.mktemp("house")
    shutil.copytree(django_settings.CONTENT_DIR, state / "content-pack")
    # One of each kind: the first, whole ones, easy-read, and one of the core from right to left.
    place = state / "content-pack" / django_settings.TRYGGVEI_MUNICIPALITY / "municipality.yaml"
    told = re.sub(r"languages: .*", "languages: [nb, nn, en, lettlest, ar]", place.read_text())
    place.write_text(told)
    quick = partial(brotli.compress, quality=1)  # hundreds of pages, and nobody weighs them here
    with (
        mock.patch.object(baking, "_brotli", quick),
        override_settings(
            STATE_DIR=state,
            BAKED_DIR=state / "baked",
            CONTENT_DIR=state / "content-pack",
            TRYGGVEI_MODE="demo",
            FACE="public",
        ),
    ):
        bake_all()
        yield state


@pytest.fixture(autouse=True)
def _at_peace(house: Path) -> Iterator[None]:
    """Leave the house as it was found: without edits, and with what the pack says baked."""
    yield
    (house / "content" / "local-edits.json").unlink(missing_ok=True)
    bake_all()


def shown() -> dict[str, bytes]:
    """Return every page that is shown, error pages too, by its file."""
    bake = current_bake()
    assert bake is not None
    return {
        path.relative_to(bake / "pages").as_posix(): path.read_bytes()
        for path in (bake / "pages").rglob("*.html")
    }


def changed(before: dict[str, bytes]) -> set[str]:
    """Return the files that are shown and were not, or not so."""
    return {name for name, content in shown().items() if before.get(name) != content}


@contextmanager
def files_looked_at_once() -> Iterator[None]:
    """Let the disk be asked once a kind: nobody writes meanwhile, and it is half of the time."""
    stamps: dict[str, Any] = {}
    real = pack_module._stamp

    def once(kind: Any) -> Any:
        if kind.name not in stamps:
            stamps[kind.name] = real(kind)
        return stamps[kind.name]

    with mock.patch.object(pack_module, "_stamp", once):
        yield


def _letters(file: Path) -> list[int]:
    content = file.read_bytes()
    plain = (string.ascii_lowercase + string.digits).encode()
    return [place for place, byte in enumerate(content) if byte in plain]


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - a fault in the pack: both ways must meet it
        return type(error)


FILES = sorted(
    path.relative_to(django_settings.CONTENT_DIR).as_posix()
    for path in Path(django_settings.CONTENT_DIR).rglob("*")
    if path.suffix in {".md", ".yaml"} and "roles" not in path.parts and "plan" not in path.parts
)


@settings(
    max_examples=int(os.environ.get("TRYGGVEI_BAKE_FUZZ", "12")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(FILES), st.integers(0, 10**6), st.sampled_from(string.ascii_lowercase + "0123")
)
def test_whatever_letter_changes_the_pages_are_what_drawing_all_gives(
    house: Path, name: str, at: int, letter: str
) -> None:
    file = house / "content-pack" / name
    before = file.read_bytes()
    letters = _letters(file)
    place = letters[at % len(letters)]
    file.write_bytes(before[:place] + letter.encode() + before[place + 1 :])
    pack_module._cache.clear()  # no last good reading: a broken file must be met
    try:
        done = _outcome(bake_all)
        whole = _outcome(is_current)
        if isinstance(done, BakeResult):
            assert whole is True
            # And once more with nothing noted and nothing asked only once.
            with files_looked_at_once():
                fresh = {f"{page.path[1:]}index.html": page.html.encode() for page in every_page()}
            assert {n: c for n, c in shown().items() if not n.startswith("errors/")} == fresh
        else:
            assert whole is done
    finally:
        file.write_bytes(before)
        pack_module._cache.clear()


def test_a_number_that_changes_draws_the_pages_that_show_it_and_no_other(
    house: Path, figure: Callable[[str], None]
) -> None:
    counts = {}
    edits: dict[str, Any] = {}
    numbers = {key: one.number for key, one in services().items() if one.number is not None}
    for count, (key, number) in enumerate(numbers.items()):
        before = shown()
        showing = {n for n, html in before.items() if f'"{number.tel_uri}"' in html.decode()}
        # A flowchart says a number in the name of a box, which leads to a step.
        said = re.compile(rf'aria-label="[^"]*(?<!\d){re.escape(number.display)}(?!\d)')
        flows = {n: html.decode() for n, html in before.items() if n.endswith("/flyt/index.html")}
        showing |= {n for n, html in flows.items() if said.search(html)}
        shared = list(numbers.values()).count(number) > 1
        other = {"display": f"99 99 99 {count:02}", "dial": f"+47999999{count:02}"}
        edits[key] = plain(pack_entries("help")[key].data) | {"number": other}
        write_edits({"help": edits})
        result = bake_all()
        assert set(result.drawn) == changed(before), key
        # The page of the prints tells their sizes, and a number in a print may change one.
        sizes = {name for name in before if name.endswith("trykksaker/index.html")}
        assert shared or set(result.drawn) - sizes == showing - sizes, key
        counts[key] = len(result.drawn)
    assert is_current()
    total = len(shown())
    assert max(counts.values()) == total  # 112 stands on every page
    assert min(counts.values()) < total / 4
    figure(f"{len(counts)} numbers changed one by one: 0 pages too few, 0 too many, of {total}")


def test_a_text_that_changes_draws_its_page_and_its_translations(house: Path) -> None:
    page = house / "content-pack/felles/pages/nb/om-planen.md"
    text = page.read_text()
    page.write_text(f"{text.rstrip()}\n\nKommunen følger planen.\n")
    try:
        own = {f"{code}om-planen/index.html" for code in ("", "nn/", "en/")}
        assert set(bake_all().drawn) == own  # the two say that they are behind now
    finally:
        page.write_text(text)


def test_a_heading_that_changes_draws_its_page_and_those_that_lead_to_it(house: Path) -> None:
    page = house / "content-pack/felles/pages/nb/spor.md"
    text = page.read_text()
    lines = [
        "heading: Spor etter deg" if line.startswith("heading:") else line
        for line in text.splitlines()
    ]
    before = shown()
    page.write_text("\n".join(lines) + "\n")
    try:
        result = bake_all()
        assert set(result.drawn) == changed(before)
        leading = {name for name, html in before.items() if b'href="/spor/"' in html}
        own = {name for name in before if name.endswith("spor/index.html")}
        assert set(result.drawn) <= leading | own | {"emner/index.html"}
        behind = {name for name in result.drawn if name.endswith("/spor/index.html")}
        assert not any(name.startswith(("nn/", "en/")) for name in set(result.drawn) - behind)
    finally:
        page.write_text(text)


def test_a_bokmal_page_that_changes_draws_the_translations_that_follow_it(house: Path) -> None:
    folder = house / "content-pack/felles/pages"
    first, english = folder / "nb/spor.md", folder / "en/spor.md"
    texts = first.read_text(), english.read_text()
    told = next(p for p in pages("nb").values() if p.id == "spor").fingerprint
    lines = [x for x in texts[1].splitlines() if not x.startswith("translated_from")]
    english.write_text("\n".join([lines[0], f'translated_from: "{told}"', *lines[1:]]) + "\n")
    try:
        bake_all()
        first.write_text(f"{texts[0].rstrip()}\n\nEn setning til.\n")
        behind = {name for name in shown() if name.endswith("/spor/index.html")}
        assert set(bake_all().drawn) == {"spor/index.html"} | behind
        assert "en/spor/index.html" in behind
    finally:
        first.write_text(texts[0])
        english.write_text(texts[1])


def test_a_new_name_of_the_municipality_draws_everything(house: Path) -> None:
    file = house / "content-pack" / django_settings.TRYGGVEI_MUNICIPALITY / "municipality.yaml"
    text = file.read_text()
    lines = ["name: Nye kommune" if x.startswith("name:") else x for x in text.splitlines()]
    file.write_text("\n".join(lines) + "\n")
    try:
        assert set(bake_all().drawn) == set(shown())
    finally:
        file.write_text(text)


def test_a_page_that_is_new_draws_itself(house: Path) -> None:
    folder = house / "content-pack/felles/pages/nb"
    text = (folder / "om-planen.md").read_text().replace("id: om-planen", "id: om-oss")
    (folder / "om-oss.md").write_text(text)
    try:
        # The list of topics names it too.
        assert set(bake_all().drawn) == {"om-oss/index.html", "emner/index.html"}
    finally:
        (folder / "om-oss.md").unlink()
    assert bake_all().drawn == ("emner/index.html",)
    assert "om-oss/index.html" not in shown()


def test_a_setting_that_changes_draws_everything(house: Path) -> None:
    with override_settings(NEUTRAL_URL="https://another.example/"):
        assert set(bake_all().drawn) == set(shown())
        assert b"another.example" in shown()["index.html"]


def test_code_that_changed_under_the_process_is_never_trusted(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = world._stamps()
    monkeypatch.setattr(world, "_stamps", lambda: (*stamps, ("new.py", 1, 1, 1)))
    assert set(bake_all().drawn) == set(shown())
    assert set(bake_all().drawn) == set(shown())  # and what was drawn so is not used again
    monkeypatch.undo()
    assert set(bake_all().drawn) == set(shown())
    assert bake_all().drawn == ()


@pytest.mark.parametrize("spoil", ["", "{", "[]", '{"world": 1, "pages": {"index.html": 3}}'])
def test_inputs_that_cannot_be_read_are_not_believed(house: Path, spoil: str) -> None:
    bake = current_bake()
    assert bake is not None
    (bake / reuse.INPUTS).write_text(spoil)
    assert set(bake_all().drawn) == set(shown())
    assert bake_all().drawn == ()


def test_a_file_that_was_tampered_with_is_made_anew(house: Path) -> None:
    before = shown()
    bake = current_bake()
    assert bake is not None
    (bake / "pages/index.html").write_text("<p>Ring 22 22 22 22")
    (bake / "pages/nn/index.html.br").unlink()
    result = bake_all()
    assert result.changed
    assert set(result.drawn) == {"index.html", "nn/index.html"}
    assert shown() == before
    for name in ("index.html", "nn/index.html"):
        for twin, content in with_twins(name, before[name]).items():
            assert (
                Path(django_settings.BAKED_DIR) / "current/pages" / twin
            ).read_bytes() == content


def test_what_a_page_asked_is_written_with_it(house: Path) -> None:
    bake = current_bake()
    assert bake is not None
    inputs = json.loads((bake / reuse.INPUTS).read_text())["pages"]
    assert set(inputs) == set(shown())
    asked = {question.partition(" ")[0] for one in inputs.values() for question in one["notes"]}
    # A question of all items of a kind would draw every page for any change of one of them. The
    # municipality is the one that every page hangs on.
    wide = {"tryggvei.contentpack.store.items", "tryggvei.contentpack.pack.pack_entries"}
    assert asked & wide == set()
    assert not any(question.startswith(ledger.NEVER_AGAIN) for question in asked)


def test_every_setting_that_drawing_reads_is_in_the_fingerprint(house: Path) -> None:
    # Of where content and bakes lie, and by whom edits are read: noted with the content itself.
    # Of how Django works, not of what it draws.
    other = {
        "CONTENT_DIR", "STATE_DIR", "FACE", "DEBUG", "ROOT_URLCONF", "FORMAT_MODULE_PATH",
        "USE_L10N", "LANGUAGE_COOKIE_NAME", "FORCE_SCRIPT_NAME", "LANGUAGES_BIDI",
        "DEFAULT_CHARSET", "STATIC_URL", "MEDIA_URL", "DECIMAL_SEPARATOR", "NUMBER_GROUPING",
        "THOUSAND_SEPARATOR", "USE_DEPRECATED_PYTZ", "PREPEND_WWW",
    }  # fmt: skip
    read: set[str] = set()
    watched: Any = django_settings
    wrapped = watched._wrapped

    class Watching:
        def __getattr__(self, name: str) -> Any:
            if name.isupper():
                read.add(name)
            return getattr(wrapped, name)

    known = django_settings.__dict__
    kept = {name: known.pop(name) for name in list(known) if name.isupper()}
    watched._wrapped = Watching()
    try:
        drawing.engine.cache_clear()
        for _page in every_page():
            for name in [name for name in known if name.isupper()]:
                del known[name]
    finally:
        watched._wrapped = wrapped
        known.update(kept)
    assert "NEUTRAL_URL" in read
    assert read - set(world.SETTINGS) - other == set()


def test_drawing_asks_no_clock_but_ours(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a page asked for the time where nobody notes it")

    monkeypatch.setattr("django.utils.timezone.now", refuse)
    monkeypatch.setattr("django.template.defaulttags.datetime", None)
    with taking_notes() as notes:
        for job in drawing.every_job():
            job.draw()
    assert not any(note.startswith(ledger.NEVER_AGAIN) for note in notes)
