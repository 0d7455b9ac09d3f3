"""The real pack in production: what nobody has approved stays away, and a corrected number does not
wait for it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.small_pack import approve, unapprove, use
from tryggvei.website.actions.bake import NotPublishable, bake_all
from tryggvei.website.api import current_bake

OLD, NEW = "116006", "116999"  # the new one is in use by nobody


@pytest.fixture
def pack(tmp_path: Path, settings: Any) -> Path:
    """Return a copy of the real pack in three languages; the house is in production."""
    folder = tmp_path / "content"
    shutil.copytree(django_settings.CONTENT_DIR, folder)
    place = folder / str(django_settings.TRYGGVEI_MUNICIPALITY) / "municipality.yaml"
    place.write_text(re.sub(r"languages: .*", "languages: [nb, nn, en]", place.read_text()))
    use(settings, tmp_path, folder, "production")
    return folder


def texts() -> dict[str, str]:
    """Return every page that is shown, by its address."""
    bake = current_bake()
    assert bake is not None
    pages = bake / "pages"
    return {
        f"/{file.relative_to(pages).as_posix().removesuffix('index.html')}": file.read_text()
        for file in pages.rglob("*.html")
    }


def test_a_pack_that_nobody_has_approved_is_refused_with_the_numbers_first(pack: Path) -> None:
    with pytest.raises(NotPublishable) as refused:
        bake_all()
    told = refused.value.waiting
    assert {one.path for one in told} >= {"/", "errors/nb/404.html"}
    assert all("is not reviewed" in reason for one in told for reason in one.reasons)
    assert current_bake() is None


@pytest.mark.promise(44, "In production a corrected number reaches every page that shows it")
def test_a_corrected_number_gets_through_and_an_unreviewed_text_does_not(
    pack: Path, figure: Callable[[str], None]
) -> None:
    approve(pack)
    assert bake_all().waiting == ()
    before = texts()
    showing = {address for address, html in before.items() if f"tel:{OLD}" in html}
    assert len(showing) > 20
    # Another room's texts, a list of search words, a guide and a page wait for somebody.
    for file in (*pack.glob("*/cards/*.yaml"), *pack.glob("*/plan/*.yaml")):
        unapprove(file)
    for name in ("card-roles.yaml", "search/en.yaml", "guides/voksen.yaml"):
        unapprove(pack / "felles" / name)
    page = pack / "felles/pages/en/for-meg.md"
    page.write_text(page.read_text().rstrip() + "\n\nNobody has approved this sentence.\n")
    unapprove(page)
    number = pack / "felles/help/vo-linjen.yaml"
    told = number.read_text().replace('"116 006"', '"116 999"').replace(f'"{OLD}"', f'"{NEW}"')
    number.write_text(told)
    waiting = {one.path: one for one in bake_all().waiting}
    guide = {f"{p}/raad/voksen/{f}" for p in ("", "/nn", "/en") for f in ("", "flyt/")}
    assert set(waiting) == {"/en/for-meg/", "/en/emner/", *guide}
    after = texts()
    assert set(after) == set(before)  # every address still leads to something
    assert not [address for address, html in after.items() if f"tel:{OLD}" in html]
    assert {address for address in showing if f"tel:{NEW}" in after[address]} == showing
    assert "Nobody has approved this sentence" not in "".join(after.values())
    kept = sorted(path for path, one in waiting.items() if one.kept)
    assert all(after[path] == before[path] for path in kept)
    figure(
        f"{len(showing)} pages with a corrected number, {len(waiting)} that wait:"
        f" {len(kept)} in their last good form, 0 old numbers"
    )
