"""Every answer of the public face has the safe headers, whatever went wrong."""

import http.client
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.browser import Served

FOREIGN = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
OURS = {"Sec-Fetch-Site": "same-origin"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CANARY = "KANARIPOST"
# (method, path, body, headers, status)
KINDS: dict[str, tuple[str, str, str, dict[str, str], int]] = {
    "page": ("GET", "/", "", {}, 200),
    "head": ("HEAD", "/", "", {}, 200),
    "nynorsk": ("GET", "/nn/", "", {}, 200),
    "leave": ("GET", "/ut", "", {}, 303),
    "sent": ("POST", "/skriv/", "text=Hei&safe=j", {**OURS, **FORM}, 303),
    "faulty": ("POST", "/skriv/", "text=", {**OURS, **FORM}, 200),
    "wrong host": ("GET", "/", "", {"Host": "evil.example"}, 400),
    "suspicious": ("GET", f"/feil/400/?{CANARY}", "", {}, 400),
    "foreign form": ("POST", "/skriv/", f"text={CANARY}", {**FOREIGN, **FORM}, 403),
    "same-site form": ("POST", "/skriv/", "text=a", {"Sec-Fetch-Site": "same-site", **FORM}, 403),
    "foreign origin": ("POST", "/skriv/", "text=a", {"Origin": "https://evil.example"}, 403),
    "no origin": ("POST", "/skriv/", f"text={CANARY}", FORM, 403),
    "null origin": ("POST", "/skriv/", "text=a", {"Origin": "null", **FORM}, 403),
    "denied": ("GET", "/feil/403/", "", {}, 403),
    "missing": ("GET", f"/{CANARY}/", "", {}, 404),
    "strange path": ("GET", "/%00%ff%fe", "", {}, 404),
    "wrong method": ("POST", "/ut", "", OURS, 405),
    "unknown method": ("TRACE", "/", "", {}, 405),
    "delete": ("DELETE", "/skriv/", "", OURS, 405),
    "too much": ("POST", "/skriv/", "text=" + "a" * 300_000, {**OURS, **FORM}, 413),
    "too many fields": (
        "POST",
        "/skriv/",
        "&".join("a=b" for _ in range(200)),
        {**OURS, **FORM},
        400,
    ),
    "broken": ("GET", f"/feil/500/?{CANARY}", "", {}, 500),
    "broken form": ("POST", "/skriv/", f"text=FAIL{CANARY}&safe=j", {**OURS, **FORM}, 500),
}
EXACT = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Request-OTR": "1",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "max-snippet:0",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def ask(site: Served, kind: str) -> tuple[http.client.HTTPResponse, str]:
    method, path, body, headers, _status = KINDS[kind]
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response, text


@pytest.mark.promise(40, "Headers on 100 % of the public answers, errors included")
@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_has_the_safe_headers(kind: str, sample_site: Served) -> None:
    response, _text = ask(sample_site, kind)
    assert response.status == KINDS[kind][4]
    assert {name: response.getheader(name) for name in EXACT} == EXACT
    policy = response.getheader("Content-Security-Policy") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "https:" not in policy
    assert "*" not in policy
    for directive in ("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy
    assert response.getheader("Permissions-Policy")
    assert response.getheader("Set-Cookie") is None
    assert response.getheader("ETag") is None


@pytest.mark.parametrize("kind", [kind for kind, asked in KINDS.items() if asked[4] >= 400])
def test_an_error_page_gives_the_numbers_and_repeats_nothing(
    kind: str, sample_site: Served
) -> None:
    response, text = ask(sample_site, kind)
    if KINDS[kind][0] != "HEAD":
        for number in ("tel:112", "tel:113", "tel:116006", "tel:116111"):
            assert number in text
    assert CANARY not in text
    assert "Traceback" not in text
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"


@pytest.mark.promise(43, "Log hygiene: nothing of a failed request in the server's log")
def test_the_log_of_failures_names_the_kind_of_fault_only(
    sample_site: Served, figure: Callable[[str], None]
) -> None:
    for kind in KINDS:
        ask(sample_site, kind)
    log = (sample_site.state_dir / "server.log").read_text()
    assert "RuntimeError" in log
    assert CANARY not in log
    assert "canary" not in log
    assert "evil.example" not in log
    assert "127.0.0.1" not in log
    figure(f"{len(KINDS)} kinds of request, 0 words of theirs in the log")


def test_leaving_without_script_asks_the_browser_to_forget(sample_site: Served) -> None:
    response, text = ask(sample_site, "leave")
    assert response.getheader("Location") == "https://neutral.example/"
    assert response.getheader("Clear-Site-Data") == '"cache", "storage"'
    assert text == ""


def test_the_error_page_speaks_the_language_of_the_address(sample_site: Served) -> None:
    connection = http.client.HTTPConnection(urlsplit(sample_site.url).netloc, timeout=10)
    connection.request("GET", "/nn/finst-ikkje/", headers={"Accept-Language": "en"})
    text = connection.getresponse().read().decode()
    connection.close()
    assert '<html lang="nn"' in text
