"""WebKitGTK, the engine of GNOME's browser and a near relation of Safari, over WebKitWebDriver.

The browser is tests/engines/webkit_host.py under Xvfb: Debian's MiniBrowser has no profile on
disk while it is steered. The wire is plain HTTP to this machine.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.browser import free_port
from tests.engines.screen import Screen, screen
from tests.engines.visit import PATIENCE, Person, rest
from tests.engines.webdriver import WebDriverVisit

BINARY = shutil.which("WebKitWebDriver") or ""
HOST = Path(__file__).with_name("webkit_host.py")
ROUTES = {
    "Navigate": ("POST", "url"),
    "GetCurrentURL": ("GET", "url"),
    "ExecuteScript": ("POST", "execute/sync"),
    "PerformActions": ("POST", "actions"),
    "Back": ("POST", "back"),
    "Refresh": ("POST", "refresh"),
    "NewWindow": ("POST", "window/new"),
    "SwitchToWindow": ("POST", "window"),
}


def start(person: Person) -> "WebKitVisit":
    """Open the browser on a profile folder, on a screen that nobody sees."""
    with contextlib.ExitStack() as things:
        seen = things.enter_context(screen())
        port = free_port()
        home = person.profile.parent / f"{person.profile.name}-home"
        home.mkdir(exist_ok=True)
        env = {
            **os.environ,
            "DISPLAY": seen.display,
            "GDK_BACKEND": "x11",
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(home),
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        driver = things.enter_context(_process([BINARY, f"--port={port}"], env))
        visit = WebKitVisit(f"http://127.0.0.1:{port}", driver, person)
        visit.screen, visit.things = seen, things.pop_all()
        return visit


@contextlib.contextmanager
def _process(command: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


class WebKitVisit(WebDriverVisit):
    """A running WebKitGTK browser."""

    engine = "WebKitGTK"
    screen: Screen
    things: contextlib.ExitStack

    def __init__(self, base: str, driver: subprocess.Popen[bytes], person: Person) -> None:
        """Wait for the driver and begin a session."""
        self._base = base
        args = [str(HOST), str(person.profile)]
        args += [] if person.javascript else ["--no-page-scripts"]
        args += [] if person.storage else ["--no-storage"]
        wanted = {
            "pageLoadStrategy": "none",
            "acceptInsecureCerts": True,
            # A question to a page that is just then put away is never answered: ask again.
            "timeouts": {"script": 2000},
            "webkitgtk:browserOptions": {"binary": sys.executable, "args": args},
        }
        for _ in range(200):
            try:
                found = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
                break
            except ConnectionRefusedError:
                if driver.poll() is not None:
                    raise
                rest(0.03)
        self._session = f"/session/{found['sessionId']}"
        self.version = _library_version()

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(  # noqa: S310 - our own driver
            self._base + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE / 4) as answer:  # noqa: S310
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                raise RuntimeError(f"{path}: {error.read()[:300]!r}") from None
        except urllib.error.URLError as error:
            raise error.reason if isinstance(error.reason, OSError) else error from None

    def ask(self, verb: str, **body: Any) -> Any:
        """Send a verb by its route."""
        method, path = ROUTES[verb]
        return self._send(method, f"{self._session}/{path}", body if method == "POST" else None)

    def url(self) -> str:
        """Return the address of the page that is shown: the engine tells of the next too early."""
        try:
            return str(self.run("return location.href"))
        except RuntimeError:
            return super().url()

    def blank(self) -> bool:
        """Tell whether the screen is one colour."""
        return self.screen.colours() == 1

    def back(self) -> None:
        """Go back. The engine forgets a press in the first moment after a page has loaded."""
        rest(0.25)
        super().back()

    def end(self) -> None:
        """End the session; the driver closes the browser, and the screen goes after it."""
        rest(0.5)  # the network process writes its files a moment later
        with contextlib.suppress(RuntimeError, OSError):
            self._send("DELETE", self._session)
        self.things.close()


def _library_version() -> str:
    """Return the version of the engine, for example 2.50.6, as the library itself says it."""
    script = (
        "import ctypes; w = ctypes.CDLL('libwebkit2gtk-4.1.so.0');"
        "print(*(getattr(w, f'webkit_get_{p}_version')() for p in ('major', 'minor', 'micro')))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout
    return re.sub(r"\s+", ".", told.strip())
