"""Each law catches the fault that it is there for: planted one at a time in a copy of the house."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import laws

ROOT = Path(__file__).resolve().parents[2]

LAW_FAULTS: list[tuple[str, Callable[[Path], list[str]], str, str]] = [
    ("a screen file that grew", laws.long_modules, "plan/staff/views.py", "x = 1\n" * 401),
    (
        "a template that grew",
        laws.long_modules,
        "plan/templates/plan/staff/big.html",
        "<p>\n" * 201,
    ),
    ("a front door that grew", laws.long_modules, "plan/api.py", "x = 1\n" * 81),
    (
        "a function that grew",
        laws.long_functions,
        "plan/rules.py",
        "def f():\n" + "    x = 1\n" * 61,
    ),
    ("a shelf for anything", laws.forbidden_names, "plan/utils.py", "x = 1\n"),
    (
        "a view that reads tables",
        laws.stray_objects,
        "plan/staff/views.py",
        "Measure.objects.all()\n",
    ),
    ("a rule that reads tables", laws.stray_objects, "casework/rules.py", "Case.objects.get()\n"),
    (
        "logic in save()",
        laws.signals_and_saves,
        "plan/models.py",
        "class M:\n    def save(self): ...\n",
    ),
    (
        "a signal receiver",
        laws.signals_and_saves,
        "plan/actions.py",
        "from django.dispatch import receiver\n",
    ),
    (
        "a case in the log",
        laws.unsafe_logging,
        "casework/actions.py",
        'logger.info("opened %s", case)\n',
    ),
    (
        "a story in the log",
        laws.unsafe_logging,
        "intake/actions.py",
        'logger.warning(f"bad: {text}")\n',
    ),
    (
        "a traceback in the log",
        laws.unsafe_logging,
        "intake/actions.py",
        'logger.exception("failed")\n',
    ),
    (
        "text outside gettext",
        laws.hard_coded_text,
        "plan/rules.py",
        'TITLE = "Vold i nære relasjoner"\n',
    ),
    ("a computed msgid", laws.hard_coded_text, "plan/api.py", '_(f"Hei {name}")\n'),
    ("an empty shell", laws.empty_rooms, "feedback/apps.py", "x = 1\n"),
]


@pytest.mark.parametrize(
    ("law", "file", "fault"), [f[1:] for f in LAW_FAULTS], ids=[f[0] for f in LAW_FAULTS]
)
def test_a_law_names_the_planted_fault(
    tmp_path: Path, law: Callable[[Path], list[str]], file: str, fault: str
) -> None:
    target = tmp_path / "tryggvei" / file
    target.parent.mkdir(parents=True)
    target.write_text(fault)
    for empty in ("tests", "bench"):
        (tmp_path / empty).mkdir()
    assert len(law(tmp_path)) == 1


FLOOR_FAULTS = [
    ("plan uses casework", "plan/queries.py", "import tryggvei.casework.api"),
    (
        "a staff screen reaches another room's models",
        "casework/staff/views.py",
        "import tryggvei.intake.models",
    ),
    ("a rule knows Django", "guides/rules/__init__.py", "import django.http"),
    ("the public door reaches casework", "intake/public/views.py", "import tryggvei.casework.api"),
    ("models use queries", "intake/models.py", "import tryggvei.intake.queries"),
    ("a file without a place", "plan/services.py", "x = 1"),
    ("a room without a floor", "gossip/__init__.py", "x = 1"),
    (
        "the public face imports the opening of seals",
        "faces/public/views.py",
        "import tryggvei.sealing.opening",
    ),
    ("ground reaches up", "audit/chain.py", "import tryggvei.access.api"),
]


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    ignore = shutil.ignore_patterns("templates", "static", "vendor", "locale", "__pycache__")
    shutil.copytree(ROOT / "tryggvei", house / "tryggvei", ignore=ignore)
    (house / "tests" / "house").mkdir(parents=True)
    for name in ("__init__.py", "contracts.py", "front_doors.py", "places.py"):
        shutil.copy(ROOT / "tests" / "house" / name, house / "tests" / "house" / name)
    (house / "tests" / "__init__.py").touch()
    shutil.copy(ROOT / ".importlinter", house / ".importlinter")
    return house


def _lint(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_copy_without_a_fault_is_kept(copy_of_the_house: Path) -> None:
    run = _lint(copy_of_the_house)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("file", "fault"), [f[1:] for f in FLOOR_FAULTS], ids=[f[0] for f in FLOOR_FAULTS]
)
def test_the_floors_refuse_the_planted_import(
    copy_of_the_house: Path, file: str, fault: str
) -> None:
    target = copy_of_the_house / "tryggvei" / file
    before = target.read_text() if target.exists() else None
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{before or ''}\n{fault}\n")
    try:
        run = _lint(copy_of_the_house)
    finally:
        if before is None:
            target.unlink()
            if not any(target.parent.iterdir()):
                target.parent.rmdir()
        else:
            target.write_text(before)
    assert run.returncode != 0, run.stdout
    assert "BROKEN" in run.stdout
