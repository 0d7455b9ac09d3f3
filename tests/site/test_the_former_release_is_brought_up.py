"""A house of the former release, with rows in it, is brought up by `migrate` and by nothing else.

The dump and the list of released migrations are made by make_former_release.py (ADR 0041).
"""

import ast
import gzip
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.site.make_former_release import digests

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# A released migration may take a field's class from here: the class itself is history then.
FIELDS = {"tryggvei.contentpack.api", "tryggvei.contentpack.ordered_json"}


def released() -> dict[str, str]:
    found: dict[str, str] = json.loads((HERE / "released_migrations.json").read_text())
    return found


def test_no_migration_that_was_released_is_edited_or_gone() -> None:
    now = digests(ROOT)
    assert {name for name, digest in released().items() if now.get(name) != digest} == set()


def test_an_edited_migration_is_found(tmp_path: Path) -> None:
    path = tmp_path / "tryggvei" / "plan" / "migrations" / "0001_initial.py"
    path.parent.mkdir(parents=True)
    path.write_text("x = 1\n")
    before = digests(tmp_path)
    path.write_text("x = 2\n")
    assert list(before) == ["tryggvei/plan/migrations/0001_initial.py"]
    assert digests(tmp_path) != before


def reads_the_tree(text: str) -> list[str]:
    """Return what a migration takes from today's tree: then history changes when the tree does."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tryggvei"):
            found += [node.module or ""] if node.module not in FIELDS else []
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("tryggvei")]
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            found += [name] if name in {"__file__", "read_text", "read_bytes", "open"} else []
    return found


def test_no_migration_reads_what_may_be_another_thing_tomorrow() -> None:
    found = {name: reads_the_tree((ROOT / name).read_text()) for name in digests(ROOT)}
    assert {name: reads for name, reads in found.items() if reads} == {}


@pytest.mark.parametrize(
    "fault",
    [
        "SQL = (Path(__file__).parent / 'x.sql').read_text()",
        "from tryggvei.intake.models import State",
        "import tryggvei.plan.rules",
    ],
)
def test_a_migration_that_reads_the_tree_is_found(fault: str) -> None:
    assert reads_the_tree(fault)


def _manage(state: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "TRYGGVEI_MODE": "test",
        "TRYGGVEI_STATE_DIR": str(state),
        "DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.worker",
    }
    env.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def _rows(database: Path) -> dict[str, int]:
    """Count the rows of every table but those that Django's own migrate fills."""
    filled = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}
    with closing(sqlite3.connect(database)) as opened:
        tables = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = sorted({name for (name,) in tables} - filled)
        return {
            name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
        }


@pytest.fixture(scope="module")
def brought_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """Return the state folder of a house brought up, and the rows that it had before."""
    state = tmp_path_factory.mktemp("former")
    database = state / "tryggvei.sqlite3"
    with closing(sqlite3.connect(database)) as opened:
        opened.executescript(
            gzip.decompress((HERE / "former_release.sql.gz").read_bytes()).decode()
        )
    before = _rows(database)
    run = _manage(state, "migrate", "-v", "0")
    assert run.returncode == 0, run.stderr
    return state, before


def test_the_dump_holds_what_a_house_holds(brought_up: tuple[Path, dict[str, int]]) -> None:
    _state, before = brought_up
    for table in (
        *("intake_sealedmessage", "intake_inboxentry", "casework_case", "casework_casefield"),
        *("casework_caseentry", "audit_auditentry", "organisation_holding", "guides_cardissue"),
        *("contentpack_contentitem", "website_dailycount", "mfa_authenticator"),
    ):
        assert before[table] > 0, table


def test_no_row_is_lost_on_the_way_up(brought_up: tuple[Path, dict[str, int]]) -> None:
    state, before = brought_up
    after = _rows(state / "tryggvei.sqlite3")
    assert {table: after.get(table) for table in before} == before


def test_every_row_stands_under_the_keys_and_checks_of_today(
    brought_up: tuple[Path, dict[str, int]],
) -> None:
    state, _before = brought_up
    with closing(sqlite3.connect(state / "tryggvei.sqlite3")) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert _manage(state, "migrate", "--check").returncode == 0
    assert "No changes" in _manage(state, "makemigrations", "--check", "--dry-run").stdout


def test_the_log_of_the_former_release_is_whole_and_goes_on(
    brought_up: tuple[Path, dict[str, int]],
) -> None:
    """As an operator does it (docs/drift.md): no hour of the dump has an anchor, and it ages."""
    state, before = brought_up
    for words in (["anchor"], ["answer", "begin"], ["verify"]):
        run = _manage(state, "audit", *words)
        assert run.returncode == 0, run.stdout + run.stderr
    assert f"whole: {before['audit_auditentry'] + 1} rows" in run.stdout, "and the answer is a row"
