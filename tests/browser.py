"""A real browser and real servers for tests. List this module in `pytest_plugins` (conftest).

The browser is Debian's Chromium, driven by Playwright. Playwright's own arguments switch the
back/forward cache off, and a test of leaving passes falsely then: `lasting_profile` puts it back
on and keeps a real profile folder that can be searched afterwards.
"""

import contextlib
import http.server
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.tiers import a_browser, own_server

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "tests" / "vendor" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
NEUTRAL_HOST = "neutral.example"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Served:
    """A running server: its base address without a slash, and its throw-away state folder."""

    url: str
    state_dir: Path


@pytest.fixture(scope="session")
@a_browser
def playwright_driver() -> Iterator[Playwright]:
    """Start Playwright once. Its event loop must not make Django refuse the ORM."""
    if not CHROMIUM:
        pytest.skip("no Chromium: install Debian's package chromium")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium for the session; take a new context for each test."""
    # A scroll that is still being animated when the next key comes may leave the focus out of
    # sight: seen once on a busy machine. A scroll in one step cannot.
    args = [*QUIET, "--disable-smooth-scrolling"]
    found = playwright_driver.chromium.launch(executable_path=CHROMIUM, args=args)
    yield found
    found.close()


PageMaker = Callable[..., Page]


@pytest.fixture
def page_at(browser: Browser) -> Iterator[PageMaker]:
    """Return page_at(width, height=800, dark=False, javascript=True): a page of its own context."""
    opened: list[BrowserContext] = []

    def make(width: int, height: int = 800, *, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="nb-NO",
            bypass_csp=False,
        )
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


@contextlib.contextmanager
def lasting_profile(
    driver: Playwright, folder: Path, *, resolve: str = "", javascript: bool = True
) -> Iterator[BrowserContext]:
    """Open Chromium as a person would: profile on disk, back/forward cache on.

    resolve: host rules as Chromium takes them, for example "MAP neutral.example 127.0.0.1:9".
    """
    args = [*QUIET, "--ignore-certificate-errors", "--enable-features=BackForwardCache"]
    if resolve:
        args.append(f"--host-resolver-rules={resolve}")
    context = driver.chromium.launch_persistent_context(
        folder,
        executable_path=CHROMIUM,
        args=args,
        ignore_default_args=["--disable-back-forward-cache"],
        java_script_enabled=javascript,
        viewport={"width": 1280, "height": 800},
        locale="nb-NO",
    )
    try:
        yield context
    finally:
        context.close()


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds on the page, one line a fault: rule, impact, first element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", AXE_TAGS
    )
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:160]} – {node['failureSummary'][:200]}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve(wsgi: str, state_dir: Path, port: int, **more: str) -> Iterator[Served]:
    """Run a WSGI application in gunicorn until the block ends. Raises RuntimeError with its log."""
    log = state_dir / "server.log"
    command = [sys.executable, "-m", "gunicorn", wsgi, "--bind", f"127.0.0.1:{port}"]
    command += ["--config", "deploy/gunicorn.conf.py", "--workers", "1"]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment_of(state_dir, port, **more), stdout=out, stderr=out
        )
        try:
            _wait_until_ready(f"http://127.0.0.1:{port}/", process, log)
            yield Served(f"http://localhost:{port}", state_dir)
        finally:
            process.terminate()
            process.wait(timeout=20)


def environment_of(state_dir: Path, port: int, **more: str) -> dict[str, str]:
    """Return the environment of a server of its own: own state, own SQLite, nothing inherited."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRYGGVEI_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    origin = f"http://localhost:{port}"
    own = {
        "TRYGGVEI_MODE": "demo",
        "TRYGGVEI_STATE_DIR": str(state_dir),
        "TRYGGVEI_PUBLIC_ORIGIN": origin,
        "TRYGGVEI_STAFF_ORIGIN": origin,
        "TRYGGVEI_NEUTRAL_URL": f"https://{NEUTRAL_HOST}/",
    }
    return {**kept, **own, **more}


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()[-3000:]}")


@contextlib.contextmanager
def answering(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[int]:
    """Let a handler of the standard library answer on this machine; yields the port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@pytest.fixture(scope="session")
@own_server
def public_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real public face with keys, content and baked pages: a copy of the run's house."""
    from tests.prepared import copy_of_house

    state = copy_of_house(tmp_path_factory.mktemp("public-state"))
    with serve("tryggvei.site.wsgi_public", state, free_port()) as served:
        yield served


PREPARATION = (["migrate"], ["keys", "init"], ["content", "load"], ["bake"])


def prepare(state_dir: Path, port: int, **more: str) -> None:
    """Bring a new state folder to where a server can start. Raises RuntimeError with the output."""
    env = environment_of(state_dir, port, **more)
    known = _run(["help", "--commands"], env).split()
    for words in PREPARATION:
        if words[0] in known:
            quiet = ["--verbosity", "0"] if words[0] == "migrate" else []
            _run([*words, *quiet], env)


def _run(words: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


class _NeutralPage(http.server.BaseHTTPRequestHandler):
    """The weather: where leaving leads in tests. It notes the referrers it is told."""

    referrers: list[str]

    def do_GET(self) -> None:
        """Answer every path with the same plain page."""
        type(self).referrers.append(self.headers.get("Referer", ""))
        body = b"<!doctype html><title>Weather</title><h1>Sunny</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@dataclass(frozen=True)
class Neutral:
    """The neutral site: Chromium's rule that leads its name here, and the referrers it saw."""

    rule: str
    referrers: list[str]


@pytest.fixture
def neutral_site(tmp_path: Path) -> Iterator[Neutral]:
    """Serve https://neutral.example/ on this machine for the browser's eyes only."""
    seen: list[str] = []
    handler = type("Handler", (_NeutralPage,), {"referrers": seen})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(tmp_path))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Neutral(f"MAP {NEUTRAL_HOST} 127.0.0.1:{server.server_port}", seen)
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a throw-away certificate for the neutral site: the files of it and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NEUTRAL_HOST)])
    at = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1))
    certificate = builder.not_valid_after(at + timedelta(days=1)).sign(key, hashes.SHA256())
    cert_file, key_file = folder / "neutral.crt", folder / "neutral.key"
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_file, key_file
