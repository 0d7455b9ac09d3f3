"""Whatever file of ours changes, a template, a style sheet, a catalogue: all is drawn anew."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import ROOT
from tests.small_pack import make_pack
from tryggvei.website.actions import key

pytestmark = pytest.mark.own_server  # processes of their own, without any database


def _bake(house: Path, *words: str) -> str:
    ours = ("TRYGGVEI_", "DATABASE_URL", "DJANGO_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    env |= {
        "TRYGGVEI_MODE": "demo",
        "TRYGGVEI_STATE_DIR": str(house / "var"),
        "DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.public",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "manage.py", "bake", *words]
    return subprocess.run(
        command, cwd=house, env=env, capture_output=True, text=True, check=True
    ).stdout


def test_another_process_draws_all_when_a_template_is_new_and_nothing_otherwise(
    tmp_path: Path,
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tryggvei", house / "tryggvei", ignore=ignored)
    make_pack(house / "content")
    shutil.copy(ROOT / "manage.py", house)
    _bake(house)
    assert ": 0 drawn; " in _bake(house)
    template = house / "tryggvei/ui/templates/public/numbers.html"
    template.write_text(template.read_text().replace('<ul class="numbers">', "<ul>", 1))
    assert ": 0 drawn; " not in _bake(house)
    assert "<ul>" in (house / "var/baked/current/pages/errors/nb/404.html").read_text()
    assert "is current" in _bake(house, "--check")


def test_every_file_that_a_page_can_be_made_of_counts() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "tryggvei"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this copy has no history to list its files from")
    counted = {path.relative_to(ROOT).as_posix() for path in key._files()}
    ours = set(listed.stdout.split())
    assert ours - counted == set()
    assert {Path(name).suffix for name in ours} >= {".py", ".html", ".css", ".js", ".po"}
