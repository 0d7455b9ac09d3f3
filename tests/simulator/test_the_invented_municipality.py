"""What is invented: people, scenes, texts and cards of the demo, and where a demo is refused."""

import json
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from tests.intake.keys import PASSPHRASE, cheap_keys
from tryggvei.access.api import viewer_for
from tryggvei.editorial.api import today_of
from tryggvei.guides.staff import overview
from tryggvei.organisation.api import person_by_email
from tryggvei.simulator.api import Cast, Stage, demo_logins, make_people, scenes
from tryggvei.simulator.scenes import editorial as texts
from tryggvei.simulator.scenes import guides as cards
from tryggvei.toolbox.clock import OSLO, standing_at
from tryggvei.ui.api import todos_of

TODAY = date(2026, 11, 23)
FIRST_MONDAY = TODAY - timedelta(weeks=53)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=OSLO)

pytestmark = pytest.mark.sqlite


@pytest.mark.django_db
def test_the_invented_editors_change_a_guide_and_leave_a_change_of_it_to_be_read(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATE_DIR, settings.TRYGGVEI_MODE = tmp_path, "demo"
    call_command("content", "load", stdout=StringIO())
    with standing_at(NOW):
        assert list(texts.live(Stage(make_people(TODAY), TODAY)))
        guide = today_of("guides", "voksen").data
        gunn = viewer_for(person_by_email("gunn@demo.example").id)
        urgent = [todo.text for todo in todos_of(gunn)]
    assert guide["version"] == 2
    assert "Du trenger ikke si hvem du er." in guide["steps"]["discuss_child"]["text"]["nb"]
    assert guide["steps"]["discuss_child"]["next"] == "offence", "the other waits to be read"
    assert "2 tekster venter på at du leser og godkjenner" in urgent, "a page and a guide"


def test_a_scene_more_changes_no_other_scenes_dice() -> None:
    stage = Stage(Cast(coordinator=0, members=()), TODAY, seed=7)
    before = stage.dice("casework").random()
    stage.dice("relay").random()
    assert stage.dice("casework").random() == before
    assert stage.dice("website").random() != before


def test_every_scene_bears_the_name_of_a_room_and_comes_after_what_it_needs() -> None:
    found = scenes()
    assert {"casework", "editorial", "guides", "website"} <= set(found)
    assert set(found) <= {app.label for app in apps.get_app_configs()}
    order = list(found)
    for name, scene in found.items():
        for need in getattr(scene, "NEEDS", ()):
            assert order.index(need) < order.index(name)


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
    with pytest.raises(CommandError, match="interrupted"):
        call_command("simulate")
    (tmp_path / "simulated.json").write_text("{}")
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
        stage = Stage(make_people(TODAY), TODAY)
        lines = list(cards.live(stage))
        ida = viewer_for(person_by_email("ida@demo.example").id)
        seen = overview(ida)
    shown = {
        f"{unit.unit.name} {held.key.card}/{held.key.role}"
        for unit in seen.older
        for held in unit.older
    }
    assert shown == set(stage.told("cards")["truth"]["older"])
    assert lines == ["10 action cards made by the invented leaders"]
    assert {one.unit.name for one in seen.without} >= {"Nav Demobygd", "Torget legekontor"}
