"""The sample site: the public face's frame and layers round a few sample pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import Served, free_port, serve
from tests.tiers import own_server


@pytest.fixture(scope="session")
@own_server
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Run the sample site for the session."""
    state = tmp_path_factory.mktemp("sample-state")
    with serve("tests.faces.sample.wsgi", state, free_port()) as served:
        yield served


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return an empty folder for a browser profile."""
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder
