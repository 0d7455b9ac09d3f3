"""Promises of the keys that a small fault could break unnoticed (see tests/planted)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.sealing.conftest import DAY
from tryggvei.sealing import epochs, key_users
from tryggvei.sealing.epochs import KeyFolder
from tryggvei.sealing.errors import KeysetError
from tryggvei.sealing.keyring import Keyring

Steps = list[tuple[str, str]]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Note in order what is brought to the disk, and what gets its name (by its earlier one)."""
    noted: Steps = []
    fsync = os.fsync

    def synced(descriptor: int) -> None:
        noted.append(("synced", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        fsync(descriptor)

    def naming(real: Callable[..., None]) -> Callable[..., None]:
        def name(source: Any, target: Any, **more: Any) -> None:
            real(source, target, **more)
            noted.append(("named", Path(source).name))

        return name

    monkeypatch.setattr(os, "fsync", synced)
    for how in ("rename", "replace", "link"):
        monkeypatch.setattr(os, how, naming(getattr(os, how)))
    return noted


def durable(steps: Steps, folder: Path) -> int:
    """Return how many files were named: each on the disk before, and its name after."""
    left = list(steps)
    named = [name for what, name in steps if what == "named"]
    for name in named:
        at = left.index(("named", name))
        assert ("synced", name) in left[:at], name
        assert ("synced", folder.name) in left[at:], name
    return len(named)


@pytest.mark.promise(14, "new keys and their names are on the disk when they count")
def test_new_keys_and_their_names_are_on_the_disk(folder: KeyFolder, steps: Steps) -> None:
    epochs.rotate(folder, DAY, now=True)
    assert durable(steps, folder.path) == 2


@pytest.mark.promise(14, "the key of a case is on the disk before the case is written under it")
def test_the_key_of_a_case_is_on_the_disk(tmp_path: Path, steps: Steps) -> None:
    case_id = uuid4()
    Keyring(tmp_path).create(case_id, bytes(32))
    assert durable(steps, tmp_path / case_id.hex[:2]) == 1


@pytest.mark.promise(14, "where nobody counts what needs a key, no key is destroyed")
def test_where_nobody_counts_what_needs_a_key_no_key_is_destroyed(folder: KeyFolder) -> None:
    assert not key_users.somebody_counts()
    old = folder.read().primary
    epochs.rotate(folder, DAY, now=True)
    with pytest.raises(KeysetError, match="No room counts"):
        epochs.retire(folder, old, DAY.replace(year=DAY.year + 1))
    assert folder.read().key(old) is not None
