"""Everything that this process opens for writing, starts or connects to, while it is watched.

An audit hook cannot be taken away again; it is put in once, and idle but for the test that asks.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_OTHER_WAYS_OUT = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")
_seen: list[tuple[str, str]] | None = None


def _hook(event: str, words: tuple[Any, ...]) -> None:
    if _seen is None:
        return
    if event == "open":
        path, _mode, flags = words
        if isinstance(flags, int) and flags & _WRITES and not isinstance(path, int):
            _seen.append(("open", os.fsdecode(path)))
    elif event == "sqlite3.connect":
        _seen.append(("sqlite", os.fsdecode(words[0])))
    elif event == "os.rename":
        _seen.append(("rename", os.fsdecode(words[1])))
    elif event in {"os.mkfifo", "os.link", "os.symlink", "shutil.copyfile", *_OTHER_WAYS_OUT}:
        _seen.append((event, repr(words[:2])))


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """Yield what is written to, as it happens: (kind, path)."""
    global _seen  # noqa: PLW0603 - the hook has no other way to know
    _seen = []
    try:
        yield _seen
    finally:
        _seen = None


def outside(seen: list[tuple[str, str]], *allowed: Path) -> list[tuple[str, str]]:
    """Return what was written outside the folders and files that are allowed."""
    return [
        (kind, path)
        for kind, path in seen
        if not any(Path(path).is_relative_to(folder) for folder in allowed)
    ]
