"""The worker bakes when something has changed, and never undoes a roll-back."""

import os
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from tryggvei.website.actions.kept import roll_back
from tryggvei.website.actions.rebake import bake_when_content_changed
from tryggvei.website.api import bake_all, current_bake

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, folder)
    settings.CONTENT_DIR, settings.BAKED_DIR = folder, tmp_path / "baked"
    settings.STATE_DIR, settings.TRYGGVEI_MODE = tmp_path, "demo"
    return folder


def _write(page: Path, heading: str, seconds: int = 5) -> None:
    """Give a page another heading; its time moves by so many seconds, backwards too."""
    lines = page.read_text().splitlines(keepends=True)
    changed = [f"heading: {heading}\n" if line.startswith("heading:") else line for line in lines]
    assert changed != lines
    moment = page.stat().st_mtime + seconds
    page.write_text("".join(changed))
    os.utime(page, (moment, moment))


def test_a_change_is_baked_once_and_after_a_roll_back_nothing_is(pack: Path) -> None:
    assert "pages" in bake_when_content_changed()
    first = current_bake()
    assert bake_when_content_changed().endswith("pages, no change")
    page = pack / "felles" / "pages" / "nb" / "spor.md"
    _write(page, "Spor på telefonen")
    assert "files written" in bake_when_content_changed()
    assert current_bake() != first
    roll_back()
    assert first is not None
    assert bake_when_content_changed().startswith(f"held at {first.name} since ")
    # Another page changes. The one that was dangerous must not come out with it.
    _write(pack / "felles" / "pages" / "nb" / "om-planen.md", "Planen vår")
    assert bake_when_content_changed().endswith("bake --release")
    assert current_bake() == first
    bake_all(release=True)
    assert current_bake() != first
    assert bake_when_content_changed().endswith("pages, no change")


def test_a_file_that_is_copied_in_with_an_old_time_is_baked(pack: Path) -> None:
    bake_when_content_changed()
    _write(pack / "felles" / "pages" / "nb" / "spor.md", "Spor etter deg", seconds=-86_400)
    assert "files written" in bake_when_content_changed()


def test_texts_that_are_not_approved_stop_the_bake(pack: Path, settings: Settings) -> None:
    settings.TRYGGVEI_MODE = "production"
    assert "not approved" in bake_when_content_changed()
    assert current_bake() is None
