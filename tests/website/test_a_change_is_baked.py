"""The worker bakes when something has changed, and never undoes a roll-back."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.small_pack import unapprove
from tryggvei.website.actions.kept import roll_back
from tryggvei.website.actions.ticks import bake_on_change
from tryggvei.website.api import bake_all, current_bake

pytestmark = pytest.mark.django_db


def _write(page: Path, heading: str, seconds: int = 5) -> None:
    """Give a page another heading; its time moves by so many seconds, backwards too."""
    lines = page.read_text().splitlines(keepends=True)
    changed = [f"heading: {heading}\n" if line.startswith("heading:") else line for line in lines]
    assert changed != lines
    moment = page.stat().st_mtime + seconds
    page.write_text("".join(changed))
    os.utime(page, (moment, moment))


def test_a_change_is_baked_once_and_after_a_roll_back_nothing_is(small: Path) -> None:
    assert "pages" in bake_on_change()
    first = current_bake()
    assert bake_on_change().endswith("pages, no change")
    page = small / "felles" / "pages" / "nb" / "spor.md"
    _write(page, "Spor på telefonen")
    assert "files written" in bake_on_change()
    assert current_bake() != first
    roll_back()
    assert first is not None
    assert bake_on_change().startswith(f"held at {first.name} since ")
    # Another page changes. The one that was dangerous must not come out with it.
    _write(small / "felles" / "pages" / "nb" / "telefoner.md", "Ring noen")
    assert bake_on_change().endswith("bake --release")
    assert current_bake() == first
    bake_all(release=True)
    assert current_bake() != first
    assert bake_on_change().endswith("pages, no change")


def test_a_file_that_is_copied_in_with_an_old_time_is_baked(small: Path) -> None:
    bake_on_change()
    _write(small / "felles" / "pages" / "nb" / "spor.md", "Spor du legger igjen", seconds=-86_400)
    assert "files written" in bake_on_change()


def test_texts_that_are_not_approved_are_told_of_each_time(small: Path, settings: Settings) -> None:
    settings.TRYGGVEI_MODE = "production"
    unapprove(small / "felles/pages/nb/spor.md")
    assert bake_on_change().endswith("files written; 1 wait for approval, first /spor/")
    assert bake_on_change().endswith("no change; 1 wait for approval, first /spor/")
    unapprove(small / "felles/help/politi-nod.yaml")
    assert bake_on_change().startswith("not baked: errors/nb/400.html is not approved: ")
