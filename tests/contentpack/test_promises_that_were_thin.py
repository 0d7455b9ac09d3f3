"""Promises of the content pack that a small fault could break unnoticed (see tests/planted)."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.contentpack.conftest import Write
from tryggvei.contentpack.local_edits import edits_file, write_edits


def test_local_edits_are_on_disk_before_they_take_the_old_files_place(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[tuple[str, str]] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append(("synced", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        fsync(descriptor)

    def noted_replace(source: Any, target: Any) -> None:
        steps.append(("replaced", Path(source).name))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    write_edits({"help": {"politi": {"key": "politi"}}})
    assert edits_file().exists()
    (name,) = [name for what, name in steps if what == "replaced"]
    assert steps.index(("synced", name)) < steps.index(("replaced", name))
