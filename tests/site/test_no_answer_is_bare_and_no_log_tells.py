"""Malformed requests and failing applications, before both faces under the shipped gunicorn file:
our headers on every answer, nothing of the request in it, and nothing of it in any log.
"""

import contextlib
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.browser import environment_of, free_port, serve
from tests.people import StandingPeople, sign_in

ROOT = Path(__file__).resolve().parents[2]
MARK = "Zq7mark"  # also in failing_wsgi, which only a server may import
HOST = "Host: localhost\r\n"
MALFORMED = {
    "no request line": f"{MARK}\r\n\r\n",
    "three words too many": f"GET /{MARK} med mellomrom HTTP/1.1\r\n{HOST}\r\n",
    "another protocol": f"GET /{MARK} HTTP/{MARK}\r\n{HOST}\r\n",
    "a method of small letters": f"{MARK.lower()} / HTTP/1.1\r\n{HOST}\r\n",
    "a header without a colon": f"GET / HTTP/1.1\r\n{HOST}{MARK}\r\n\r\n",
    "a header of odd signs": f"GET / HTTP/1.1\r\n{HOST}X-{MARK}(): 1\r\n\r\n",
    "a header of 9 kB": f"GET / HTTP/1.1\r\n{HOST}X-A: {MARK * 1300}\r\n\r\n",
    "an address of 9 kB": f"GET /{MARK * 1300} HTTP/1.1\r\n{HOST}\r\n",
    "101 headers": f"GET / HTTP/1.1\r\n{HOST}" + f"X-A: {MARK}\r\n" * 101 + "\r\n",
    "a length of letters": f"POST /skriv/ HTTP/1.1\r\n{HOST}Content-Length: {MARK}\r\n\r\n",
    "two ways to measure": f"POST /skriv/ HTTP/1.1\r\n{HOST}Content-Length: 9\r\n"
    f"Transfer-Encoding: chunked\r\n\r\n{MARK}",
    "a piece of no size": f"POST /skriv/ HTTP/1.1\r\n{HOST}Transfer-Encoding: chunked\r\n\r\n"
    f"{MARK}\r\n",
    "an unknown coding": f"POST /skriv/ HTTP/1.1\r\n{HOST}Transfer-Encoding: {MARK}\r\n\r\n",
    "a folded header": f"GET / HTTP/1.1\r\n{HOST}X-A: 1\r\n {MARK}\r\n\r\n",
    "an expectation": f"POST /skriv/ HTTP/1.1\r\n{HOST}Expect: {MARK}\r\nContent-Length: 1\r\n\r\n",
}
FAILING = {
    "the application fails": f"GET /feiler/{MARK}?{MARK}=1 HTTP/1.1\r\n{HOST}\r\n",
    "it fails at a letter": f"POST /feiler/ HTTP/1.1\r\n{HOST}Content-Length: 7\r\n\r\n{MARK}",
}
SAFE = {
    "public": ("cache-control: no-store", "referrer-policy: no-referrer", "x-frame-options: deny"),
    "staff": ("cache-control: no-store", "referrer-policy: same-origin", "x-frame-options: deny"),
}


def _ask(port: int, request: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as line:
        with contextlib.suppress(OSError):
            line.sendall(request.encode())
        found = b""
        with contextlib.suppress(OSError):
            while part := line.recv(65536):
                found += part
    return found.decode(errors="replace")


@pytest.fixture(scope="module", params=["public", "staff"])
def face(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int, Path]]:
    """Return the name, port and log of a running face."""
    state, port = tmp_path_factory.mktemp(request.param), free_port()
    if request.param == "staff":
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=ROOT, env=environment_of(state, port), check=True)
    wsgi = {"public": "tests.site.failing_wsgi", "staff": "tryggvei.site.wsgi_staff"}
    with serve(wsgi[request.param], state, port):
        yield request.param, port, state / "server.log"


def _is_ours(answer: str, name: str) -> None:
    head, _, body = answer.partition("\r\n\r\n")
    assert re.match(r"HTTP/1\.1 (?:400|403|404|413|500) ", head), answer[:200]
    for header in (*SAFE[name], "content-security-policy: default-src 'none'"):
        assert header in head.lower()
    assert '<html lang="nb"' in body
    assert MARK not in answer
    assert MARK.lower() not in answer
    if name == "public":
        assert "tel:112" in body


@pytest.mark.own_server
@pytest.mark.promise(40, "what is no request is answered with our headers and repeats nothing")
@pytest.mark.promise(43, "nothing of a malformed request or a failing application is in a log")
def test_what_is_no_request_gets_a_page_of_ours_and_leaves_no_word(
    face: tuple[str, int, Path], figure: Callable[[str], None]
) -> None:
    name, port, log = face
    asked = {**MALFORMED, **(FAILING if name == "public" else {})}
    for request in asked.values():
        _is_ours(_ask(port, request), name)
    if name == "public":
        assert "half" in _ask(port, f"GET /avbrytes/{MARK} HTTP/1.1\r\n{HOST}\r\n")
    told = log.read_text()
    assert "a request was not answered as it should: InvalidRequestLine" in told
    for mark in (MARK, MARK.lower(), "127.0.0.1", "/skriv/", "/feiler", "Traceback", "mellomrom"):
        assert mark not in told
    figure(f"{name}: {len(asked)} kinds of broken request, 0 bare answers, 0 words in the log")


@pytest.mark.django_db
@pytest.mark.promise(40, "Staff: an error page needs no style sheet that was collected")
@pytest.mark.parametrize(
    ("address", "status"), [("/konto/inn/", 500), ("/finnes-ikke/", 404), ("/logg/", 403)]
)
def test_an_error_page_needs_nothing_that_can_be_missing(
    client: Client, people: StandingPeople, tmp_path: Path, address: str, status: int
) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    client.raise_request_exception = False
    if status == 403:
        sign_in(client, people.bjorn)
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        response = client.get(address)
    assert response.status_code == status
    assert "<h1>" in response.content.decode()
    assert "stylesheet" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
