"""The worker bakes when content changes, once, and never undoes a roll-back."""

import os
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from tryggvei.website.actions.rebake import bake_when_content_changed
from tryggvei.website.api import current_bake, roll_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, folder)
    settings.CONTENT_DIR, settings.BAKED_DIR = folder, tmp_path / "baked"
    settings.STATE_DIR, settings.TRYGGVEI_MODE = tmp_path, "demo"
    return folder


def _write(page: Path, old: str, new: str) -> None:
    text = page.read_text()
    assert old in text
    page.write_text(text.replace(old, new))
    later = page.stat().st_mtime + 5
    os.utime(page, (later, later))


def test_a_change_is_baked_once_and_a_roll_back_stays(pack: Path) -> None:
    assert "pages" in bake_when_content_changed()
    first = current_bake()
    assert bake_when_content_changed() == "no change"
    page = pack / "felles" / "pages" / "nb" / "spor.md"
    title = next(line for line in page.read_text().splitlines() if line.startswith("heading:"))
    _write(page, title, "heading: Spor på telefonen")
    assert "files written" in bake_when_content_changed()
    assert current_bake() != first
    roll_back()
    assert bake_when_content_changed() == "no change"
    assert current_bake() == first


def test_texts_that_are_not_approved_stop_the_bake(pack: Path, settings: Settings) -> None:
    settings.TRYGGVEI_MODE = "production"
    assert "not approved" in bake_when_content_changed()
    assert current_bake() is None
