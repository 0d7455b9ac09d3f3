"""What is invented: people, texts and cards of the demo, and where a demo is refused."""

import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from tests.intake.keys import PASSPHRASE, cheap_keys
from tryggvei.access.api import viewer_for
from tryggvei.editorial.api import today_of
from tryggvei.guides.staff import overview
from tryggvei.organisation.api import person_by_email
from tryggvei.simulator.api import demo_logins, make_people
from tryggvei.simulator.cards import make_cards, told
from tryggvei.simulator.texts import change_guide
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.ui.api import todos_of

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=OSLO)

pytestmark = pytest.mark.sqlite


@pytest.mark.django_db
def test_the_invented_editors_change_a_guide_and_leave_one_change_to_be_read(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATE_DIR, settings.TRYGGVEI_MODE = tmp_path, "demo"
    call_command("content", "load", stdout=StringIO())
    with standing_at(NOW):
        make_people(TODAY)
        assert change_guide(TODAY) == 2
        guide = today_of("guides", "voksen").data
        gunn = viewer_for(person_by_email("gunn@demo.example").id)
        urgent = [todo.text for todo in todos_of(gunn)]
    assert guide["version"] == 2
    assert "Du trenger ikke si hvem du er." in guide["steps"]["discuss_child"]["text"]["nb"]
    assert guide["steps"]["discuss_child"]["next"] == "offence", "the other waits to be read"
    assert "1 tekst venter på at du leser og godkjenner" in urgent


@pytest.mark.django_db
def test_a_demo_is_never_made_in_production(settings: Settings) -> None:
    settings.TRYGGVEI_MODE = "production"
    with pytest.raises(CommandError, match="never in production"):
        call_command("simulate")
    assert Client().get("/demo/").status_code == 404


@pytest.mark.django_db
def test_the_command_is_safe_to_run_twice(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cheap_keys(tmp_path, date(2026, 1, 1))
    settings.KEYS_DIR, settings.KEYRING_DIR = tmp_path / "keys", tmp_path / "keyring"
    settings.KEY_PASSPHRASE, settings.STATE_DIR = PASSPHRASE, tmp_path
    people = make_people(TODAY)
    assert people.members
    call_command("simulate")
    assert "already there" in capsys.readouterr().out


def test_every_log_in_of_the_demo_is_different_and_long() -> None:
    passwords = {login.password for login in demo_logins()}
    assert len(passwords) == len(demo_logins())
    assert min(map(len, passwords)) >= 15
    assert json.dumps(sorted(passwords))


@pytest.mark.django_db
def test_the_units_with_older_cards_are_those_where_something_changed() -> None:
    with standing_at(NOW):
        make_people(TODAY)
        made = make_cards(TODAY)
        ida = viewer_for(person_by_email("ida@demo.example").id)
        seen = overview(ida)
    shown = {
        f"{unit.unit.name} {held.key.card}/{held.key.role}"
        for unit in seen.older
        for held in unit.older
    }
    assert shown == set(told()["truth"]["older"])
    assert made == 10
    assert {one.unit.name for one in seen.without} >= {"Nav Demobygd", "Torget legekontor"}
