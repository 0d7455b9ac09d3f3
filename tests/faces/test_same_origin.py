"""A form counts as ours when the browser says so, or when we have signed it ourselves."""

import pytest
from django.test import RequestFactory, override_settings

from tests.rooms import furnish
from tryggvei.faces.public.middleware import comes_from_here, language_of
from tryggvei.house.api import Point


def sent(**headers: str) -> bool:
    return comes_from_here(RequestFactory().post("/skriv/", {"nonce": "x"}, headers=headers))


@pytest.fixture(autouse=True)
def no_proofs(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch)


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_what_the_browser_tells_decides(headers: dict[str, str], ours: bool) -> None:
    assert sent(**headers) is ours


@override_settings(PUBLIC_ORIGIN="https://hjelp.kommune.example")
def test_the_public_address_counts_behind_a_proxy() -> None:
    assert sent(Origin="https://hjelp.kommune.example")


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}], ids=str)
def test_a_browser_that_tells_nothing_must_bring_a_form_that_we_signed(
    headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {Point.FORM_PROOF: lambda request: request.POST.get("nonce") == "x"}
    furnish(monkeypatch, offers=ours)
    assert sent(**headers)
    furnish(monkeypatch, offers={Point.FORM_PROOF: lambda _request: False})
    assert not sent(**headers)


def test_a_signed_form_does_not_excuse_a_foreign_page(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(monkeypatch, offers={Point.FORM_PROOF: lambda _request: True})
    assert not sent(**{"Sec-Fetch-Site": "cross-site"})
    assert not sent(Origin="https://evil.example")


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "nb"),
        ("/nn/", "nn"),
        ("/nn", "nn"),
        ("/en/raad/", "en"),
        ("/nnx/", "nb"),
        ("/nb/", "nb"),
    ],
)
def test_the_address_alone_sets_the_language(path: str, language: str) -> None:
    assert language_of(path) == language
