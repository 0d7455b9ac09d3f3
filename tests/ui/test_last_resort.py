"""When even the content pack is broken, the error page still gives the emergency numbers."""

import pytest
from django.template import TemplateDoesNotExist

from tryggvei.ui import public_errors
from tryggvei.ui.api import csp_for_public, public_error
from tryggvei.ui.assets import public_css


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 500, 503])
def test_every_status_has_a_page_with_numbers(
    status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_more: object) -> str:
        raise TemplateDoesNotExist("secret text")

    monkeypatch.setattr(public_errors, "render_to_string", broken)
    response = public_error(status)
    text = response.content.decode()
    assert response.status_code == status
    for number in ("112", "113", "110"):
        assert f'href="tel:{number}"' in text
    assert "secret text" not in caplog.text
    assert "TemplateDoesNotExist" in caplog.text


def test_its_style_is_one_that_the_policy_admits(monkeypatch: pytest.MonkeyPatch) -> None:
    import base64
    import hashlib
    import re

    monkeypatch.setattr(public_errors, "render_to_string", lambda *_a, **_k: 1 / 0)
    text = public_error(500).content.decode()
    style = re.search(r"<style>(.*)</style>", text, re.DOTALL)
    assert style is not None
    assert style[1] == public_css()
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in csp_for_public()
