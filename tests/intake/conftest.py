"""Fixtures of the intake: real keys, the public face in force, a desk with and without leave."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.intake.keys import PASSPHRASE, cheap_keys
from tests.public_face import public_client as make_public_client
from tests.public_face import public_face
from tryggvei.access.api import Permission, Viewer
from tryggvei.intake.actions.receive import rate

DESK = frozenset(
    {
        Permission.INTAKE_INBOX_LIST,
        Permission.INTAKE_MESSAGE_OPEN,
        Permission.CASEWORK_CASE_REGISTER,
        Permission.CASEWORK_DIALOGUE_REPLY,
    }
)


@pytest.fixture(scope="session")
def key_folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one set of real keys for all tests of this room."""
    root = tmp_path_factory.mktemp("intake-keys")
    cheap_keys(root, date(2026, 11, 1))
    return root


@pytest.fixture(autouse=True)
def _house(key_folders: Path, tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Real keys, an empty spool, an open form, and no memory of earlier messages."""
    settings.KEYS_DIR = key_folders / "keys"
    settings.KEYRING_DIR = key_folders / "keyring"
    settings.KEY_PASSPHRASE = PASSPHRASE
    settings.SPOOL_DIR = tmp_path / "spool"
    settings.INTAKE = "on"
    settings.TRYGGVEI_MODE = "demo"  # the dialogue is offered
    rate.forget()
    yield
    rate.forget()


@pytest.fixture
def public_client() -> Iterator[Client]:
    """A browser before the public face; the desk's functions refuse to work meanwhile."""
    with public_face():
        yield make_public_client()


@pytest.fixture
def aud() -> Viewer:
    """Aud of the TryggEst team: she may list, open, register and reply."""
    return Viewer(1, "Aud", frozenset({1}), DESK)


@pytest.fixture
def bjorn() -> Viewer:
    """Bjørn of another unit: signed in, and nothing more."""
    return Viewer(2, "Bjørn", frozenset({2}), frozenset())


@pytest.fixture
def celine() -> Viewer:
    """Celine leads: she sees the plan's figures, never a message."""
    return Viewer(3, "Celine", frozenset({1, 2}), frozenset({Permission.PLAN_PLAN_READ}))
