"""A writer and two readers at the pack's own texts, and a text to change.

The pack is read from its files and not loaded: a row is needed for what is edited here alone, and
to write five hundred of them for each test took two thirds of the time of these tests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.people import StandingPeople, employee, sign_in
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.editorial.actions.writing import Seen, save
from tryggvei.editorial.models import Draft
from tryggvei.editorial.queries.drafts import open_draft
from tryggvei.editorial.queries.texts import today_of
from tryggvei.organisation.api import PersonInfo
from tryggvei.toolbox.clock import OSLO, standing_at

KIND, KEY, FREE = "pages", "nb/for-meg", "nb/om-planen"
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=OSLO)
ADDED = "Du kan ta med deg noen."


@dataclass(frozen=True)
class Desk:
    """Who works with texts: Eva and Erik write, Gro approves and reads against the sources."""

    eva: PersonInfo
    erik: PersonInfo
    gro: PersonInfo

    def viewer(self, name: str) -> Viewer:
        """Return one of them as a viewer."""
        return viewer_for(getattr(self, name).id)

    def client(self, name: str) -> Client:
        """Return one of them at her browser."""
        return sign_in(Client(), getattr(self, name))


@pytest.fixture
def desk(people: StandingPeople, tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    settings.STATE_DIR = tmp_path
    settings.BAKED_DIR = tmp_path / "baked"
    settings.TRYGGVEI_MODE = "demo"

    def made(name: str, role: str) -> PersonInfo:
        address = f"{name.split(maxsplit=1)[0].lower()}@provebygd.example"
        return employee(name, address, people.home_care, "x", role)

    with standing_at(NOON):
        yield Desk(
            made("Eva Eng", "content_editor"),
            made("Erik Elv", "content_editor"),
            made("Gro Gran", "content_approver"),
        )


def seen(key: str = KEY) -> Seen:
    """Return how things stand now, as a form that is opened now knows it."""
    draft = open_draft(KIND, key)
    return Seen(draft.number if draft else 0, today_of(KIND, key).basis)


def fields(key: str = KEY, **changed: Any) -> dict[str, Any]:
    """Return the words of a page with one sentence more, or what is given."""
    data = today_of(KIND, key).data
    return {"body": f"{data['body'].rstrip()}\n\n{ADDED}\n"} | changed


Begin = Callable[..., Draft]


@pytest.fixture
def begun(desk: Desk) -> Begin:
    """Return begun(name="eva", key=..., **fields): a saved draft."""

    def make(name: str = "eva", key: str = KEY, **changed: Any) -> Draft:
        return save(desk.viewer(name), KIND, key, fields(key, **changed), seen(key))

    return make
