"""The live pages are compressed on the way out, and never where that could tell a secret."""

import gzip
from collections.abc import Iterator

import brotli
import pytest
from django.test import Client

from tests.public_face import public_client, public_face


@pytest.fixture
def visitor() -> Iterator[Client]:
    with public_face(INTAKE="demo"):
        yield public_client()


@pytest.mark.promise(36, "the form weighs at most 25 KB")
@pytest.mark.parametrize("path", ["/skriv/", "/svar/", "/nn/skriv/", "/en/skriv/"])
def test_a_live_page_weighs_little(visitor: Client, path: str) -> None:
    plain = visitor.get(path)
    light = visitor.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert light["Content-Encoding"] == "br"
    assert len(light.content) < 14_000 < len(plain.content)
    assert b"<h1>" in brotli.decompress(light.content)
    zipped = visitor.get(path, headers={"Accept-Encoding": "gzip"})
    assert b"<h1>" in gzip.decompress(zipped.content)
    assert "Vary" not in light


def test_what_answers_a_form_is_not_compressed(visitor: Client) -> None:
    answer = visitor.post("/skriv/", {"text": ""}, headers={"Accept-Encoding": "gzip, br"})
    assert answer.status_code in {400, 422}
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize("path", ["/skriv", "/svar", "/nn", "/en", "/nn/skriv", "/en/svar"])
def test_an_address_without_its_last_slash_leads_to_the_page(visitor: Client, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 308
    assert answer["Location"] == f"{path}/"
