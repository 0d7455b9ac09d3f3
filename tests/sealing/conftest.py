"""Fixtures of the sealing tests: a folder of real keys, cheap to unlock."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.rooms import furnish
from tests.sealing.stand_ins import PASSPHRASE
from tryggvei.house.api import Point
from tryggvei.sealing import epochs, private_file

DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make unlocking take no time: the cost stands in each file, so this changes no format."""
    monkeypatch.setattr(private_file, "DEFAULT_COST", private_file.Argon2Cost(1, 64, 1))


@pytest.fixture(autouse=True)
def _nobody_needs_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what other rooms count, so that these tests count for themselves."""
    furnish(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> epochs.KeyFolder:
    """Return an initialised key folder, named by the settings."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.KEYRING_DIR = tmp_path / "keyring"
    settings.KEY_PASSPHRASE = PASSPHRASE
    made = epochs.KeyFolder(tmp_path / "keys", PASSPHRASE)
    epochs.init(made, DAY)
    return made


KeyUser = Callable[[Callable[[str], int]], None]


@pytest.fixture
def key_user(monkeypatch: pytest.MonkeyPatch) -> KeyUser:
    """Return a function that gives the house one more room that counts what needs a key."""

    def add(count: Callable[[str], int]) -> None:
        furnish(monkeypatch, keep=True, offers={Point.KEY_USERS: count})

    return add
