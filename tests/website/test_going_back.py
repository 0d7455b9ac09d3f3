"""Any kept bake can be shown again; then nothing is baked until somebody says so."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings

from tests.website.conftest import bake_these, job
from tryggvei.website.actions import kept, key
from tryggvei.website.actions.bake import BakeResult
from tryggvei.website.actions.kept import (
    Damaged,
    HeldBack,
    NothingToRollBackTo,
    UnknownBake,
    held,
    kept_bakes,
    roll_back,
    verify,
)
from tryggvei.website.api import bake_all, current_bake
from tryggvei.website.drawing import pages as drawing
from tryggvei.website.rules.baking import Job

Bake = Callable[..., BakeResult]


def one_page(html: str) -> list[Job]:
    """Return all that is to be baked."""
    return [job("/", html)]


@pytest.fixture
def bakes(baking: Bake, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the ids of four bakes of one page, which says its number; the last is shown."""
    made = []
    for number in range(4):
        bake_these(monkeypatch, partial(one_page, f"<p>{number}"))
        made.append(baking().bake_id)
    return made


def shown() -> str:
    folder = current_bake()
    assert folder is not None
    return (folder / "pages/index.html").read_text()


def test_every_kept_bake_can_be_shown_again(bakes: list[str]) -> None:
    for number in (0, 2, 1, 3):
        assert roll_back(bakes[number]) == bakes[number]
        assert shown() == f"<p>{number}"
        assert [bake.bake_id for bake in kept_bakes() if bake.is_held] == [bakes[number]]
    assert [bake.bake_id for bake in kept_bakes()] == bakes[::-1]


def test_without_an_id_it_is_the_one_before_each_time(bakes: list[str]) -> None:
    assert [roll_back(), roll_back(), roll_back()] == bakes[2::-1]
    with pytest.raises(NothingToRollBackTo):
        roll_back()


def test_a_bake_that_is_not_kept_is_refused(bakes: list[str]) -> None:
    for wrong in ("20200101T000000000000-000000000000", "../..", "current", "server"):
        with pytest.raises(UnknownBake):
            roll_back(wrong)
    assert shown() == "<p>3"
    assert held() is None


def test_nothing_is_baked_until_somebody_says_so(bakes: list[str]) -> None:
    roll_back(bakes[1])
    with pytest.raises(HeldBack) as refused:
        bake_all()
    assert refused.value.held.bake_id == bakes[1]
    assert shown() == "<p>1"
    assert bake_all(release=True).changed
    assert shown() == "<p>3"
    assert held() is None
    assert not bake_all().changed


def test_who_goes_back_while_a_bake_is_drawn_is_heard(
    bakes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> str:
        roll_back(bakes[0])
        return "<p>for sent"

    monkeypatch.setattr(drawing, "every_job", lambda: [Job("index.html", slow)])
    monkeypatch.setattr(key, "key_now", lambda: "new")
    with pytest.raises(HeldBack):
        bake_all()
    assert shown() == "<p>0"


def test_a_mark_that_cannot_be_read_holds_all_the_same(bakes: list[str]) -> None:
    (Path(settings.BAKED_DIR) / kept.HELD).write_text("{")
    with pytest.raises(HeldBack):
        bake_all()


def test_a_release_that_cannot_bake_holds_on(
    bakes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_back()

    def broken() -> list[object]:
        raise LookupError("ukjent")

    monkeypatch.setattr(drawing, "every_job", broken)
    monkeypatch.setattr(key, "key_now", lambda: "new")
    with pytest.raises(LookupError):
        bake_all(release=True)
    assert held() is not None


def test_a_bake_that_is_not_whole_is_not_shown(bakes: list[str]) -> None:
    (Path(settings.BAKED_DIR) / bakes[1] / "pages/index.html.br").unlink()
    with pytest.raises(Damaged) as refused:
        roll_back(bakes[1])
    assert refused.value.differences == ["missing: pages/index.html.br"]
    assert (shown(), held()) == ("<p>3", None)


def test_every_kind_of_difference_is_named(bakes: list[str]) -> None:
    folder = Path(settings.BAKED_DIR) / bakes[0]
    assert verify(bakes[0]) == (bakes[0], [])
    (folder / "pages/robots.txt").unlink()  # not written over: the other bakes share the file
    (folder / "pages/robots.txt").write_text("alle")
    (folder / "pages/ny.html").write_text("<p>lagt til")
    (folder / "headers.conf").unlink()
    assert verify(bakes[0])[1] == [
        "missing: headers.conf",
        "not of this bake: pages/ny.html",
        "changed: pages/robots.txt",
    ]
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"pages/robots.txt"', '"pages/rob0ts.txt"'))
    assert "changed: manifest.json" in verify(bakes[0])[1]
    assert verify()[1] == []  # of the one that is shown
