"""`manage.py bake`: its words, its exits, and that corrections of the directory are baked in."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.urls import get_urlconf
from django.utils import translation

from tests.small_pack import unapprove
from tests.website.conftest import bake_these, job
from tryggvei.contentpack.api import edit, state_of
from tryggvei.website.actions import key
from tryggvei.website.api import pages
from tryggvei.website.drawing import engine
from tryggvei.website.drawing import pages as drawing
from tryggvei.website.drawing.placeholders import body_of
from tryggvei.website.rules.baking import Job

pytestmark = pytest.mark.usefixtures("small")


def run(*arguments: str) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("bake", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def few_pages(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the bake have two pages only."""
    jobs = [job("/", f"<p>{text}"), job("/spor/", "<p>fast")]
    bake_these(monkeypatch, lambda: jobs)


def test_the_pages_are_baked_with_a_line_per_ten_and_only_when_something_changed() -> None:
    said = run()
    total = len(list(drawing.every_job()))
    assert f"Drawn 10 of {total} pages" in said
    assert f"Drawn {total} of {total} pages" in said
    assert f": {total} drawn;" in said
    again = run()
    assert "Drawn" not in again
    assert ": 0 drawn;" in again
    assert again.count("already current") == 1
    assert f": {total} drawn;" in run("--anew")


def test_check_fails_until_the_bake_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    few_pages(monkeypatch, "en")
    with pytest.raises(CommandError, match="not current"):
        run("--check")
    run()
    assert "is current" in run("--check")


def test_rollback_says_which_bake_is_shown_and_that_it_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Nothing is baked yet" in run("--list")
    few_pages(monkeypatch, "en")
    run()
    with pytest.raises(CommandError, match="no older bake"):
        run("--rollback")
    few_pages(monkeypatch, "to")
    run()
    assert "is shown now, and held" in run("--rollback")
    with pytest.raises(CommandError, match=r"went back to .* bake --release"):
        run()
    newer, older = run("--list").splitlines()
    assert re.fullmatch(r"\d{8}T\d{12}-[0-9a-f]{12}  \S+ \S+ UTC     2 pages", newer)
    assert older.endswith("2 pages  shown, held")
    assert "2 new files" not in run("--release")
    assert "shown" in run("--list").splitlines()[0]
    with pytest.raises(CommandError, match=r"No such bake .*--list"):
        run("--rollback", "20200101T000000000000-000000000000")


def test_verify_names_what_differs_and_a_bake_mends_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="No such bake"):
        run("--verify")
    few_pages(monkeypatch, "en")
    run()
    assert "every file is what was baked" in run("--verify")
    page = tmp_path / "baked/current/pages/index.html"
    page.write_text("<p>Et annet nummer")
    out = StringIO()
    with pytest.raises(CommandError, match="1 files are not what was baked; run"):
        call_command("bake", "--verify", stderr=out)
    assert out.getvalue() == "changed: pages/index.html\n"
    run()
    assert "every file is what was baked" in run("--verify")
    assert page.read_text() == "<p>en"


def test_without_an_approved_front_page_nothing_is_published(small: Path, settings: Any) -> None:
    settings.TRYGGVEI_MODE = "production"
    unapprove(small / "felles/pages/nb/hjem.md")
    out = StringIO()
    with pytest.raises(CommandError, match="without the front page and the numbers"):
        call_command("bake", stderr=out)
    assert out.getvalue().startswith("/ shows only the numbers to ring: felles/pages/nb/hjem.md:2:")


def test_what_waits_is_named_page_by_page(small: Path, settings: Any) -> None:
    settings.TRYGGVEI_MODE = "production"
    unapprove(small / "felles/pages/nb/spor.md")
    for _baked_or_as_it_was in range(2):
        said = run()
        assert "Waits for approval: /spor/ shows only the numbers to ring: felles/pages/nb" in said
        assert said.count("Waits for approval") == 1


def test_a_key_that_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> list[Job]:
        raise LookupError("ukjent")

    monkeypatch.setattr(drawing, "every_job", missing)
    monkeypatch.setattr(key, "key_now", lambda: "new")
    with pytest.raises(CommandError, match="content check"):
        run()


@pytest.mark.django_db
def test_a_correction_in_the_directory_reaches_every_page_that_names_the_number(
    settings: Any,
) -> None:
    settings.FACE = "staff"
    values = state_of("help", "vo_linjen").data
    corrected = {**values, "number": {"display": "116 999", "dial": "116999"}}
    edit("help", "vo_linjen", corrected, actor_id=1)
    for page in pages("nb").values():
        html = body_of(page)
        assert "116006" not in html
    assert 'href="tel:116999"><bdi dir="ltr">116 999</bdi>' in drawing.draw(pages("nb")["hjem"])


@pytest.mark.django_db
def test_a_translation_that_somebody_has_approved_no_longer_says_that_nobody_has(
    small: Path, settings: Any
) -> None:
    settings.FACE = "staff"
    unapprove(small / "felles/pages/en/hjem.md")
    values = state_of("pages", "en/hjem").data
    approved = {name: value for name, value in values.items() if name != "unreviewed"}
    mark = {"date": "2026-11-23", "by": "oversetter"}
    assert pages("en")["hjem"].unchecked_translation
    edit("pages", "en/hjem", approved | {"reviewed": mark}, actor_id=1)
    assert not pages("en")["hjem"].unchecked_translation


def test_drawing_leaves_language_and_addresses_as_they_were() -> None:
    before = (get_urlconf(), translation.get_language())
    with engine.as_public("en"):
        assert (get_urlconf(), translation.get_language()) == (engine.PUBLIC_URLS, "en")
    assert (get_urlconf(), translation.get_language()) == before


def test_a_baked_page_holds_nothing_of_the_staff_face() -> None:
    assert engine.engine().engine.context_processors == []
    assert "staff.context" in str(django_settings.TEMPLATES)  # the face that the command runs under
