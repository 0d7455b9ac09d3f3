"""A telephone number typed into a page or a guide is a fault with file and line."""

import shutil
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tryggvei.contentpack.api import check_pack
from tryggvei.help_directory.queries import check_directory


@pytest.fixture
def pack(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    shutil.copytree(settings.CONTENT_DIR, folder)
    settings.CONTENT_DIR = folder
    return folder


@pytest.mark.parametrize("place", ["felles/pages/nb/hjem.md", "lillestrom/guides/ny.yaml"])
def test_a_typed_number_is_found_in_pages_and_guides(pack: Path, place: str) -> None:
    path = pack / place
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = path.read_text().count("\n") if path.exists() else 0
    with path.open("a") as page:
        page.write("Ring 66 93 23 10 i kveld.\n")
    found = [finding for finding in check_directory({}) if "66 93 23 10" in finding.reason]
    assert [(finding.file, finding.line) for finding in found] == [(place, lines + 1)]
    assert "[[tel:key]]" in found[0].reason


def test_a_swapped_emergency_number_in_the_municipalitys_pack_is_found(pack: Path) -> None:
    text = (pack / "felles/help/politi-nod.yaml").read_text()
    own = pack / "lillestrom/help/politi-nod.yaml"
    own.write_text(text.replace('"112"', '"110"'))
    _, findings = check_pack()
    assert any(
        finding.file == "lillestrom/help/politi-nod.yaml" and "must be 112" in finding.reason
        for finding in findings
    )
