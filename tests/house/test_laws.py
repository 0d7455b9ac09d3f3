"""The house keeps its own laws."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import laws
from tests.house.places import ON_THE_PUBLIC_FACE, rooms
from tryggvei.site.settings.base import GROUND_APPS

ROOT = Path(__file__).resolve().parents[2]
LAWS = (
    laws.long_modules,
    laws.long_functions,
    laws.forbidden_names,
    laws.stray_objects,
    laws.signals_and_saves,
    laws.unsafe_logging,
    laws.hard_coded_text,
    laws.empty_rooms,
    laws.rooms_off_the_map,
    laws.folders_that_are_neither,
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_the_law(law: Callable[[Path], list[str]]) -> None:
    assert law(ROOT) == []


def test_the_public_face_runs_the_rooms_that_the_laws_think() -> None:
    served = {name.split(".")[1] for name in GROUND_APPS if name.startswith("tryggvei.")}
    assert served & set(rooms(ROOT)) == ON_THE_PUBLIC_FACE


def test_the_readme_names_exactly_the_words_of_the_makefile() -> None:
    words = laws.words_of_the_makefile(ROOT) - {"help", "lock", "css", "crawl", "traces"}
    named = set(re.findall(r"`make ([a-z]+)`", (ROOT / "README.md").read_text()))
    assert words == {"demo", "quick", "test", "deep", "check", "bench", "shots"}
    assert words <= named <= laws.words_of_the_makefile(ROOT)


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def test_no_file_records_a_registry_or_a_path_of_the_machine_it_was_made_on() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted", "registry.npm" + "js", '"resolved"' + ":"]
    places = [str(ROOT) + "/", str(Path.home()) + "/"]
    found = []
    for path in _tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {word}" for word in [*hosts, *places] if word in text]
    assert found == []


def test_every_locked_package_carries_a_hash() -> None:
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        assert text.count("==") > 20
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_decisions_are_numbered_without_gap_or_double() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
