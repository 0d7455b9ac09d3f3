"""The file server of deploy/, a real one: every page, every encoding, and whoever means ill."""

import contextlib
import gzip
import http.server
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest

from tests.browser import ROOT
from tests.file_servers import HOST, NUMBERS, FileServer, addresses, nginx
from tryggvei.toolbox import languages

pytestmark = [pytest.mark.deep, pytest.mark.own_server, pytest.mark.xdist_group("file servers")]
OF_EVERY_ANSWER = {"content-type", "content-length", "transfer-encoding", "date", "connection"}
MARK = "Zq7mark"  # in everything hostile: must come back nowhere, and stand in no log


class _App(http.server.BaseHTTPRequestHandler):
    """In the app's place: notes what it is told, and answers shortly."""

    seen: list[str]

    def do_GET(self) -> None:
        """Answer."""
        type(self).seen.append(f"{self.requestline}\n{self.headers}")
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("X-From", "app")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"app")

    do_POST = do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextlib.contextmanager
def app() -> Iterator[tuple[int, list[str]]]:
    """Listen where the app would; yield its port and what it is told."""
    seen: list[str] = []
    handler = type("Handler", (_App,), {"seen": seen})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, seen
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[int, list[str]]]:
    with app() as listening:
        yield listening


@pytest.fixture(scope="module")
def server(
    house: Path,
    told: tuple[int, list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[FileServer]:
    with nginx(house, tmp_path_factory.mktemp("server"), told[0]) as running:
        yield running


def headers_of(house: Path) -> dict[str, str]:
    told = json.loads((house / "baked/current/headers.json").read_text())
    return {name.lower(): value for name, value in told.items()}


def _without_what_all_have(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OF_EVERY_ANSWER}


DECODED: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "": bytes,
}


def test_every_page_in_every_language_and_encoding(
    server: FileServer, house: Path, figure: Callable[[str], None]
) -> None:
    wanted = headers_of(house)
    asked = 0
    for address, file in addresses(house).items():
        for accepted, encoding in (
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("identity", ""),
            ("br;q=0, gzip;q=0", ""),
        ):
            status, headers, body = server.ask(address, Accept_Encoding=accepted)
            assert (status, headers.pop("content-encoding", "")) == (200, encoding), address
            assert DECODED[encoding](body) == file.read_bytes()
            kind = "plain" if address.endswith("txt") else "html"
            assert headers["content-type"] == f"text/{kind}; charset=utf-8"
            told = _without_what_all_have(headers)
            told.pop("server", None)
            assert told == wanted, address
            asked += 1
    figure(f"nginx: {asked} of {asked} answers 200, with exactly the baked headers")


def test_an_address_without_its_last_slash_is_the_same_file(server: FileServer) -> None:
    for address in ("/for-meg", "/en/spor", "/nn"):
        assert server.ask(address)[::2] == server.ask(f"{address}/")[::2]
        assert server.ask(address)[0] == 200


def test_the_sitemap_is_handed_out_as_xml(server: FileServer, house: Path) -> None:
    for accepted in ("br", "identity"):
        status, headers, _ = server.ask("/sitemap.xml", Accept_Encoding=accepted)
        assert status == 200
        assert headers["content-type"].partition(";")[0] in {"application/xml", "text/xml"}


def test_what_is_not_there_is_said_in_the_language_of_the_address(
    server: FileServer, house: Path
) -> None:
    errors = house / "baked/current/pages/errors"
    offered = {folder.name for folder in errors.iterdir()}
    for one in languages.ALL:
        for rest in ("/finnes-ikke/", "/a/b/c.php", "/.git/config", "/%00", "/æ"):
            path = f"{one.prefix}{rest}".replace("æ", "%C3%A6")
            status, headers, body = server.ask(path)
            assert status in {400, 404}, path
            assert all(number in body for number in NUMBERS)
            if rest != "/%00":  # refused before its language is known, or not
                language = one.code if one.code in offered else languages.FIRST
                assert body == (errors / language / "404.html").read_bytes(), path
            assert headers["cache-control"] == "no-store"
    for hidden in ("/errors/nb/404.html", "/index.html", "/index.html.br", "/for-meg/index.html"):
        assert server.ask(hidden)[0] == 404
    for beside in ("/../manifest.json", "/../../server/headers.conf", "/../made.json"):
        assert (
            b"{"
            not in server.raw(
                f"GET {beside} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
            ).partition(b"\r\n\r\n")[2][:1]
        )


HOSTILE = (
    f"/?{MARK}=<script>alert(1)</script>",
    f"/for-meg/?q={MARK}%0d%0aSet-Cookie:%20a=b",
    f"/{MARK}/%2e%2e/%2e%2e/etc/passwd",
    f"/{MARK}%0d%0aX-Evil:%20yes",
    f"/..%2f..%2f{MARK}",
    f"/en/{MARK}\\..\\",
    f"/{MARK}{{{{7*7}}}}",
    f"/ut?{MARK}=https://evil.example/",
    f"/ut/?next={MARK}",
    f"//evil.example/{MARK}",
    f"/{'a' * 3000}/?{MARK}",
)


def test_nothing_of_a_hostile_request_comes_back(server: FileServer) -> None:
    for path in HOSTILE:
        quoted = path.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
        status, headers, body = server.ask(quoted, Referer=f"https://evil.example/{MARK}")
        assert status in {200, 303, 400, 404, 414}, path
        assert MARK not in f"{headers}{body.decode()}", path
        assert not {"set-cookie", "x-evil"} & set(headers)
        if status == 303:
            assert headers["location"] == "https://neutral.example/"
        elif status != 200:
            assert all(number in body for number in NUMBERS), path


def test_what_no_browser_sends_is_refused(server: FileServer) -> None:
    host = f"Host: {HOST}\r\n".encode()
    giant = b"X-" + MARK.encode() + b": " + b"a" * 20_000 + b"\r\n"
    for request, statuses in (
        (b"GET / HTTP/1.1\r\n" + host + giant + b"\r\n", {400, 431}),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + host + b"\r\n", {414, 431}),
        (b"GET / HTTP/1.1\r\n\r\n", {400}),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", {400}),
        (b"GET  HTTP/9.9 \r\n\r\n", {400}),
        (b"\x16\x03\x01\x00" * 20 + b"\r\n\r\n", {400}),
        (b"POST / HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n", {400}),
        (
            b"POST /skriv/ HTTP/1.1\r\n" + host + b"Content-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
            {200, 400},
        ),
    ):
        answer = server.raw(request)
        found = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
        # Nothing at all, the connection closed, is a refusal too.
        assert not answer or (found and int(found[1]) in statuses), request[:60]
        assert MARK.encode() not in answer


def test_odd_methods_are_answered_with_the_numbers(server: FileServer) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO"):
        for path, language in (("/for-meg/", b'lang="nb"'), ("/en/spor/", b'lang="en"')):
            status, _headers, body = server.ask(path, method, b"a=b" if method == "POST" else None)
            assert status == 405, method
            assert language in body
            assert all(number in body for number in NUMBERS)
    for method in ("PUT", "DELETE", "TRACE", "FOO"):
        assert server.ask("/skriv/", method)[0] == 405
    status, headers, body = server.ask("/for-meg/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 10_000


FORMS = (
    *("/skriv/", "/skriv/takk/", "/svar/", "/svar/send/", "/skriv", "/svar"),
    "/raad/svar/takk/",
)


def test_forms_reach_the_app_without_a_trace_of_who_sends(
    server: FileServer, told: tuple[int, list[str]]
) -> None:
    seen = told[1]
    traces = {
        "User_Agent": MARK,
        "Referer": f"https://evil.example/{MARK}",
        "Cookie": f"a={MARK}",
        "X_Forwarded_For": "203.0.113.7",
        "X_Real_IP": "203.0.113.7",
        "Accept_Language": f"{MARK}",
    }
    for prefix in ("", "/nn", "/en"):
        for path in FORMS:
            seen.clear()
            status, headers, body = server.ask(
                f"{prefix}{path}",
                "POST",
                b"tekst=hei",
                Sec_Fetch_Site="same-origin",
                Content_Type="application/x-www-form-urlencoded",
                **traces,
            )
            assert (status, body, headers.get("x-from")) == (200, b"app", "app"), path
            assert seen[0].startswith(f"POST {prefix}{path} ")
            assert "same-origin" in seen[0]
            assert "X-Forwarded-Proto: https" in seen[0]
            assert not re.search(rf"{MARK}|203\.0\.113|127\.0\.0\.1", seen[0])
    assert server.ask("/pl/skriv/")[0] == 404
    status, _headers, body = server.ask("/skriv/", "POST", b"a" * 300_000)
    assert status == 413
    assert all(number in body for number in NUMBERS)


def test_the_way_out_needs_no_app(server: FileServer, told: tuple[int, list[str]]) -> None:
    told[1].clear()
    for path in ("/ut", "/ut/"):
        status, headers, _body = server.ask(path)
        assert (status, headers["location"]) == (303, "https://neutral.example/")
        assert headers["clear-site-data"] == '"cache", "storage"'
        assert headers["cache-control"] == "no-store"
        assert server.ask(path, "POST", b"")[0] == 405
    assert told[1] == []


def test_closed_for_work_the_numbers_are_shown(server: FileServer, house: Path) -> None:
    closed = house / "maintenance"
    closed.touch()
    try:
        for path, language in (("/", b'lang="nb"'), ("/nn/for-meg/", b'lang="nn"')):
            status, headers, body = server.ask(path)
            assert (status, headers["cache-control"]) == (503, "no-store")
            assert language in body
            assert all(number in body for number in NUMBERS)
        assert server.ask("/en/skriv/", "POST", b"a=b")[0] == 503
        assert server.ask("/ut")[0] == 303
    finally:
        closed.unlink()
    assert server.ask("/")[0] == 200


def test_plain_http_leads_to_tls_without_the_query(server: FileServer) -> None:
    for path, leads in (("/", "/"), ("/en/spor", "/en/spor/"), ("/%0d%0aX:y", "/")):
        with socket.create_connection(("127.0.0.1", server.plain_port), timeout=15) as plain:
            plain.sendall(
                f"GET {path}?{MARK} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
            )
            answer = plain.makefile("rb").read().decode()
        assert " 301 " in answer.splitlines()[0] or " 400 " in answer.splitlines()[0]
        if " 301 " in answer.splitlines()[0]:
            assert f"\r\nLocation: https://{HOST}{leads}\r\n" in answer
        assert MARK not in answer


def test_tls_is_new_and_http_2_is_spoken(server: FileServer) -> None:
    context = ssl.create_default_context(cafile=str(server.folder / "fullchain.pem"))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=15) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as secure,
    ):
        assert (secure.version(), secure.selected_alpn_protocol()) == ("TLSv1.3", "h2")


def test_no_log_holds_an_address_a_page_or_a_query(server: FileServer) -> None:
    for path in ("/for-meg/", f"/?{MARK}", f"/{MARK}/", "/skriv/", "/errors/"):
        server.ask(path, User_Agent=f"Mozilla {MARK}", Referer=f"https://{MARK}.example/")
    with (
        contextlib.suppress(OSError),  # not TLS at all
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain,
    ):
        plain.sendall(b"GET /" + MARK.encode() + b" HTTP/1.0\r\n\r\n")
        plain.recv(1000)
    logs = server.logs()
    assert not re.search(rf"{MARK}|Mozilla|127\.0\.0\.1:|client|for-meg|skriv", logs), logs[-2000:]
    lines = (server.folder / "logs/tryggvei.log").read_text().splitlines()
    assert len(lines) > 5
    line = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d (?:GET|HEAD|POST|other) \d{3} \d+")
    assert [one for one in lines if not line.fullmatch(one)] == []


def test_the_configuration_knows_the_languages_of_the_house() -> None:
    wanted = [
        {one.code for one in languages.ALL if one.prefix},
        {one.code for one in languages.ALL if one.whole and one.prefix},
    ]
    told = (ROOT / "deploy/nginx/tryggvei.conf").read_text()
    listed = [set(group.split("|")) for group in re.findall(r"[a-z]{2,8}(?:\|[a-z]{2,8})+", told)]
    assert [one for one in wanted if one not in listed] == []
