"""What the suite itself leans on: tiers by marker, one house a run, a pack that is parsed once."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import settings

from tests import prepared, tiers
from tests.house.promises import table
from tryggvei.contentpack.reading import read_document

ROOT = Path(__file__).resolve().parents[2]


class _Item:
    """As much of a test as marking looks at."""

    def __init__(self, **fixtures: Any) -> None:
        found = {name: [SimpleNamespace(func=func)] for name, func in fixtures.items()}
        self._fixtureinfo = SimpleNamespace(name2fixturedefs=found)
        self.marked: list[str] = []

    def add_marker(self, name: str) -> None:
        self.marked.append(name)

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marked else None


def _marked(*items: _Item) -> list[list[str]]:
    tiers.mark(cast("list[pytest.Item]", list(items)))
    return [sorted(item.marked) for item in items]


def test_two_fixtures_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiers, "_marks", {})

    @tiers.own_server
    def served() -> None: ...

    def plain() -> None: ...

    found = _marked(_Item(house=served), _Item(house=plain), _Item(house=served, db=plain))
    assert found == [["no_database", "own_server"], ["no_database"], ["own_server"]]


def test_a_test_that_asks_for_a_page_is_a_browsers(request: pytest.FixtureRequest) -> None:
    (definition,) = request._fixturemanager.getfixturedefs("playwright_driver", request.node) or ()
    assert _marked(_Item(driver=definition.func)) == [["browser", "no_database"]]


def test_no_machine_is_too_slow_for_a_rule() -> None:
    assert settings.default is not None
    assert settings.default.deadline is None
    assert tiers.examples(40).deadline is None
    assert tiers.examples(40).max_examples == (400 if tiers.DEEP else 40)
    hand_set = [
        path.name
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"deadline=(None|\d)", path.read_text()) and path.name != Path(__file__).name
    ]
    assert hand_set == []


def test_a_copy_of_the_house_shares_pages_and_never_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, copy = tmp_path / "house", tmp_path / "copy"
    for name in ("baked/1/page.html", "static-root/a.css", "tryggvei.sqlite3", "keys/public"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_text(name)
    (house / "baked" / "current").symlink_to("1")
    (house / prepared.READY).touch()
    monkeypatch.setenv("TRYGGVEI_TEST_HOUSE", str(house))
    prepared.copy_of_house(copy)
    same = {
        str(path.relative_to(copy)): path.samefile(house / path.relative_to(copy))
        for path in copy.rglob("*.*")
    }
    assert same == {"baked/1/page.html": True, "static-root/a.css": True, "tryggvei.sqlite3": False}
    assert (copy / "baked" / "current").readlink() == Path("1")
    assert not (copy / "keys" / "public").samefile(house / "keys" / "public")


def test_what_one_reader_changes_no_other_sees(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("names: [Aud]\n")
    read_document(file).data["names"].append("Dag")
    assert read_document(file).data == {"names": ["Aud"]}
    file.write_text("names: [Celine]\n")
    assert read_document(file).data == {"names": ["Celine"]}


def test_a_promise_names_only_databases_that_its_test_met(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"
    line = '{"promise": 1, "text": "%s", "test": "t", "outcome": "passed", "figures": [], '
    line += '"databases": %s}\n'
    met = [("a", '["PostgreSQL"]'), ("a", '["SQLite"]'), ("b", "[]")]
    ledger.write_text("".join(line % one for one in met))
    page = table(ledger, date(2026, 12, 1))
    assert "| 1 | a | `t` | – | passed (PostgreSQL, SQLite) | 2026-12-01 |" in page
    assert "| 1 | b | `t` | – | passed | 2026-12-01 |" in page
