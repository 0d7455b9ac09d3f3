"""When something fails, the numbers are there: in every language offered, in its own direction."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.rooms import furnish
from tests.small_pack import make_pack
from tests.website.test_pages_are_served_from_files import ask
from tryggvei.house.api import Point
from tryggvei.toolbox.languages import ALL, BY_CODE, Language
from tryggvei.ui import owner
from tryggvei.website import queries
from tryggvei.website.api import bake_all, current_bake

NUMBERS = {"tel:112", "tel:113", "tel:116006", "tel:116111", "tel:02800"}


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a bake of a municipality that offers every language; of the small pack."""
    folder = tmp_path_factory.mktemp("baked")
    patch = pytest.MonkeyPatch()
    known = replace(owner.owner(), languages=tuple(BY_CODE))
    furnish(patch, keep=True, offers={Point.OWNER: lambda: known})
    patch.setattr(queries, "owner", lambda: known)
    content = make_pack(folder / "content")
    with override_settings(
        BAKED_DIR=folder / "baked",
        CONTENT_DIR=content,
        BROTLI_QUALITY=1,
        TRYGGVEI_MODE="demo",
        FACE="public",
    ):
        bake_all()
        shown = current_bake()
        assert shown is not None
        yield shown
    patch.undo()


@pytest.mark.parametrize("language", ALL, ids=lambda language: str(language.code))
def test_every_error_page_gives_the_numbers_and_the_way_home(
    everywhere: Path, language: Language
) -> None:
    for status in (404, 500, 503):
        html = (everywhere / f"pages/errors/{language.code}/{status}.html").read_text()
        assert f'<html lang="{language.tag}" dir="{language.direction}"' in html
        assert set(re.findall(r"tel:\+?\d+", html)) >= NUMBERS
        shown = re.findall(r'<a href="tel:[^>]*>(.*?)</a>', html)
        assert all(inner.startswith('<bdi dir="ltr">') for inner in shown)
        assert f'href="{language.prefix}/"' in html
        assert "/ut" in html


@pytest.mark.parametrize("language", ALL, ids=lambda language: str(language.code))
def test_the_deepest_wrong_address_answers_in_the_language_of_its_path(
    everywhere: Path, language: Language
) -> None:
    written = (everywhere / f"pages/errors/{language.code}/404.html").read_bytes()
    for wrong in ("x/", "for-meg/dypt/og/dypere/enda/dypere/", "trykk/nei.pdf", "../../x"):
        response = ask(everywhere.parent, f"{language.prefix}/{wrong}")
        assert response.status_code == 404
        assert response.content == written


def test_a_language_that_is_not_offered_still_gets_the_numbers(
    bake: Path, figure: Callable[[str], None]
) -> None:
    for code in BY_CODE:
        response: Any = ask(bake.parent, f"/{code}/ukjent/")
        assert response.status_code == 404
        assert "tel:112" in response.content.decode()
    figure(f"{len(BY_CODE)} languages x 3 error pages: 5 numbers on each")
