"""A pack in a temporary folder, and one kind of it, for every test of the content pack."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tryggvei.contentpack import kinds as registry
from tryggvei.contentpack.api import Layout, PackKind, Reviewed, register_kind

MARK = (
    "reviewed: {date: 2026-04-13, by: fagansvarlig}\nreview_by: 2026-10-13\nsources: [en kilde]\n"
)


class Advice(Reviewed):
    """A small kind: one text with a number of days."""

    key: str
    text: str
    days: int = 1


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path, settings: Settings) -> Iterator[Write]:
    """Return write(path in the content folder, text); the folder is the only pack there is."""
    settings.CONTENT_DIR = tmp_path / "content"
    settings.STATE_DIR = tmp_path / "state"
    settings.TRYGGVEI_MUNICIPALITY = "prove"
    for name in ("felles", "prove"):
        (settings.CONTENT_DIR / name).mkdir(parents=True)
    others = dict(registry._KINDS)
    registry._KINDS.clear()
    register_kind(PackKind("advice", "advice/*.yaml", Advice))
    register_kind(PackKind("many", "many.yaml", Advice, layout=Layout.MANY))

    def put(path: str, text: str) -> Path:
        file = Path(settings.CONTENT_DIR) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    yield put
    registry._KINDS.clear()
    registry._KINDS.update(others)
