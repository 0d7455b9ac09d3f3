"""A real public face under gunicorn, with workers that can be killed, and senders that insist."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from tests.intake.keys import PASSPHRASE, cheap_keys

ROOT = Path(__file__).resolve().parents[2]
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Connection": "keep-alive",
}
ANSWER_WITHIN_SECONDS = 30
DRAIN = (
    "import django; django.setup(); from tryggvei.intake.actions.spool import drain; print(drain())"
)


@dataclass
class House:
    """A state folder of its own, with keys and a migrated database, and the environment of it."""

    state: Path
    database_url: str = ""

    def environment(self, face: str) -> dict[str, str]:
        """Return the environment of a process of this house."""
        return {
            **os.environ,
            "TRYGGVEI_MODE": "test",
            "TRYGGVEI_STATE_DIR": str(self.state),
            "TRYGGVEI_INTAKE": "on",
            "TRYGGVEI_RISK_ACCEPTED_BY": "the drill",
            "TRYGGVEI_NEUTRAL_URL": "https://neutral.example/",
            "TRYGGVEI_GLOBAL_HOURLY_RATE": "100000",
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": f"tryggvei.site.settings.{face}",
        }

    def prepare(self) -> None:
        """Make keys and tables."""
        cheap_keys(self.state, date(2026, 11, 1))
        self._run("staff", [sys.executable, "manage.py", "migrate", "--verbosity", "0"])

    def drain(self) -> str:
        """Deliver the spool in a process of its own, as the worker does; return what it said."""
        return self._run("worker", [sys.executable, "-c", DRAIN]).strip()

    def spooled(self) -> int:
        """Return how many messages wait in the spool."""
        return len(list((self.state / "spool").glob("*.sealed")))

    def _run(self, face: str, command: list[str]) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment(face),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The running face: a gunicorn master and its workers."""

    port: int
    master: int
    kills: int = 0

    def workers(self) -> list[int]:
        """Return the process ids of the workers that live now."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill_a_worker(self) -> None:
        """Kill one worker with signal 9, in the middle of whatever it does."""
        for pid in self.workers()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.kills += 1


@contextmanager
def serving(house: House, workers: int = 2) -> Iterator[Server]:
    """Run the public face until the block ends; its log lies in the house's folder."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tryggvei.site.wsgi_public"),
        *("--config", "deploy/gunicorn.conf.py", "--workers", str(workers)),
        *("--bind", f"127.0.0.1:{port}", "--backlog", "512"),
    ]
    with (house.state / "server.log").open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=house.environment("public"), stdout=log, stderr=log
        )
        try:
            _wait_until_it_answers(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server did not start; see server.log"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with suppress(OSError), closing(connection):
            connection.request("GET", "/skriv/takk/")
            with connection.getresponse() as response:
                if response.status == 200:
                    return
        time.sleep(0.1)
    raise AssertionError("the server did not answer; see server.log")


@dataclass
class Sent:
    """What the senders saw: texts that were acknowledged, refused statuses, seconds a message."""

    acknowledged: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    broken: int = 0

    def p95(self) -> float:
        """Return the 95th percentile of the time to an acknowledgement, in seconds."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


def _sender(port: int, name: str, until: Callable[[], bool], sent: Sent) -> None:
    """Send message after message; press again with the same text when the connection breaks."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    nonce, number, text = "", 0, ""
    while not until():
        begun = time.monotonic()
        try:
            if not nonce:
                connection.request("GET", "/skriv/")
                with connection.getresponse() as drawn:
                    page = drawn.read().decode()
                nonce = re.findall(r'name="nonce" value="([^"]+)"', page)[0]
            text = text or f"{name}-{number} " + "ord " * (number % 200)
            body = urlencode({"nonce": nonce, "form": "1", "text": text})
            connection.request("POST", "/skriv/", body, HEADERS)
            with connection.getresponse() as response:
                response.read()
        except (OSError, http.client.HTTPException):
            sent.broken += 1
            connection.close()
            time.sleep(0.02)
            continue
        if response.status == 303:
            sent.acknowledged.append(text.strip())
            sent.seconds.append(time.monotonic() - begun)
            number, text = number + 1, ""
        else:
            sent.refused.append(response.status)
            time.sleep(0.02)
    connection.close()


def send_for(
    port: int,
    senders: int,
    until: Callable[[], bool],
    label: str = "m",
    sent: Sent | None = None,
) -> Sent:
    """Let senders work at once until told; `until` is asked between messages.

    sent: where to count, for an `until` that asks how much was done.
    """
    sent = sent or Sent()
    threads = [
        threading.Thread(target=_sender, args=(port, f"{label}{i}", until, sent))
        for i in range(senders)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sent


def opened_texts(house: House, rows: list[tuple[str, str, bytes]]) -> list[str]:
    """Open (id, kind, blob) rows with the house's own keys; every one must open."""
    from uuid import UUID

    from tryggvei.intake.rules.letter import letter_from
    from tryggvei.sealing.api import SealContext
    from tryggvei.sealing.file_keeper import FileKeeper

    keeper = FileKeeper(house.state / "keys", house.state / "keyring", PASSPHRASE)
    return [
        letter_from(keeper.open_sealed(blob, SealContext(kind, "tryggest", UUID(str(row))))).text
        for row, kind, blob in rows
    ]
