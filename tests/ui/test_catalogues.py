"""The translations are current, whole on the public face, and keep every placeholder."""

import gettext
import os
import re
import subprocess
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from tryggvei.ui import checks, compiling
from tryggvei.ui.management.commands import catalogues

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogues_are_current() -> None:
    assert catalogues.findings() == []


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_text_is_translated_with_the_same_placeholders(language: str) -> None:
    hole = re.compile(r"%\(\w+\)[sd]|\{\w*\}|</?[a-z]+[^>]*>")
    entries = [e for path in catalogues.catalogues_of(language) for e in polib.pofile(str(path))]
    assert len(entries) > 800
    for entry in entries:
        if catalogues.DJANGO in [place for place, _line in entry.occurrences]:
            assert entry.msgstr
        elif entry.msgid_plural:
            holes = set(hole.findall(entry.msgid + entry.msgid_plural))
            assert all(set(hole.findall(t)) <= holes and t for t in entry.msgstr_plural.values())
        else:
            assert entry.msgstr, entry.msgid
            assert sorted(hole.findall(entry.msgstr)) == sorted(hole.findall(entry.msgid))


def test_a_new_text_is_named_with_its_room(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = catalogues.collect()
    texts[("En helt ny setning", "")] = ["intake/public/forms.py"]
    monkeypatch.setattr(catalogues, "collect", lambda: texts)
    found = [line for line in catalogues.findings() if "En helt ny setning" in line]
    assert [line.split(":")[0] for line in found] == ["intake", "intake"]


def test_each_text_stands_in_the_catalogues_of_its_room() -> None:
    rooms = catalogues.by_room(catalogues.collect())
    assert "casework/staff/forms.py" in str(rooms["casework"].values())
    for room, texts in rooms.items():
        places = {place for found in texts.values() for place in found}
        assert all(place.startswith(f"{room}/") or room == catalogues.HOME for place in places)
    assert {"faces/staff", "faces/public"} <= set(rooms)
    assert catalogues.room_of("toolbox/languages.py") == catalogues.HOME
    assert catalogues.room_of(catalogues.DJANGO) == catalogues.HOME


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package of two rooms that say the same, translated in the first alone."""
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogues, "DJANGO_TEXTS", ())
    for room in ("alders", "birches"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "apps.py").write_text('x = _("Hei")\n')
    call_command("catalogues", stdout=StringIO())
    path = catalogues.catalogue_path("alders", "nn")
    untranslated, translated = 'msgid "Hei"\nmsgstr ""', 'msgid "Hei"\nmsgstr "Hei du"'
    path.write_text(path.read_text().replace(untranslated, translated))
    return tmp_path


def test_a_text_that_two_rooms_say_keeps_its_translation(tree: Path) -> None:
    call_command("catalogues", stdout=StringIO())
    other = polib.pofile(str(catalogues.catalogue_path("birches", "nn")))
    assert [entry.msgstr for entry in other] == ["Hei du"]


def test_one_text_with_two_translations_is_a_finding(tree: Path) -> None:
    call_command("catalogues", stdout=StringIO())
    path = catalogues.catalogue_path("birches", "nn")
    path.write_text(path.read_text().replace("Hei du", "God dag"))
    assert catalogues.findings() == ["nn: translated in 2 ways: 'Hei'"]


def test_a_catalogue_without_a_text_is_a_finding_and_is_swept_away(tree: Path) -> None:
    call_command("catalogues", stdout=StringIO())
    (tree / "birches" / "apps.py").write_text("x = 1\n")
    assert [line for line in catalogues.findings() if "birches" in line] == [
        f"birches/locale/{code}/LC_MESSAGES/django.po: no text of the room is in it"
        for code in ("nn", "en")
    ]
    call_command("catalogues", stdout=StringIO())
    assert not list((tree / "birches").glob("locale/*/*/*"))


def test_compiling_is_done_once_and_again_when_the_text_is_new(tree: Path) -> None:
    assert compiling.compile_all(tree) == 1  # the one that was translated by hand
    assert compiling.compile_all(tree) == 0
    made = catalogues.catalogue_path("alders", "nn").with_suffix(".mo")
    with made.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Hei") == "Hei du"
    made.unlink()
    assert compiling.compile_all(tree) == 1
    os.utime(made, (0, 0))  # an old time says nothing
    assert compiling.compile_all(tree) == 0


def test_a_compiled_file_without_its_text_goes(tree: Path) -> None:
    gone = catalogues.catalogue_path("birches", "en")
    gone.unlink()
    compiling.compile_all(tree)
    assert not gone.with_suffix(".mo").exists()


def test_a_translation_that_is_not_compiled_stops_the_start(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "sources", lambda: compiling.sources(tree))
    (stale,) = checks.translations_are_compiled(None)
    assert stale.id == "ui.E001"
    assert "alders" in stale.msg
    compiling.compile_all(tree)
    assert checks.translations_are_compiled(None) == []


def test_no_compiled_translation_is_kept_in_history() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.mo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this copy has no history to list its files from")
    assert listed.stdout == ""
