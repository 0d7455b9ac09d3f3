"""Whatever changes, the pages are what drawing everything gives; and nothing changed costs a look.

On the small pack: a letter of any file, a number, an edit, a setting, our own code, the sound, the
day, a file that is damaged.
"""

import os
import shutil
import string
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_pack import make_pack
from tests.tiers import DEEP
from tryggvei.contentpack import pack as pack_module
from tryggvei.contentpack.api import PackError, edit, pack_entries, state_of
from tryggvei.contentpack.digests import plain
from tryggvei.contentpack.local_edits import write_edits
from tryggvei.help_directory.api import services
from tryggvei.toolbox.clock import standing_at
from tryggvei.toolbox.once import one_round
from tryggvei.website.actions import key
from tryggvei.website.actions.bake import BakeResult, is_current
from tryggvei.website.api import bake_all, current_bake
from tryggvei.website.drawing import engine
from tryggvei.website.drawing.pages import every_job, every_page
from tryggvei.website.rules.baking import with_twins

SMALL = ("felles/pages", "felles/help", "felles/search", "lillestrom", "felles/guides")


def shown() -> dict[str, bytes]:
    """Return every page that is shown, error pages too, by its file."""
    bake = current_bake()
    assert bake is not None
    return {
        path.relative_to(bake / "pages").as_posix(): path.read_bytes()
        for path in (bake / "pages").rglob("*.html")
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the files of the small pack that a page may show something of."""
    folder = make_pack(tmp_path_factory.mktemp("small") / "content")
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.*"))]
    return [name for name in names if name.startswith(SMALL)]


def _outcome(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - a fault in the pack: both ways must meet it
        return type(error)


@settings(
    max_examples=60 if DEEP else 5,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from("abcxyz0123"))
def test_whatever_letter_changes_the_pages_are_what_drawing_all_gives(
    small: Path, files: list[str], which: int, at: int, letter: str
) -> None:
    file = small / files[which % len(files)]
    before = file.read_bytes()
    signs = (string.ascii_lowercase + string.digits).encode()
    places = [place for place, byte in enumerate(before) if byte in signs]
    place = places[at % len(places)]
    bake_all()
    file.write_bytes(before[:place] + letter.encode() + before[place + 1 :])
    pack_module._cache.clear()  # no last good reading: a broken file must be met
    try:
        done = _outcome(bake_all)
        whole = _outcome(is_current)
        if isinstance(done, BakeResult):
            assert whole is True
            # And once more with every answer asked for anew.
            fresh = {f"{page.path[1:]}index.html": page.html.encode() for page in every_page()}
            assert {n: c for n, c in shown().items() if not n.startswith("errors/")} == fresh
        else:
            assert whole is done
    finally:
        file.write_bytes(before)
        pack_module._cache.clear()


def test_any_changed_number_reaches_every_page_that_shows_it(
    baking: Callable[[], BakeResult], figure: Callable[[str], None]
) -> None:
    edits: dict[str, Any] = {}
    numbers = {key: one.number for key, one in services().items() if one.number is not None}
    baking()
    tried = list(numbers.items())[::6]
    for count, (name, number) in enumerate(tried):
        before = shown()
        other = {"display": f"99 99 99 {count:02}", "dial": f"+47999999{count:02}"}
        edits[name] = plain(pack_entries("help")[name].data) | {"number": other}
        write_edits({"help": edits})
        result = baking()
        assert result.changed, name
        shared = list(numbers.values()).count(number) > 1
        for file, html in shown().items():
            had = f'"{number.tel_uri}"' in before[file].decode()
            assert not had or shared or f'"{number.tel_uri}"' not in html.decode(), (name, file)
            assert not had or f'"tel:+47999999{count:02}"' in html.decode() or shared, (name, file)
    assert is_current()
    figure(f"{len(tried)} numbers changed one by one: each on every page that showed it")


@pytest.mark.django_db
def test_an_edit_on_a_screen_reaches_the_pages(baking: Any, settings: Any) -> None:
    settings.FACE = "worker"
    baking()
    values = state_of("help", "vo_linjen").data
    edit(
        "help",
        "vo_linjen",
        values | {"number": {"display": "116 999", "dial": "116999"}},
        actor_id=1,
    )
    assert baking().changed
    assert b"tel:116999" in shown()["index.html"]
    assert not baking().changed


def test_the_same_again_draws_nothing_and_writes_nothing(baking: Any) -> None:
    first = baking()
    assert first.drawn == len(shown())
    again = baking()
    assert (again.drawn, again.written, again.changed) == (0, 0, False)
    assert (again.pages, again.files) == (first.pages, first.files)


def test_a_setting_that_changes_reaches_every_page(baking: Any) -> None:
    baking()
    with override_settings(NEUTRAL_URL="https://another.example/"):
        baking()
        assert all(b"another.example" in html for html in shown().values())


def test_a_new_day_is_another_key_and_an_hour_is_not(small: Path) -> None:
    noon = datetime(2026, 11, 30, 11, tzinfo=UTC)
    with standing_at(noon):
        today = key.key_now()
        assert today
    with standing_at(noon + timedelta(hours=1)):
        assert key.key_now() == today
    with standing_at(noon + timedelta(days=1)):
        assert key.key_now() not in (today, "")


def test_code_that_changed_under_the_process_is_never_trusted(
    baking: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    baking()
    stamps = key._stamps()
    monkeypatch.setattr(key, "_stamps", lambda: (*stamps, ("new.py", 1, 1, 1)))
    assert baking().drawn == len(shown())
    assert baking().drawn == len(shown())  # and what was drawn so is not believed the next time
    monkeypatch.undo()
    assert baking().drawn == len(shown())
    assert baking().drawn == 0


def test_a_text_that_changes_while_it_is_drawn_is_drawn_again(
    baking: Any, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small / "felles/pages/nb/spor.md"
    real = every_job

    def slow() -> Any:
        yield from real()
        page.write_text(page.read_text().replace("Slett det", "Slett alt"))

    monkeypatch.setattr("tryggvei.website.drawing.pages.every_job", slow)
    baking()
    monkeypatch.undo()
    assert b"Slett alt" not in shown()["spor/index.html"]
    baking()
    assert b"Slett alt" in shown()["spor/index.html"]


def test_a_broken_file_leaves_the_others_their_corrections_and_is_tried_again(
    baking: Any, small: Path
) -> None:
    baking()
    page = small / "felles/pages/nb/spor.md"
    good = page.read_text()
    page.write_text("---\nid: [\n---\n")
    number = small / "felles/help/vo-linjen.yaml"
    told = number.read_text().replace('"116 006"', '"116 999"')
    number.write_text(told.replace('"116006"', '"116999"'))
    assert baking().changed
    assert b"116 999" in shown()["index.html"]
    assert b"Slett det" in shown()["spor/index.html"]  # as it was read last
    assert baking().drawn > 0  # not believed to be what the files say
    page.write_text(good.replace("Slett det", "Slett alt"))
    baking()
    assert b"Slett alt" in shown()["spor/index.html"]


def test_a_file_of_the_same_size_and_time_is_read_anew(baking: Any, small: Path) -> None:
    page = small / "felles/pages/nb/spor.md"
    baking()
    times = page.stat().st_atime_ns, page.stat().st_mtime_ns
    page.write_text(page.read_text().replace("Slett det", "Slett alt"))
    os.utime(page, ns=times)
    baking()
    assert b"Slett alt" in shown()["spor/index.html"]


def test_a_file_that_was_tampered_with_is_made_anew(baking: Any) -> None:
    baking()
    before = shown()
    bake = current_bake()
    assert bake is not None
    (bake / "pages/index.html").write_text("<p>Ring 22 22 22 22")
    (bake / "pages/en/index.html.br").unlink()
    result = baking()
    assert (result.changed, result.written) == (True, 2)
    assert shown() == before
    for name in ("index.html", "en/index.html"):
        for twin, content in with_twins(name, before[name], 1).items():
            assert (
                Path(django_settings.BAKED_DIR) / "current/pages" / twin
            ).read_bytes() == content


def test_every_file_of_the_packs_counts(small: Path) -> None:
    first = key.key_now()
    recording = small / "lillestrom/sound/nb/for-meg.opus"
    recording.parent.mkdir(parents=True)
    recording.write_bytes(b"OggS")
    assert key.key_now() not in (first, "")
    shutil.rmtree(recording.parents[1])
    assert key.key_now() == first
    made = Path(django_settings.STATE_DIR) / "sound/abc.opus"
    made.parent.mkdir()
    made.write_bytes(b"OggS")
    assert key.key_now() not in (first, "")


def test_a_key_is_no_key_where_the_pack_cannot_be_read(small: Path) -> None:
    (small / "lillestrom/events").mkdir()
    (small / "lillestrom/events/a.yaml").write_text("key: [")
    with pytest.raises(PackError):
        key.key_now()


def test_every_setting_that_drawing_reads_is_in_the_key(small: Path) -> None:
    # Of where content and bakes lie, and by whom edits are read: counted with the content itself.
    # Of how Django works, not of what it draws.
    other = {
        "CONTENT_DIR", "STATE_DIR", "FACE", "DEBUG", "ROOT_URLCONF", "FORMAT_MODULE_PATH",
        "USE_L10N", "LANGUAGE_COOKIE_NAME", "FORCE_SCRIPT_NAME", "LANGUAGES_BIDI",
        "DEFAULT_CHARSET", "STATIC_URL", "MEDIA_URL", "DECIMAL_SEPARATOR", "NUMBER_GROUPING",
        "THOUSAND_SEPARATOR", "USE_DEPRECATED_PYTZ", "PREPEND_WWW",
    }  # fmt: skip
    read: set[str] = set()
    watched: Any = django_settings
    wrapped = watched._wrapped

    class Watching:
        def __getattr__(self, name: str) -> Any:
            if name.isupper():
                read.add(name)
            return getattr(wrapped, name)

    known = django_settings.__dict__
    kept = {name: known.pop(name) for name in list(known) if name.isupper()}
    watched._wrapped = Watching()
    try:
        engine.engine.cache_clear()
        with one_round():
            for _page in every_page():
                for name in [name for name in known if name.isupper()]:
                    del known[name]
    finally:
        watched._wrapped = wrapped
        known.update(kept)
    assert "NEUTRAL_URL" in read
    assert read - set(key.SETTINGS) - other == set()


def test_drawing_asks_no_clock_but_ours_and_that_for_the_day_only(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError("a page asked for the time where the key does not count it")

    monkeypatch.setattr("django.utils.timezone.now", refuse)
    monkeypatch.setattr("django.template.defaulttags.datetime", None)
    morning = datetime(2026, 11, 30, 4, tzinfo=UTC)
    drawn = []
    for moment in (morning, morning + timedelta(hours=16)):
        with standing_at(moment), one_round():
            drawn.append([job.draw() for job in every_job()])
    assert drawn[0] == drawn[1]
