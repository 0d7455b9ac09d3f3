"""A bake is shown whole and at once; it can be taken back; nothing is written for nothing."""

import gzip
import json
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from tests.website.conftest import bake_these, job
from tryggvei.website.actions import kept
from tryggvei.website.actions.bake import BakeResult, is_current
from tryggvei.website.api import current_bake
from tryggvei.website.rules.baking import Job, digest

Bake = Callable[[], BakeResult]


@pytest.fixture
def text(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the one text that two small pages show; change it to get another bake."""
    shown = {"text": "en"}

    def jobs() -> list[Job]:
        return [
            job("/", f"<p>{shown['text']}"),
            job("/spor/", f"<p>{shown['text']}"),
            job("/fast/", "<p>alltid lik"),
        ]

    bake_these(monkeypatch, jobs)
    return shown


def shown_bake() -> Path:
    """Return the folder that is shown; there must be one."""
    found = current_bake()
    assert found is not None
    return found


def test_every_file_has_its_twins_and_its_proof(baking: Bake, text: dict[str, str]) -> None:
    baking()
    folder = shown_bake()
    proof = json.loads((folder / "manifest.json").read_text())["files"]
    stored = {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"manifest.json", "made.json"}
    }
    assert stored == proof
    plain = (folder / "pages/index.html").read_bytes()
    assert brotli.decompress((folder / "pages/index.html.br").read_bytes()) == plain
    assert gzip.decompress((folder / "pages/index.html.gz").read_bytes()) == plain


def test_a_second_bake_of_the_same_writes_nothing(baking: Bake, text: dict[str, str]) -> None:
    first = baking()
    before = sorted(Path(settings.BAKED_DIR).rglob("*"))
    second = baking()
    assert (second.changed, second.bake_id) == (False, first.bake_id)
    assert sorted(Path(settings.BAKED_DIR).rglob("*")) == before


def test_only_changed_files_are_written_but_the_folder_is_whole(
    baking: Bake, text: dict[str, str]
) -> None:
    baking()
    old = shown_bake()
    text["text"] = "to"
    result = baking()
    new = shown_bake()
    assert result.written == 6  # two pages and their twins
    assert os.path.samefile(old / "pages/fast/index.html", new / "pages/fast/index.html")
    assert (old / "pages/index.html").read_text() == "<p>en"
    assert (new / "pages/index.html").read_text() == "<p>to"


def test_a_page_that_is_taken_away_is_a_change(
    baking: Bake, text: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    baking()
    bake_these(monkeypatch, lambda: [job("/", "<p>en")])
    result = baking()
    assert (result.changed, result.written) == (True, 0)
    assert not (shown_bake() / "pages/spor").exists()


def test_a_reader_never_sees_half(
    baking: Bake, text: dict[str, str], figure: Callable[[str], None]
) -> None:
    baking()
    stop = threading.Event()
    seen: list[tuple[str, str]] = []
    faults: list[str] = []

    def read() -> None:
        while not stop.is_set():
            folder = current_bake()
            try:
                assert folder is not None
                pair = [
                    (folder / "pages" / n).read_text() for n in ("index.html", "spor/index.html")
                ]
                seen.append((pair[0], pair[1]))
            except (OSError, AssertionError) as error:
                faults.append(repr(error))
            time.sleep(0.0002)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(20):
        text["text"] = f"nummer {number} " + "x" * 5000
        baking()
    stop.set()
    reader.join()
    assert faults == []
    assert len(seen) > 20
    assert all(one == other for one, other in seen)
    figure(f"20 switches, {len(seen)} reads of two pages: 0 half, 0 missing")


def test_a_bake_that_fails_leaves_what_is_shown(
    baking: Bake, text: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    baking()
    before = shown_bake()
    text["text"] = "to"

    def full(_paths: list[Path]) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "sync_all", full)
    with pytest.raises(OSError, match="No space"):
        baking()
    assert shown_bake() == before
    assert not list(Path(settings.BAKED_DIR).glob(".making-*"))


def test_what_a_killed_bake_left_is_cleared_away(baking: Bake, text: dict[str, str]) -> None:
    baking()
    left = Path(settings.BAKED_DIR) / ".making-20200101T000000-abc"
    left.mkdir()
    text["text"] = "to"
    baking()
    assert not left.exists()


def test_only_the_last_bakes_are_kept(baking: Bake, text: dict[str, str]) -> None:
    made = []
    for number in range(kept.KEPT + 3):
        text["text"] = str(number)
        made.append(baking().bake_id)
    assert [bake.bake_id for bake in kept.kept_bakes()] == made[: -kept.KEPT - 1 : -1]


def test_whether_the_bake_is_current_is_told(baking: Bake, text: dict[str, str]) -> None:
    assert not is_current()
    baking()
    assert is_current()
    text["text"] = "to"
    assert not is_current()


def test_two_pages_cannot_have_one_address(baking: Bake, monkeypatch: pytest.MonkeyPatch) -> None:
    twins = [job("/spor/", "a"), job("/spor/", "b")]
    bake_these(monkeypatch, lambda: twins)
    with pytest.raises(ValueError, match="two pages want the address /spor/"):
        baking()
