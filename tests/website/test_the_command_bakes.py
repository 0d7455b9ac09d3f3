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

from tests.website.conftest import job
from tryggvei.contentpack.api import Finding, edit, state_of
from tryggvei.website.actions import bake as bake_module
from tryggvei.website.actions import drawing
from tryggvei.website.api import pages
from tryggvei.website.rules.baking import Job


@pytest.fixture(autouse=True)
def _demo(settings: Any, tmp_path: Path) -> None:
    settings.BAKED_DIR = tmp_path / "baked"
    settings.TRYGGVEI_MODE = "demo"
    settings.FACE = "public"


def run(*arguments: str) -> str:
    """Return what the command says."""
    out = StringIO()
    call_command("bake", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def few_pages(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the bake have two pages only."""
    jobs = [job("/", f"<p>{text}"), job("/spor/", "<p>fast")]
    monkeypatch.setattr(drawing, "every_job", lambda: jobs)


def test_the_real_pages_are_baked_with_a_line_per_ten() -> None:
    said = run()
    total = len(list(drawing.every_job()))
    assert f"Drawn 10 of {total} pages" in said
    assert f"Drawn {total} of {total} pages" in said
    assert f"{total} drawn, 0 reused" in said
    again = run()
    assert "Drawn" not in again
    assert f"0 drawn, {total} reused" in again
    assert again.count("already current") == 1
    assert f"{total} drawn, 0 reused" in run("--anew")


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


def test_unapproved_texts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = Finding("felles/pages/nb/hjem.md", 1, "nb/hjem is not reviewed")
    monkeypatch.setattr(bake_module, "blocking_findings", lambda _mode: [finding])
    out = StringIO()
    with pytest.raises(CommandError, match="not approved"):
        call_command("bake", stderr=out)
    assert "felles/pages/nb/hjem.md:1" in out.getvalue()


def test_a_key_that_is_not_there_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> list[Job]:
        raise LookupError("ukjent")

    monkeypatch.setattr(drawing, "every_job", missing)
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
        html = drawing.body_of(page)
        assert "116006" not in html
    assert 'href="tel:116999"><bdi dir="ltr">116 999</bdi>' in drawing.draw(pages("nb")["hjem"])


@pytest.mark.django_db
def test_a_translation_that_somebody_has_approved_no_longer_says_that_nobody_has(
    settings: Any,
) -> None:
    settings.FACE = "staff"
    values = state_of("pages", "en/spor").data
    approved = {name: value for name, value in values.items() if name != "unreviewed"}
    mark = {"date": "2026-11-23", "by": "oversetter"}
    assert pages("en")["spor"].unchecked_translation
    edit("pages", "en/spor", approved | {"reviewed": mark}, actor_id=1)
    assert not pages("en")["spor"].unchecked_translation


def test_drawing_leaves_language_and_addresses_as_they_were() -> None:
    before = (get_urlconf(), translation.get_language())
    with drawing.as_public("en"):
        assert (get_urlconf(), translation.get_language()) == (drawing.PUBLIC_URLS, "en")
    assert (get_urlconf(), translation.get_language()) == before


def test_a_baked_page_holds_nothing_of_the_staff_face() -> None:
    assert drawing.engine().engine.context_processors == []
    assert "staff.context" in str(django_settings.TEMPLATES)  # the face that the command runs under
