"""Each test of the log has keys and anchors of its own."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_places(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.ANCHORS_DIR = tmp_path / "keys", tmp_path / "anchors"
    settings.ANCHORS_COPY = None
