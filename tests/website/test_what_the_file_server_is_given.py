"""Headers and the way out as nginx reads them; loaded before pages that need them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from tests.website.conftest import bake_these, job
from tryggvei.faces.public.middleware import SafetyHeadersMiddleware
from tryggvei.website.actions import kept, server
from tryggvei.website.actions.bake import BakeResult
from tryggvei.website.actions.server import NotReloaded
from tryggvei.website.api import bake_all, current_bake
from tryggvei.website.public.views import page
from tryggvei.website.rules.server_files import (
    POLICY,
    nginx_headers,
    nginx_leaving,
    united,
)

Bake = Callable[[], BakeResult]


def test_a_header_that_a_server_would_read_otherwise_is_refused() -> None:
    assert nginx_headers({"A-B": 'say "x"'}).endswith('add_header A-B "say \\"x\\"" always;\n')
    for value in ("$host", "a\nb", "a\\b"):
        with pytest.raises(ValueError, match="cannot be written"):
            nginx_headers({"A-B": value})
    with pytest.raises(ValueError, match="cannot be written"):
        nginx_leaving("https://a.example/$request_uri", "x")


def test_the_policy_admits_what_every_kept_bake_holds_and_nothing_more() -> None:
    newest = {POLICY: "default-src 'none'; style-src 'sha256-c' 'sha256-b'; script-src 'sha256-s'"}
    older = {POLICY: "default-src *; style-src 'sha256-a' 'sha256-b'; img-src *", "X-Old": "1"}
    assert united([newest | {"X-New": "1"}, older, {}]) == {
        POLICY: "default-src 'none'; style-src 'sha256-c' 'sha256-b' 'sha256-a';"
        " script-src 'sha256-s'",
        "X-New": "1",
    }
    assert united([newest]) == newest


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the headers of the next bake of one page; change the policy for a new release."""
    headers = {"Cache-Control": "no-store", POLICY: "style-src 'sha256-a'"}
    monkeypatch.setattr("tryggvei.website.actions.bake.public_headers", lambda: headers)
    bake_these(monkeypatch, lambda: [job("/", f"<p>{headers[POLICY]}")])
    return headers


def given(name: str = "headers.conf") -> str:
    return (Path(settings.BAKED_DIR) / server.FOLDER / name).read_text()


def test_a_new_policy_is_told_and_the_old_one_goes_on_being_admitted(
    baking: Bake, policy: dict[str, str]
) -> None:
    assert baking().new_headers
    assert not baking().new_headers
    policy[POLICY] = "style-src 'sha256-b'"
    assert baking().new_headers
    assert "style-src 'sha256-b' 'sha256-a'" in given()
    assert "return 303" in given("leave.conf")
    shown = current_bake()
    assert shown is not None
    assert "sha256-a" not in (shown / "headers.conf").read_text()  # what was baked, no more


def _command(folder: Path, code: int) -> str:
    """Return a command that notes which bake was shown when it ran, and ends with a code."""
    script = folder / "reload.py"
    script.write_text(
        "import os, sys\n"
        f"link = {str(Path(settings.BAKED_DIR) / 'current')!r}\n"
        "shown = os.readlink(link) if os.path.lexists(link) else 'nothing'\n"
        f"open({str(folder / 'ran')!r}, 'a').write(shown + '\\n')\n"
        f"sys.exit({code})\n"
    )
    return f"{sys.executable} {script}"


def test_the_server_is_loaded_again_before_new_pages_are_shown(
    baking: Bake, policy: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_SETTLE_SECONDS", 0)
    first = baking().bake_id
    policy[POLICY] = "style-src 'sha256-b'"
    with override_settings(RELOAD_COMMAND=_command(tmp_path, 1)):
        with pytest.raises(NotReloaded, match="ended with 1"):
            baking()
        assert [bake.bake_id for bake in kept.kept_bakes()] == [first]
        assert not list(Path(settings.BAKED_DIR).glob(".making-*"))
    with override_settings(RELOAD_COMMAND=_command(tmp_path, 0)):
        second = baking().bake_id
        policy["Cache-Control"] = "no-store"
        baking()
    assert second != first
    assert (tmp_path / "ran").read_text().split() == [first, first]
    with override_settings(RELOAD_COMMAND="/finnes/ikke"):
        policy[POLICY] = "style-src 'sha256-c'"
        with pytest.raises(NotReloaded, match="could not be run"):
            bake_all()


def test_the_app_itself_sends_the_policy_of_the_bake(
    baking: Bake, policy: dict[str, str], rf: object
) -> None:
    from django.test import RequestFactory

    baking()
    answer = SafetyHeadersMiddleware(page)(RequestFactory().get("/"))
    assert answer[POLICY] == "style-src 'sha256-a'"
    missing = SafetyHeadersMiddleware(page)(RequestFactory().post("/"))
    assert "sha256-a'" not in missing[POLICY]
