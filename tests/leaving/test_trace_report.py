"""The committed trace report: made for this script, in step with what we promise, and honest."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest

from tests.traces.measure import plain
from tests.traces.report import NOT_TRIED, PAGE, broken, digest, load, page, write


@pytest.fixture
def told() -> dict[str, Any]:
    return load()


@pytest.mark.promise(31, "The trace report is made for this script and holds what we promise")
def test_the_report_holds_what_we_promise(told: dict[str, Any]) -> None:
    assert told["leave_js"] == digest(), "leave.js has changed: run `make traces`"
    assert broken(told) == []


def test_the_page_says_what_was_measured(told: dict[str, Any], tmp_path: Path) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(told)
    write(told, tmp_path)
    assert (tmp_path / "traces.md").read_text(encoding="utf-8") == page(told)
    for line in NOT_TRIED:
        assert line in page(told)


def test_the_report_names_no_machine(told: dict[str, Any]) -> None:
    text = page(told) + str(told)
    assert re.findall(r"/tmp|/home|/root|127\.0\.0\.1|:\d{4,5}\b", text) == []


def test_what_is_shown_without_javascript_stands_on_the_page_about_traces(
    told: dict[str, Any],
) -> None:
    """The limit is measured, and /spor/ says it in every language the project writes itself."""
    assert any(e["ways"]["no script"]["back_shows_page_text"] for e in told["engines"])
    root = PAGE.parents[1] / "content" / "felles" / "pages"
    for language in ("nb", "nn", "en"):
        assert "JavaScript" in (root / language / "spor.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "way", "change", "complaint"),
    [
        (0, "button", {"typed_text": ["x"]}, "in the profile"),
        (0, "no script", {"page_text": ["x"]}, "in the profile"),
        (1, "three shifts", {"back_shows_page_text": True}, "Back shows text"),
        (1, "no storage", {"back_shows_typed_text": True}, "Back shows text"),
        (2, "hidden link", {"back": ["ours"]}, "ends on our page"),
        (2, "button", {"control": []}, "finds nothing at all"),
    ],
)
def test_a_broken_promise_is_told(
    number: int, way: str, change: dict[str, Any], complaint: str, told: dict[str, Any]
) -> None:
    other = copy.deepcopy(told)
    other["engines"][number]["ways"][way].update(change)
    assert any(complaint in line for line in broken(other))


def test_a_report_that_proves_nothing_is_told(told: dict[str, Any]) -> None:
    other = copy.deepcopy(told)
    other["leave_js"] = "0"
    other["engines"][0]["keeps_pages"] = False
    other["engines"].pop()
    complaints = " ".join(broken(other))
    for complaint in ("another leave.js", "cache was off", "WebKitGTK was not tried"):
        assert complaint in complaints


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Default/History", "History"),
        ("Default/Sessions/Session_13370001234", "Sessions/Session_…"),
        ("cache2/entries/0A1B2C3D4E5F60718293", "cache2/entries/…"),
        ("places.sqlite-wal", "places.sqlite-wal"),
    ],
)
def test_file_names_lose_what_differs_from_run_to_run(name: str, kept: str) -> None:
    assert plain(name) == kept
