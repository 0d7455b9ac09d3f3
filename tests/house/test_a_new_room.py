"""`manage.py new_room` writes a room that works at once, and every law holds in it by itself.

All of it happens in a copy of the tree, with the four changes outside the room made as printed.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house import laws
from tests.house.places import rooms
from tests.house.test_laws import LAWS
from tryggvei.ui.management.commands.new_room import FILES, touches

ROOT = Path(__file__).resolve().parents[2]
ROOM, ADDRESS = "agreements", "avtaler"
LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", "var", "build", "shots", "node_modules", "__pycache__", "pictures"),
    *("vendor", "static", "vectors"),
)
Told = tuple[Path, str]


def _environment(house: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(house),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TRYGGVEI_MODE": "test",
        "TRYGGVEI_STATE_DIR": str(house / "state"),
        "DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.test",
    }


def _run(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        cwd=house,
        env=_environment(house),
        capture_output=True,
        text=True,
        check=False,
    )


def _pytest(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return _run(house, "-m", "pytest", "-q", "-n", "0", "--tb=line", *words)


def _lint(house: Path) -> subprocess.CompletedProcess[str]:
    start = "from importlinter.cli import lint_imports_command as go; go()"
    return _run(house, "-c", start, "--no-cache")


def _put(path: Path, before: str, lines: tuple[str, ...], indent: int) -> None:
    """Put lines above the first line that begins with `before`."""
    text = path.read_text()
    place = re.search(rf"^ *{re.escape(before)}", text, re.MULTILINE)
    assert place, (path, before)
    new = "".join(f"{' ' * indent}{line}\n" for line in lines)
    path.write_text(text[: place.start()] + new + text[place.start() :])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Return a copy of the tree with a new room in it, and what the command printed."""
    house = tmp_path_factory.mktemp("house")
    for name in ("tryggvei", "tests", "content", "docs", "deploy"):
        shutil.copytree(ROOT / name, house / name, ignore=LEFT_OUT)
    for name in (".importlinter", "pyproject.toml", "manage.py", "README.md", "Makefile"):
        shutil.copy(ROOT / name, house / name)
    (house / "bench").mkdir()
    run = _run(house, "manage.py", "new_room", ROOM, "--address", ADDRESS)
    assert run.returncode == 0, run.stderr
    settings, linter, permissions, role = touches(ROOM, "unit_leader")
    _put(house / settings.file, '"tryggvei.plan"', settings.lines, 4)
    _put(house / linter.file, "plan", linter.lines, 4)
    _put(house / permissions.file, "AUDIT_ACCESS", permissions.lines, 4)
    _put(house / role.file, '- "guides:', role.lines, 2)
    return house, run.stdout


@pytest.fixture
def house(made: Told) -> Path:
    """Return the copy alone."""
    return made[0]


Plant = Callable[[str, str, str], None]


@pytest.fixture
def plant(house: Path) -> Iterator[Plant]:
    """Return plant(file, old, new): it puts a fault where `old` stands ("" is the end), until the
    test is over. A file that is not there is made."""
    kept: dict[Path, str | None] = {}

    def put(name: str, old: str, new: str) -> None:
        path = house / name
        before = path.read_text() if path.exists() else None
        kept.setdefault(path, before)
        assert old in (before or "")
        path.write_text((before or "").replace(old, new, 1) if old else f"{before or ''}\n{new}\n")

    yield put
    for path, text in kept.items():
        path.unlink() if text is None else path.write_text(text)


def test_four_changes_stand_outside_the_room_and_each_is_printed(made: Told) -> None:
    _house, printed = made
    four = touches(ROOM, "unit_leader")
    assert len(four) == 4
    assert all(str(touch) in printed for touch in four)
    assert not any(ROOM in touch.file for touch in four)
    assert sum(line.startswith("  tryggvei/") for line in printed.splitlines()) <= 18


def test_the_command_writes_over_nothing(house: Path) -> None:
    run = _run(house, "manage.py", "new_room", ROOM)
    assert run.returncode != 0
    assert "is there already" in run.stderr


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_new_room_keeps_the_law(house: Path, law: Callable[[Path], list[str]]) -> None:
    assert ROOM in rooms(house)
    assert [finding for finding in law(house) if ROOM in finding] == []


@pytest.mark.parametrize(
    ("law", "file", "fault"),
    [
        (laws.long_modules, "queries.py", "x = 1\n" * 401),
        (laws.long_modules, "templates/agreements/staff/list.html", "<p>\n" * 201),
        (laws.long_modules, "api.py", "x = 1\n" * 81),
        (laws.long_functions, "rules.py", "def f():\n" + "    x = 1\n" * 61),
        (laws.forbidden_names, "helpers.py", "x = 1"),
        (laws.stray_objects, "staff/screens.py", "Item.objects.all()"),
        (laws.stray_objects, "policies.py", "Item.objects.all()"),
        (laws.signals_and_saves, "models.py", "class Other:\n    def save(self): ..."),
        (laws.signals_and_saves, "actions.py", "from django.dispatch import receiver"),
        (laws.unsafe_logging, "actions.py", 'logger.info("added %s", title)'),
        (laws.unsafe_logging, "queries.py", 'logger.exception("failed")'),
        (laws.hard_coded_text, "staff/forms.py", 'LABEL = "Hva må gjøres nå?"'),
        (laws.hard_coded_text, "rules.py", '_(f"Hei {name}")'),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)[:30]),
)
def test_a_law_names_the_fault_planted_in_the_new_room(
    house: Path, plant: Plant, law: Callable[[Path], list[str]], file: str, fault: str
) -> None:
    plant(f"tryggvei/{ROOM}/{file}", "", fault)
    assert len([finding for finding in law(house) if ROOM in finding]) == 1


def test_a_room_without_tests_is_named(house: Path) -> None:
    tests = house / "tests" / ROOM
    hidden = tests.rename(house / "hidden")
    try:
        assert laws.empty_rooms(house) == [f"{ROOM}: no tests"]
    finally:
        hidden.rename(tests)


@pytest.mark.parametrize("name", ["docs/house.md", "README.md"])
def test_a_room_that_is_on_no_map_is_named(house: Path, plant: Plant, name: str) -> None:
    plant(name, f"    {ROOM}", "    gone")
    assert laws.rooms_off_the_map(house) == [
        f"{name}: {ROOM} is not on the map",
        f"{name}: gone is not there",
    ]


def test_the_floors_keep_the_new_room_and_refuse_each_fault_in_it(
    house: Path, plant: Plant
) -> None:
    kept = _lint(house)
    assert kept.returncode == 0, kept.stdout
    inside = f"tryggvei/{ROOM}"
    plant(f"{inside}/services.py", "", "x = 1")
    plant(f"{inside}/rules.py", "", "import django.http")
    plant(f"{inside}/models.py", "", f"import tryggvei.{ROOM}.queries")
    plant(f"{inside}/staff/screens.py", "", "import tryggvei.guides.models")
    plant(f"{inside}/policies.py", "", "import tryggvei.casework.api")
    plant("tryggvei/intake/public/forms.py", "", f"import tryggvei.{ROOM}.api")
    told = _lint(house).stdout
    for fault in (
        "services",
        f"tryggvei.{ROOM}.rules is not allowed to import django",
        f"tryggvei.{ROOM}.models -> tryggvei.{ROOM}.queries",
        f"tryggvei.{ROOM}.staff.screens imports tryggvei.guides.models",
        f"tryggvei.{ROOM}.policies -> tryggvei.casework.api",
        f"tryggvei.intake.public is not allowed to import tryggvei.{ROOM}",
    ):
        assert fault in told, (fault, told)


def test_a_room_on_no_floor_is_refused(house: Path, plant: Plant) -> None:
    plant(".importlinter", f"    {ROOM}\n", "")
    told = _lint(house).stdout
    assert re.search(rf"{ROOM}\b", told[told.index("Floors") :])
    assert "BROKEN" in told


def test_a_view_without_a_policy_stops_the_start(house: Path, plant: Plant) -> None:
    plant(
        f"tryggvei/{ROOM}/staff/screens.py",
        "@needs(Permission.AGREEMENTS_ITEM_LIST)\n@require_GET\ndef items",
        "@require_GET\ndef items",
    )
    run = _run(house, "manage.py", "check")
    assert f"tryggvei.{ROOM}.staff.screens.items at /{ADDRESS}/ declares no policy" in run.stderr


@pytest.mark.deep
def test_the_new_room_works_and_its_own_tests_pass(house: Path) -> None:
    assert "No changes detected" in _run(house, "manage.py", "makemigrations", "--check").stdout
    assert "current" in _run(house, "manage.py", "catalogues", "--check").stdout
    own = [f"tests/{ROOM}", "tests/house/test_every_room_tells_the_house.py"]
    access = ["tests/access/test_permissions_are_data.py", "tests/people"]
    run = _pytest(house, *own, *access)
    assert run.returncode == 0, run.stdout
    matrix = ["tests/matrix/test_every_act_is_logged.py", "-k", f"{ROOM} or stands"]
    run = _pytest(house, *matrix)
    assert run.returncode == 0, run.stdout
    assert sum(map(int, re.findall(r"(\d+) passed", run.stdout)), run.stdout.count(".")) > 5


@pytest.mark.deep
def test_what_the_manifest_forgets_is_named(house: Path, plant: Plant) -> None:
    apps = f"tryggvei/{ROOM}/apps.py"
    text = (house / apps).read_text()
    plant(apps, re.findall(r" +Grant\(.*?\),\n(?= +Grant)", text, re.DOTALL)[0], "")
    plant(apps, re.findall(r".*Verb\.FINISH: .*\n", text)[0], "")
    plant(apps, re.findall(r" +tables=.*\n", text)[0], "")
    plant(apps, re.findall(r" +no_scene=.*\n", text)[0], "")
    (house / "docs" / "bruker" / f"{ADDRESS}.md").rename(house / "chapter.md")
    try:
        run = _pytest(house, "tests/house/test_every_room_tells_the_house.py", "-k", "keep_the_law")
    finally:
        (house / "chapter.md").rename(house / "docs" / "bruker" / f"{ADDRESS}.md")
    failed = set(re.findall(r"FAILED \S+\[(\w+)\]", run.stdout))
    assert failed == {
        *("odd_permissions", "verbs_without_words", "undeclared_tables", "unsaid"),
        "missing_chapters",
    }


@pytest.mark.deep
def test_an_act_that_is_not_logged_and_one_in_no_table_are_named(house: Path, plant: Plant) -> None:
    plant(f"tryggvei/{ROOM}/actions.py", "verb=Verb.FINISH", "verb=Verb.ADD")
    run = _pytest(house, f"tests/{ROOM}")
    assert "NotLogged" in run.stdout
    plant(f"tests/{ROOM}/acts.py", f'Act("{ROOM}:finish"', f'Act("{ROOM}:gone"')
    run = _pytest(house, "tests/matrix/test_every_act_is_logged.py", "-k", "table")
    assert f"POST {ROOM}:finish is in no table" in run.stdout


def test_each_file_of_the_template_has_its_place() -> None:
    there = {path.name for path in (ROOT / "tryggvei/ui/room_template").iterdir()}
    assert there == {*FILES, "words.yaml"}
