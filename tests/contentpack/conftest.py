"""A pack in a temporary folder, and one kind of it, for every test of the content pack."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pytest_django.fixtures import Settings

from tests.rooms import furnish
from tryggvei.contentpack.api import Reviewed
from tryggvei.house.api import Kind

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
def write(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return write(path in the content folder, text); the folder is the only pack there is."""
    settings.CONTENT_DIR = tmp_path / "content"
    settings.STATE_DIR = tmp_path / "state"
    settings.TRYGGVEI_MUNICIPALITY = "prove"
    for name in ("felles", "prove"):
        (settings.CONTENT_DIR / name).mkdir(parents=True)
    furnish(
        monkeypatch,
        kinds=(
            Kind("advice", "Råd", "advice/*.yaml", Advice),
            Kind("many", "Mange råd", "many.yaml", Advice, layout="many"),
        ),
    )

    def put(path: str, text: str) -> Path:
        file = Path(settings.CONTENT_DIR) / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return put


AddKind = Callable[..., None]


@pytest.fixture
def add_kind(monkeypatch: pytest.MonkeyPatch) -> AddKind:
    """Return a function that gives the house one more kind of content."""

    def add(name: str, files: str, schema: type[BaseModel], **more: Any) -> None:
        furnish(monkeypatch, keep=True, kinds=(Kind(name, name, files, schema, **more),))

    return add
