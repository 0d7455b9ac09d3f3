"""`manage.py check` refuses real enquiries without usable keys, and says what to do."""

from datetime import date

import pytest
from pytest_django import Settings

from tryggvei.sealing import checks
from tryggvei.sealing.epochs import KeyFolder


@pytest.fixture(autouse=True)
def _real_enquiries(folder: KeyFolder, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.INTAKE = "on"
    monkeypatch.setattr(checks, "today", lambda: date(2026, 3, 10))


def found() -> list[str | None]:
    """Return the ids of what the check finds."""
    return [message.id for message in checks.check_keys(None)]


def test_good_keys_give_no_complaint() -> None:
    assert found() == []


def test_no_key_no_real_enquiries(folder: KeyFolder, settings: Settings) -> None:
    (folder.path / "public.json").unlink()
    (message,) = checks.check_keys(None)
    assert message.id == "sealing.E001"
    assert "manage.py keys init" in message.msg
    settings.INTAKE = "demo"
    assert found() == []


def test_a_key_that_is_long_overdue_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "today", lambda: date(2026, 4, 12))
    assert found() == ["sealing.W001"]
    monkeypatch.setattr(checks, "today", lambda: date(2026, 4, 11))
    assert found() == []


def test_a_private_file_that_others_can_read_is_an_error(folder: KeyFolder) -> None:
    (folder.path / "private.sealed").chmod(0o640)
    assert found() == ["sealing.E003"]


def test_the_group_of_a_shared_folder_may_read_and_nobody_else(folder: KeyFolder) -> None:
    folder.path.chmod(0o2750)
    private = folder.path / "private.sealed"
    folder.write(folder.read())
    assert private.stat().st_mode & 0o777 == 0o640
    assert found() == []
    for mode in (0o644, 0o660, 0o641):
        private.chmod(mode)
        assert found() == ["sealing.E003"]
    folder.path.chmod(0o700)
    folder.write(folder.read())
    assert private.stat().st_mode & 0o777 == 0o600


def test_the_public_face_with_a_passphrase_is_an_error(settings: Settings) -> None:
    settings.FACE = "public"
    assert found() == ["sealing.E002"]
    settings.KEY_PASSPHRASE = ""
    assert found() == []
