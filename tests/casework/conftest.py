"""The desk with real keys, real roles, and people of two units."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from tests.intake.keys import PASSPHRASE, cheap_keys
from tests.people import StandingPeople, employee, sign_in
from tryggvei.access.api import Viewer, viewer_for
from tryggvei.intake.api import About, Letter, Mailbox, inbox_seen_by, receive, safe_contact_from
from tryggvei.organisation.api import PersonInfo
from tryggvei.toolbox.clock import OSLO, now, standing_at

# A Tuesday at ten, on a Norwegian clock.
TUESDAY_TEN = datetime(2026, 11, 3, 10, 0, tzinfo=OSLO)
CALL_ME = {
    "wanted": "yes",
    "device_seen": "no",
    "channels_safe": ["phone"],
    "phone": "000 00 111",
    "days": ["tue"],
    "hours": "mellom ti og ett",
    "if_cut": "call_police",
}
STORY = "Han står utenfor arbeidsplassen min hver dag."


@pytest.fixture(scope="session")
def desk_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk-keys")
    cheap_keys(root, date(2026, 11, 1))
    return root


@pytest.fixture(autouse=True)
def _desk(desk_keys: Path, settings: Settings) -> Iterator[None]:
    settings.KEYS_DIR = desk_keys / "keys"
    settings.KEYRING_DIR = desk_keys / "keyring"
    settings.KEY_PASSPHRASE = PASSPHRASE
    with standing_at(TUESDAY_TEN):
        yield


@pytest.fixture
def aud(people: StandingPeople) -> Viewer:
    """Aud of the TryggEst team, as a viewer."""
    return viewer_for(people.aud.id)


@pytest.fixture
def kari(people: StandingPeople) -> PersonInfo:
    """Kari, coordinator of the same team."""
    return employee(
        "Kari Koord",
        "kari@provebygd.example",
        people.tryggest,
        "koordinator",
        "tryggest_coordinator",
    )


@pytest.fixture
def write(aud: Viewer) -> Callable[..., UUID]:
    """Return a function that lets somebody write; it returns the id of the message."""

    def written(contact: dict[str, Any] | None = None, mailbox: Mailbox | None = None) -> UUID:
        letter = Letter(
            text=STORY,
            about=About.ME,
            contact=safe_contact_from(contact or {}),
            mailbox=mailbox,
            form=str(uuid4()),
            written_at=now().isoformat(),
        )
        before = {row.id for row in inbox_seen_by(aud).rows}
        receive(letter, nonce=uuid4())
        (new,) = {row.id for row in inbox_seen_by(aud).rows} - before
        return new

    return written


@pytest.fixture
def browser_of(people: StandingPeople) -> Callable[[PersonInfo], Client]:
    """Return a function that gives a signed-in client for a person."""
    return lambda person: sign_in(Client(), person)
