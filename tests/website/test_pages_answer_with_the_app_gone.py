"""Baked pages outlive the app and its database, and never part from the policy that admits them."""

import base64
import hashlib
import re
import shlex
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.test import override_settings

from tests.browser import free_port, serve
from tests.file_servers import HOST, NUMBERS, FileServer, addresses, nginx
from tryggvei.ui import assets
from tryggvei.website.api import bake_all

pytestmark = [pytest.mark.deep, pytest.mark.own_server, pytest.mark.xdist_group("file servers")]


def test_with_app_and_database_gone_every_page_answers(
    house: Path, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    state, folder, port = tmp_path / "state", tmp_path / "server", free_port()
    folder.mkdir()
    shutil.copytree(house, state, symlinks=True)
    with nginx(state, folder, port) as server:
        hosts = {"TRYGGVEI_PUBLIC_HOSTS": f"localhost,127.0.0.1,{HOST}"}
        with serve("tryggvei.site.wsgi_public", state, port, **hosts):
            status, headers, body = server.ask("/skriv/", Accept_Encoding="br")
            assert (status, headers["content-encoding"]) == (200, "br")
            assert b"<form" in brotli.decompress(body)
            assert len(re.findall("cache-control", str(headers))) == 1
        for database in state.glob("tryggvei.sqlite3*"):
            database.unlink()
        answered = [
            address
            for address, file in addresses(state).items()
            if server.ask(address)[::2] == (200, file.read_bytes())
        ]
        assert answered == list(addresses(state))
        status, _headers, body = server.ask("/skriv/", "POST", b"tekst=hei")
        assert status == 503
        assert all(number in body for number in NUMBERS)
        assert server.ask("/ut")[0] == 303
    figure(f"nginx: {len(answered)} of {len(answered)} pages with app and database gone")


def test_a_page_and_the_policy_that_admits_it_never_part(
    house: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    figure: Callable[[str], None],
) -> None:
    """A new release has another style sheet. While it is baked in, a reader asks and asks."""
    state, folder = tmp_path / "state", tmp_path / "server"
    folder.mkdir()
    shutil.copytree(house, state, symlinks=True)
    old, asked, parted = assets.public_css(), [0], []
    stop = threading.Event()

    def read(server: FileServer) -> None:
        while not stop.is_set():
            _status, headers, body = server.ask("/spor/")
            style = re.search(rb"<style>(.*?)</style>", body, re.DOTALL)
            assert style is not None
            wanted = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
            asked[0] += 1
            if wanted not in headers["content-security-policy"]:
                parted.append(wanted)

    with nginx(state, folder, free_port()) as server:
        reader = threading.Thread(target=read, args=(server,))
        reader.start()
        monkeypatch.setattr(assets, "public_css", lambda name="": f"{old}/* {name} */")
        assets.csp_for_public.cache_clear()
        try:
            with override_settings(
                BAKED_DIR=state / "baked",
                STATE_DIR=state,
                TRYGGVEI_MODE="demo",
                FACE="public",
                RELOAD_COMMAND=shlex.join(server.reload),
            ):
                result = bake_all(anew=True)
        finally:
            assets.csp_for_public.cache_clear()
            stop.set()
            reader.join()
        assert result.new_headers
        assert b"/* public-reading.css */" in server.ask("/spor/")[2]
    assert parted == []
    assert asked[0] > 20
    figure(f"nginx: {asked[0]} pages read while another style sheet was baked in: 0 refused")
