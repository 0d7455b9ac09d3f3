"""Sound beside a page: what the page says, never an older text, and nothing without being asked."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.website.conftest import made_page
from tryggvei.toolbox.languages import BY_CODE
from tryggvei.ui.api import csp_for_public
from tryggvei.website.actions import speaking as reading
from tryggvei.website.api import bake_all, current_bake
from tryggvei.website.drawing import sound
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.rules.sound import VOICES, digits_apart, spoken

HAS_TOOLS = shutil.which("espeak-ng") and shutil.which("opusenc")
needs_tools = pytest.mark.skipif(not HAS_TOOLS, reason="no espeak-ng and opus-tools here")


@pytest.fixture
def speaking(settings: Any, small: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Switch sound on, in a state folder of this test's own, with programs that only pretend."""
    settings.VOICES = True
    ran: list[list[str]] = []

    def pretend(command: list[str], given: bytes) -> bytes:
        ran.append(command)
        return b"OggS" + given

    monkeypatch.setattr(reading, "_run", pretend)
    monkeypatch.setattr(reading, "missing_tools", list)
    return ran


def test_a_number_is_read_digit_by_digit() -> None:
    assert digits_apart("116 006") == "1 1 6, 0 0 6"
    assert digits_apart("02800") == "0 2 8 0 0"
    assert digits_apart("+47 23 95 00 00") == "+ 4 7, 2 3, 9 5, 0 0, 0 0"
    page = made_page(body="## Fare\n\nRing\n[[tel:vo_linjen]] nå.\n\n- [[bilde:hus|Hus]] Ett\n- To")
    said = spoken("Hva nå?", body_of(page))
    assert said == "Hva nå?\nFare.\nRing 1 1 6, 0 0 6 nå.\nEtt.\nTo.\n"


def test_it_is_off_unless_somebody_has_chosen_it(
    baked_html: dict[str, str], bake: Path, settings: Any
) -> None:
    assert settings.VOICES is False
    assert all("<audio" not in html for html in baked_html.values())
    assert not (bake / "pages/lyd").exists()
    with pytest.raises(CommandError, match="TRYGGVEI_VOICES=on"):
        call_command("voices")


def test_the_policy_lets_in_our_own_sound_only() -> None:
    assert "media-src 'self';" in csp_for_public()


def test_core_pages_get_a_quiet_player_that_says_who_reads(speaking: list[list[str]]) -> None:
    before = bake_all().bake_id
    made, _silent = reading.make_missing_sounds()
    assert made
    assert bake_all().bake_id != before  # what has been read since is baked by the next tick
    shown = current_bake()
    assert shown is not None
    html = (shown / "pages/for-meg/index.html").read_text()
    assert '<audio controls preload="none" src="/lyd/nb/for-meg.opus"' in html
    assert "autoplay" not in html
    assert "En maskin leser" in html
    assert (shown / "pages/lyd/nb/for-meg.opus").read_bytes().startswith(b"OggS")
    assert "<audio" not in (shown / "pages/arrangementer/index.html").read_text()
    assert "nn" not in VOICES  # and there is no such voice


def test_an_unchanged_page_is_read_once(speaking: list[list[str]]) -> None:
    reading.make_missing_sounds()
    before = len(speaking)
    assert reading.make_missing_sounds()[0] == 0
    assert len(speaking) == before


def test_a_changed_number_takes_the_old_sound_away_at_once(speaking: list[list[str]]) -> None:
    page = made_page(id="for-meg")
    reading.make_sound(page, body_of(page))
    assert sound.find_sound(page, body_of(page)) is not None
    changed = made_page(id="for-meg", body="Ring [[tel:vo_linjen]].")
    assert sound.find_sound(changed, body_of(changed)) is None


def test_a_recording_wins_while_it_says_what_the_page_says(
    speaking: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pack/sound/so"
    folder.mkdir(parents=True)
    (folder / "for-meg.opus").write_bytes(b"OggS recorded")
    monkeypatch.setattr(sound, "pack_folders", lambda: [tmp_path / "pack"])
    page = made_page(id="for-meg", language="so", body="Wac [[tel:politi_nod]].")
    body = body_of(page)
    assert sound.find_sound(page, body) is None  # nobody has said that it fits
    reading.stamp_recording(page, body)
    found = sound.find_sound(page, body)
    assert found is not None
    assert found.by_a_person
    changed = made_page(id="for-meg", language="so", body="Wac [[tel:vo_linjen]].")
    assert sound.find_sound(changed, body_of(changed)) is None
    with pytest.raises(LookupError, match="no recording"):
        reading.stamp_recording(made_page(id="spor", language="so"), body)


def test_no_language_is_given_a_voice_that_is_not_its_own() -> None:
    assert set(VOICES) <= set(BY_CODE)
    assert {"se", "so", "ti", "nn"}.isdisjoint(VOICES)


def test_what_is_missing_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VOICES, settings.STATE_DIR = True, Path("/nonexistent")
    monkeypatch.setattr(reading, "missing_tools", lambda: ["espeak-ng", "opus-tools"])
    with pytest.raises(CommandError, match="espeak-ng and opus-tools"):
        call_command("voices")


@needs_tools
def test_a_real_machine_reads_every_voice(
    settings: Any, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    settings.VOICES, settings.STATE_DIR = True, tmp_path
    sizes = []
    for code in VOICES:
        page = made_page(id="for-meg", language=code, title="Råd")
        file = reading.make_sound(page, "<p>112</p>")
        content = file.read_bytes()
        assert content.startswith(b"OggS")
        assert b"title=R" in content
        sizes.append(len(content))
        file.unlink()
        assert reading.make_sound(page, "<p>112</p>").read_bytes() == content
    voices = subprocess.run(["espeak-ng", "--voices"], capture_output=True, text=True, check=True)
    known = {line.split()[1] for line in voices.stdout.splitlines()[1:]}
    assert set(VOICES.values()) <= known
    figure(f"{len(sizes)} voices, the same bytes twice")
