"""What is written durably is on the disk, whole, under its name, before anything is told."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tryggvei.toolbox.durable import append_line, create_file, replace_file

Write = Callable[[Path], object]
WAYS: list[tuple[str, Write, list[str]]] = [
    ("replace", lambda path: replace_file(path, b"new"), ["sync file", "rename", "sync folder"]),
    ("create", lambda path: create_file(path, b"new"), ["sync file", "link", "sync folder"]),
    ("append", lambda path: append_line(path, lambda _: "new"), ["sync file", "sync folder"]),
]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What reaches the disk, in order."""
    seen: list[str] = []
    real_sync, real_replace, real_link = os.fsync, Path.replace, os.link

    def sync(descriptor: int) -> None:
        is_folder = Path(f"/proc/self/fd/{descriptor}").readlink().is_dir()
        seen.append("sync folder" if is_folder else "sync file")
        real_sync(descriptor)

    def replace(self: Path, target: Path) -> Path:
        seen.append("rename")
        return real_replace(self, target)

    def link(source: Path, target: Path) -> None:
        seen.append("link")
        real_link(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        patch.setattr(Path, "replace", replace)
        patch.setattr(os, "link", link)
        yield seen


@pytest.mark.parametrize(("name", "write", "wanted"), WAYS, ids=[way[0] for way in WAYS])
def test_content_is_synced_before_the_name_and_the_name_before_the_end(
    tmp_path: Path, steps: list[str], name: str, write: Write, wanted: list[str]
) -> None:
    write(tmp_path / name)
    assert steps == wanted
    assert (tmp_path / name).read_text().strip() == "new"


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_a_disk_that_refuses_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object]
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "file", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_never_written_over_by_create(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert create_file(path, b"first")
    assert not create_file(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_is_the_one_asked_for_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        replace_file(tmp_path / "shared", b"x", mode=0o640)
        create_file(tmp_path / "own", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o600


def test_a_line_that_does_not_fit_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real = tmp_path / "lines", os.write
    append_line(path, lambda _: "one")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:2]))
        with pytest.raises(OSError, match="half a line"):
            append_line(path, lambda _: "two")
    append_line(path, lambda _: "three")
    assert path.read_text() == "one\nthree\n"


def test_a_half_line_of_somebody_else_spoils_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_text('one\n{"at": "20')
    append_line(path, lambda _: "two")
    assert path.read_text().splitlines() == ["one", '{"at": "20', "two"]


def test_a_line_is_told_all_that_stands_before_it(tmp_path: Path) -> None:
    path, told = tmp_path / "lines", []

    def line_after(before: bytes) -> str:
        told.append(before)
        return f"line {len(told)}"

    path.write_text("half")
    append_line(path, line_after)
    append_line(path, line_after)
    assert told == [b"half\n", b"half\nline 1\n"]


def test_writers_of_lines_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "lines"

    def write(sign: str) -> None:
        for _ in range(20):
            append_line(path, lambda _: sign * 5000)

    threads = [threading.Thread(target=write, args=(sign,)) for sign in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = path.read_text().splitlines()
    assert sorted(lines) == sorted(sign * 5000 for sign in "abcd" for _ in range(20))
