"""Firefox ESR over Marionette, Firefox's own wire: length-prefixed JSON on a port.

Debian ships no geckodriver, and none is needed: it would only translate to the same wire.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from typing import Any

from tests.browser import free_port
from tests.engines.screen import Screen, screen
from tests.engines.visit import PATIENCE, Person
from tests.engines.webdriver import WebDriverVisit

BINARY = shutil.which("firefox-esr") or ""
# Nothing here touches history, cache, session store or the back/forward cache, but for one line:
# the session is written every second instead of every fifteen, so that more is written, not less.
PREFERENCES: dict[str, str | int | bool] = {
    "browser.sessionstore.interval": 1000,
    "remote.prefs.recommended": False,  # a person's Firefox, not a tester's
    # No word to anybody outside this machine.
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.no_proxies_on": "localhost,127.0.0.1",
    "app.normandy.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.tabs.warnOnClose": False,
    "browser.warnOnQuit": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.enabled": False,
}


def start(person: Person) -> "FirefoxVisit":
    """Open Firefox on a profile folder."""
    port = free_port()
    wanted = PREFERENCES | {"marionette.port": port}
    if not person.javascript:
        wanted["javascript.enabled"] = False
    if not person.storage:
        wanted["network.cookie.cookieBehavior"] = 2
    lines = [f"user_pref({name!r}, {json.dumps(value)});\n" for name, value in wanted.items()]
    person.profile.mkdir(parents=True, exist_ok=True)
    (person.profile / "user.js").write_text("".join(lines))
    command = [BINARY, "--no-remote", "--marionette", "--width", "1280", "--height", "800"]
    command += ["--remote-allow-system-access", "--profile", str(person.profile), "about:blank"]
    with contextlib.ExitStack() as things:
        seen = things.enter_context(screen())
        env = {**os.environ, "DISPLAY": seen.display, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        process = subprocess.Popen(
            command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        things.callback(_gone, process)
        visit = FirefoxVisit(process, port)
        visit.screen, visit.things = seen, things.pop_all()
        return visit


def _gone(process: subprocess.Popen[bytes]) -> None:
    """Make an end of a Firefox that has not made one itself."""
    if process.poll() is None:
        process.kill()
        process.wait()


class FirefoxVisit(WebDriverVisit):
    """A running Firefox."""

    engine = "Firefox ESR"
    screen: Screen
    things: contextlib.ExitStack

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        """Connect and begin a session."""
        self._process, self._number = process, 0
        self._wire = self._connect(port)
        self._read()  # the greeting
        found = self.ask("NewSession", pageLoadStrategy="none", acceptInsecureCerts=True)
        self.version = str(found["capabilities"]["browserVersion"])

    def _connect(self, port: int) -> socket.socket:
        ends = time.monotonic() + PATIENCE * 3
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE * 2)
            except OSError:
                if time.monotonic() > ends or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def _read(self) -> Any:
        head = b""
        while not head.endswith(b":"):
            head += self._more(1)
        body = b""
        while len(body) < int(head[:-1]):
            body += self._more(int(head[:-1]) - len(body))
        return json.loads(body)

    def _more(self, size: int) -> bytes:
        got = self._wire.recv(size)
        if not got:
            raise ConnectionError("Firefox has hung up")
        return got

    def ask(self, verb: str, **body: Any) -> Any:
        """Send [0, number, command, body], read [1, number, error, result]."""
        self._number += 1
        command = verb if ":" in verb else f"WebDriver:{verb}"
        data = json.dumps([0, self._number, command, body]).encode()
        self._wire.sendall(b"%d:%s" % (len(data), data))
        _kind, number, error, result = self._read()
        if number != self._number:
            raise ConnectionError("Firefox answered another question")
        if error:
            raise RuntimeError(f"{verb}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _in_the_browser(self, script: str) -> None:
        self.ask("Marionette:SetContext", value="chrome")
        try:
            self.run(script)
        finally:
            self.ask("Marionette:SetContext", value="content")

    def blank(self) -> bool:
        """Tell whether the page's part of the screen is one colour."""
        return self.screen.colours() == 1

    def back(self) -> None:
        """Go one row back, also over rows that the Back button itself would skip."""
        self._in_the_browser("gBrowser.selectedBrowser.goBack(false)")

    def reload(self) -> None:
        """Load the page again."""
        self._in_the_browser("gBrowser.selectedBrowser.reload()")

    def end(self) -> None:
        """Quit as from the menu."""
        try:
            self.ask("Marionette:Quit", flags=["eAttemptQuit"])
            self._process.wait(timeout=PATIENCE * 2)
        finally:
            self._wire.close()
            self.things.close()
