"""Opened pages are counted exactly, by day and language; small counts and people are not there."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.browser import environment_of
from tests.weeks import counts, weeks_from
from tryggvei.disclosure.api import WHOLE
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.website.actions import counting
from tryggvei.website.api import Tally, opened, opened_in_other_languages
from tryggvei.website.management.commands import count_pages
from tryggvei.website.models import DailyCount
from tryggvei.website.public.views import page
from tryggvei.website.rules.counting import (
    MOST_CELLS,
    OTHERS,
    Cell,
    logged_file,
    page_of,
    without_small,
)

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=OSLO)


@pytest.fixture
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    """Return an empty tally that the view counts in."""
    mine = Tally()
    monkeypatch.setattr(counting, "_TALLY", mine)
    monkeypatch.setattr(counting, "note_opened", _with(mine, counting.note_opened))
    monkeypatch.setattr(counting, "_waiting", [])
    return mine


def _with(mine: Tally, real: Callable[[str, Tally], bool]) -> Callable[[str], bool]:
    return lambda file: real(file, mine)


def counted(tally: Tally) -> dict[tuple[str, str], int]:
    """Return all that a tally holds, small counts too."""
    return {(cell.language, cell.page): n for cell, n in tally._counts.items()}


def open_page(bake: Path, address: str, method: str = "get", **headers: str) -> int:
    request = getattr(RequestFactory(), method)("/", headers=headers)
    request.path_info = address
    with override_settings(BAKED_DIR=bake.parent, FACE="public"), standing_at(NOON):
        return page(request, address.lstrip("/")).status_code


def test_threads_that_count_at_once_lose_nothing(figure: Callable[[str], None]) -> None:
    tally, each, threads = Tally(), 4000, 8
    cells = [Cell(DAY, "nb", page) for page in ("hjem", "spor", "for-meg", "endre")]

    def count(seed: int) -> None:
        for number in range(each):
            tally.note(cells[(seed + number) % len(cells)])

    running = [Thread(target=count, args=(seed,)) for seed in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    true = dict.fromkeys(cells, threads * each // len(cells))
    assert tally.take_before(DAY + timedelta(days=1)) == true
    figure(f"{threads} threads x {each} openings: {sum(true.values())} counted, 0 lost")


def test_the_view_counts_pages_that_were_shown(bake: Path, tally: Tally) -> None:
    for address in ("/", "/for-meg", "/en/for-meg/", "/raad/voksen/", "/nn/"):
        assert open_page(bake, address) == 200
    assert counted(tally) == {
        ("nb", "hjem"): 1, ("nb", "for-meg"): 1, ("en", "for-meg"): 1,
        ("nb", "raad/voksen"): 1, ("nn", "hjem"): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/for-meg/", "head", {}),
        ("/for-meg/", "post", {}),
        ("/for-meg/", "get", {"Sec-Purpose": "prefetch"}),
        ("/for-meg/", "get", {"Sec-Purpose": "prefetch;prerender"}),
        ("/ukjent/", "get", {}),
        ("/errors/nb/404.html", "get", {}),
        ("/../manifest.json", "get", {}),
        ("/robots.txt", "get", {}),
        ("/sitemap.xml", "get", {}),
        ("/trykk/kort.pdf", "get", {}),
        ("/" + "x" * 500, "get", {}),
    ],
)
def test_nothing_else_is_counted(
    bake: Path, tally: Tally, address: str, method: str, headers: dict[str, str]
) -> None:
    open_page(bake, address, method, **headers)
    assert counted(tally) == {}


def test_memory_is_bounded() -> None:
    tally = Tally()
    for number in range(MOST_CELLS + 50):
        tally.note(Cell(DAY, "nb", str(number)))
    tally.note(Cell(DAY, "nb", "0"))
    assert len(tally._counts) == MOST_CELLS
    assert tally._counts[Cell(DAY, "nb", "0")] == 2


def test_small_counts_are_added_up_or_thrown_away() -> None:
    counts = {
        Cell(DAY, "nb", "hjem"): 40, Cell(DAY, "nb", "spor"): 5,
        Cell(DAY, "en", "hjem"): 3, Cell(DAY, "en", "spor"): 2,
        Cell(DAY, "nn", "hjem"): 4, Cell(DAY, "uk", "spor"): 4,
    }  # fmt: skip
    assert without_small(counts) == {
        Cell(DAY, "nb", "hjem"): 40,
        Cell(DAY, "nb", "spor"): 5,
        Cell(DAY, "en", OTHERS): 5,
        Cell(DAY, "", OTHERS): 8,
    }
    assert without_small({Cell(DAY, "ar", "hjem"): 4}) == {}


CELLS = st.builds(
    Cell,
    st.dates(DAY, DAY + timedelta(days=2)),
    st.sampled_from(["nb", "en", "ar"]),
    st.sampled_from(["hjem", "spor", "for-meg", "endre"]),
)


@given(st.dictionaries(CELLS, st.integers(1, 12)))
def test_no_kept_count_is_small_and_none_is_made_up(counts: dict[Cell, int]) -> None:
    kept = without_small(counts)
    assert all(n >= 5 for n in kept.values())
    for day in {cell.day for cell in counts}:
        whole = sum(n for cell, n in counts.items() if cell.day == day)
        assert sum(n for cell, n in kept.items() if cell.day == day) <= whole
    for cell, n in kept.items():
        if cell.page != OTHERS:
            assert counts[cell] == n


@given(st.dictionaries(CELLS, st.integers(1, 12)), CELLS)
def test_a_small_count_never_follows_from_what_is_kept(
    counts: dict[Cell, int], secret: Cell
) -> None:
    """Whoever knows every count but a small one, cannot tell 0 from 1 when nothing is kept of it,
    and a kept sum has two unknown parts at least."""
    kept = without_small(counts)
    for cell in kept:
        if cell.page != OTHERS:
            continue
        parts = [
            n for other, n in counts.items()
            if other.day == cell.day and n < 5 and cell.language in {"", other.language}
        ]  # fmt: skip
        assert len(parts) >= 2
    assert secret not in kept or kept[secret] >= 5


@pytest.mark.django_db
def test_the_table_holds_day_language_page_and_a_number_and_nothing_else(tally: Tally) -> None:
    assert {field.name for field in DailyCount._meta.get_fields()} == {
        "id", "day", "language", "page", "count",
    }  # fmt: skip
    for cell, times in ((Cell(DAY, "nb", "hjem"), 7), (Cell(DAY, "en", "spor"), 2)):
        for _ in range(times):
            tally.note(cell)
    with standing_at(NOON):
        assert counting.write_ended_days(tally) == 0  # the day is not over
    with standing_at(NOON + timedelta(days=1)):
        assert counting.write_ended_days(tally) == 1
        assert counting.write_ended_days(tally) == 0
    rows = DailyCount.objects.values_list("day", "language", "page", "count")
    assert list(rows) == [(DAY, "nb", "hjem", 7)]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_small_count() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DailyCount.objects.create(day=DAY, language="nb", page="hjem", count=4)


@pytest.mark.django_db
def test_rows_wait_for_a_database_that_is_away(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        tally.note(Cell(DAY, "nb", "hjem"))

    def away(_rows: object) -> None:
        raise DatabaseError

    with standing_at(NOON + timedelta(days=1)):
        with monkeypatch.context() as broken:
            broken.setattr(DailyCount.objects, "bulk_create", away)
            assert counting.write_ended_days(tally) == 0
        assert counting.write_ended_days(tally) == 1
    assert DailyCount.objects.count() == 1


@pytest.mark.django_db
def test_weeks_are_added_up_with_zeros() -> None:
    for day, language, count in (
        (DAY, "nb", 5), (DAY, "nb", 6), (DAY + timedelta(days=6), "en", 9),
        (DAY + timedelta(days=7), "", 8), (DAY - timedelta(days=1), "nb", 50),
    ):  # fmt: skip
        DailyCount.objects.create(day=day, language=language, page="hjem", count=count)
    weeks = weeks_from(DAY, 3)
    assert list(counts(opened(weeks, WHOLE)).values()) == [20, 8, 0]
    assert list(counts(opened_in_other_languages(weeks, WHOLE)).values()) == [9, 0, 0]


@pytest.mark.parametrize(
    ("line", "file"),
    [
        ("<190>Nov 23 10:11:12 tryggvei: 200 GET /for-meg/", "for-meg/index.html"),
        ("<190>Nov 23 10:11:12 tryggvei: 200 GET /nn/index.html", "nn/index.html"),
        ("<190>Nov 23 10:11:12 tryggvei: 200 GET /", "index.html"),
        ("<190>Nov 23 10:11:12 tryggvei: 304 GET /for-meg/", None),
        ("<190>Nov 23 10:11:12 tryggvei: 404 GET /ukjent/", None),
        ("<190>Nov 23 10:11:12 tryggvei: 200 HEAD /for-meg/", None),
        ("<190>Nov 23 10:11:12 tryggvei: 200 GET /../manifest.json", None),
        ("<190>Nov 23 10:11:12 tryggvei: 200 GET /x\n200 GET /for-meg/", None),
        ("200 GET /for-meg/", None),
        ("", None),
    ],
)
def test_a_line_of_the_file_server_is_read_strictly(line: str, file: str | None) -> None:
    assert logged_file(line) == file


@given(st.text(max_size=200))
def test_no_line_can_name_anything_but_a_page(line: str) -> None:
    found = logged_file(f"tryggvei: {line}")
    assert found is None or ".." not in found


def test_a_file_is_a_page_in_its_language() -> None:
    assert page_of("index.html") == ("nb", "hjem")
    assert page_of("nn/index.html") == ("nn", "hjem")
    assert page_of("en/raad/voksen/index.html") == ("en", "raad/voksen")
    assert page_of("for-meg/index.html") == ("nb", "for-meg")
    assert page_of("errors/nb/404.html") is None
    assert page_of("xindex.html") is None


def test_a_datagram_is_counted_as_an_opened_page(
    bake: Path, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_pages, "note_opened", counting.note_opened)
    with override_settings(BAKED_DIR=bake.parent, FACE="public"), standing_at(NOON):
        for line in (b"<190>x tryggvei: 200 GET /en/spor/", b"tryggvei: 200 GET /x/", b"\xff"):
            count_pages._Line((line, None), "", None)  # type: ignore[arg-type]
    assert counted(tally) == {("en", "spor"): 1}


def test_the_listener_makes_its_socket_and_takes_it_away(bake: Path, tmp_path: Path) -> None:
    path = tmp_path / "count.sock"
    (tmp_path / "baked").symlink_to(bake.parent)
    env: dict[str, Any] = environment_of(tmp_path, 8000)
    env["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.public"
    words = [sys.executable, "manage.py", "count_pages", "--socket", str(path)]
    process = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert "Counting on" in process.stdout.readline()
        assert os.stat(path).st_mode & 0o777 == 0o660
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
            for line in (b"tryggvei: 200 GET /spor/", b"\xff\xfe", b"x" * 1500):
                server.sendto(line, str(path))
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0
    assert not path.exists()
