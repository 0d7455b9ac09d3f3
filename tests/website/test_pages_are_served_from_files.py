"""The public view: the file of the address, without a database, for reading only."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.tiers import examples
from tests.website.test_addresses_cannot_escape import PIECES
from tryggvei.website.public.views import page


def ask(folder: Path, address: str, method: str = "get", **headers: str) -> HttpResponse:
    """Return the view's answer to an address, with bakes in `folder`."""
    request = getattr(RequestFactory(), method)("/", headers=headers)
    request.path_info = address
    with override_settings(BAKED_DIR=folder, FACE="public"):
        return page(request, address.lstrip("/"))


@pytest.mark.parametrize("address", ["/", "/for-meg/", "/for-meg", "/nn/spor/", "/robots.txt"])
def test_a_page_is_answered_with_its_file(bake: Path, address: str) -> None:
    response = ask(bake.parent, address)
    name = "robots.txt" if address.endswith("txt") else f"{address.strip('/')}/index.html"
    assert response.status_code == 200
    assert response.content == (bake / "pages" / name.lstrip("/")).read_bytes()
    assert response["Content-Length"] == str(len(response.content))


def test_the_type_is_told(bake: Path) -> None:
    assert ask(bake.parent, "/")["Content-Type"] == "text/html; charset=utf-8"
    assert ask(bake.parent, "/robots.txt")["Content-Type"] == "text/plain; charset=utf-8"
    assert ask(bake.parent, "/sitemap.xml")["Content-Type"] == "application/xml"


def test_the_smallest_accepted_file_is_sent(bake: Path) -> None:
    plain = ask(bake.parent, "/").content
    for accepted, encoding in (("br, gzip", "br"), ("gzip", "gzip"), ("", None)):
        response = ask(bake.parent, "/", **{"Accept-Encoding": accepted})
        assert response.get("Content-Encoding") == encoding
    assert brotli.decompress(ask(bake.parent, "/", **{"Accept-Encoding": "br"}).content) == plain


def test_a_twin_that_is_missing_is_done_without(bake: Path, tmp_path: Path) -> None:
    (tmp_path / "x/pages").mkdir(parents=True)
    (tmp_path / "x/pages/index.html").write_text("<p>hei")
    (tmp_path / "current").symlink_to("x")
    assert ask(tmp_path, "/", **{"Accept-Encoding": "br"}).content == b"<p>hei"


def test_an_unknown_address_is_the_404_of_its_language(bake: Path) -> None:
    for address, language in (("/ukjent/", "nb"), ("/en/ukjent/", "en"), ("/nn/../x", "nn")):
        response = ask(bake.parent, address)
        assert response.status_code == 404
        written = (bake / f"pages/errors/{language}/404.html").read_bytes()
        assert response.content == written


def test_head_is_answered_and_nothing_else_is(bake: Path) -> None:
    assert ask(bake.parent, "/", "head").status_code == 200
    for method in ("post", "put", "patch", "delete", "options"):
        response = ask(bake.parent, "/", method)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"


def test_before_any_bake_the_numbers_are_shown(tmp_path: Path) -> None:
    response = ask(tmp_path / "nothing", "/")
    assert response.status_code == 503
    assert b"tel:112" in response.content
    assert b"tel:116006" in response.content


def test_before_any_bake_the_numbers_are_shown_even_when_nothing_can_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_status: int, _language: str) -> str:
        raise RuntimeError

    monkeypatch.setattr("tryggvei.website.public.views.draw_error", broken)
    response = ask(tmp_path, "/")
    assert response.status_code == 503
    assert b"tel:112" in response.content


_ASK_ALL = """
import sys
import django
django.setup()
from django.test import RequestFactory
from tryggvei.website.public.views import page
for address in sys.stdin.read().split():
    request = RequestFactory().get(address)
    print(address, page(request, address).status_code)
"""


def test_every_page_is_answered_with_the_database_file_removed(
    bake: Path, baked_html: dict[str, str], tmp_path: Path, figure: Callable[[str], None]
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    (state / "baked").symlink_to(bake.parent)
    answered = subprocess.run(
        [sys.executable, "-c", _ASK_ALL],
        input="\n".join(baked_html),
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.public",
            "TRYGGVEI_STATE_DIR": str(state),
            "DATABASE_URL": f"sqlite:///{tmp_path}/removed/database.sqlite3",
        },
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert answered == [f"{address} 200" for address in baked_html]
    figure(f"{len(answered)} of {len(baked_html)} pages answered 200 without a database")


@examples(1500)
@given(st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=80)))
def test_no_address_shows_anything_but_a_page(
    bake: Path, baked_html: dict[str, str], address: str
) -> None:
    response = ask(bake.parent, f"/{address}")
    assert response.status_code in {200, 404}
    if response.status_code == 200:
        if response["Content-Type"] == "application/pdf":
            assert response.content.startswith(b"%PDF-")
            return
        shown = response.content.decode()
        assert shown in baked_html.values() or shown.startswith("User-agent")
