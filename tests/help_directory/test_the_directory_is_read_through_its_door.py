"""Other rooms get the directory's services with their types, never as a kind of the pack."""

import re
from pathlib import Path

import pytest

import tryggvei

HOUSE = Path(tryggvei.__path__[0])
READ_BY_NAME = re.compile(r"\b(?:read|items?|pack_items|pack_entries|_read)\(\s*['\"]help['\"]")


def readers_by_name(file: Path) -> list[str]:
    """Return each place in a file that reads the directory as plain items."""
    return READ_BY_NAME.findall(file.read_text(encoding="utf-8"))


def test_no_room_reads_the_directory_by_the_name_of_its_kind() -> None:
    files = [file for file in HOUSE.rglob("*.py") if HOUSE / "help_directory" not in file.parents]
    assert len(files) > 100
    assert [file for file in files if readers_by_name(file)] == []


@pytest.mark.parametrize("planted", ['items("help")', "self._read(\n    'help')"])
def test_a_reader_by_name_is_found_when_it_is_planted(tmp_path: Path, planted: str) -> None:
    file = tmp_path / "cards.py"
    file.write_text(f"services = {planted}\n", encoding="utf-8")
    assert readers_by_name(file)
