"""A house as in production: three database roles, and each process with its own environment."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.postgres.conftest import ROOT, Scratch

PASSPHRASE = "a passphrase that the public process never sees"
OWN_ROLE = {"public": "tryggvei_public", "staff": "tryggvei_staff", "worker": "tryggvei_staff"}
ANSWER_WITHIN_SECONDS = 30
# The commands of docs/drift.md in one process: a start costs a second each. The bake is left to
# the worker, which must be able to do it under its own role.
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("dbroles", "create")
call_command("keys", "init")
call_command("content", "load")
call_command("collectstatic", interactive=False, verbosity=0)
call_command("simulate", per_day=0.02)
"""
Done = subprocess.CompletedProcess[str]


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class SeparatedHouse:
    """The scratch database and state of one house, and the addresses of its faces."""

    scratch: Scratch
    public: str
    staff: str

    def environment(self, face: str, role: str = "") -> dict[str, str]:
        """Return the environment of a process; as its own role unless told otherwise.

        The public process is not given the passphrase. All of them run as this one user of the
        machine, on a server that trusts everybody: that is accepted here, and refused in
        tests/drills/test_the_documented_layout.py. Whoever runs as another role has no excuse.
        """
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith("TRYGGVEI_")
        }
        own = {
            "DJANGO_SETTINGS_MODULE": f"tryggvei.site.settings.{face}",
            "DATABASE_URL": self.scratch.dsn(role or OWN_ROLE[face], "postgres"),
            "TRYGGVEI_STATE_DIR": str(self.scratch.state_dir),
            "TRYGGVEI_MODE": "demo",
            "TRYGGVEI_INTAKE": "on",
            "TRYGGVEI_PUBLIC_ORIGIN": self.public,
            "TRYGGVEI_STAFF_ORIGIN": self.staff,
            "TRYGGVEI_NEUTRAL_URL": "https://neutral.example/",
        }
        if not role:
            own["TRYGGVEI_RISK_ACCEPTED_BY"] = "one user of the machine, in a test"
        if face != "public":
            own["TRYGGVEI_KEY_PASSPHRASE"] = PASSPHRASE
        return {**kept, **own}

    def prepare(self) -> None:
        """Make tables, roles, keys, content and invented people, as the superuser."""
        done = self._run([sys.executable, "-c", PREPARE], self._superusers("worker"))
        assert done.returncode == 0, done.stdout + done.stderr

    def manage(self, *words: str) -> Done:
        """Run a management command with the worker's settings, as the staff's role."""
        return self._run([sys.executable, "manage.py", *words], self.environment("worker"))

    def manage_as_superuser(self, *words: str) -> Done:
        """Run a management command as whoever owns the database server."""
        return self._run([sys.executable, "manage.py", *words], self._superusers("worker"))

    def gunicorn(self, face: str) -> list[str]:
        """Return the command of a face, with the options that docs/drift.md asks for."""
        port = urlsplit(self.public if face == "public" else self.staff).port
        return [
            *(sys.executable, "-m", "gunicorn", f"tryggvei.site.wsgi_{face}"),
            *("--config", "deploy/gunicorn.conf.py"),
            *("--bind", f"127.0.0.1:{port}", "--workers", "1"),
        ]

    def worker(self) -> list[str]:
        """Return the command of the worker, in a hurry."""
        return [sys.executable, "manage.py", "worker", "--pause", "0.2"]

    def try_to_start(self, face: str, role: str) -> Done:
        """Start a face or the worker as a role that is not its own; return how it ended."""
        command = self.worker() if face == "worker" else self.gunicorn(face)
        return self._run(command, self.environment(face, role=role), timeout=60)

    def spooled(self) -> int:
        """Return how many messages wait in the spool."""
        return len(list((self.scratch.state_dir / "spool").glob("*.sealed")))

    def _superusers(self, face: str) -> dict[str, str]:
        url = self.scratch.dsn("", "postgres")
        return {**self.environment(face), "DATABASE_URL": url, "TRYGGVEI_INTAKE": "demo"}

    @staticmethod
    def _run(command: list[str], env: dict[str, str], timeout: float = 300) -> Done:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout,
        )


@dataclass(frozen=True)
class Running:
    """A process of the house, and the file that it speaks into."""

    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """Return what it has said so far; fails when it has ended by itself."""
        text = self.log.read_text()
        assert self.process.poll() is None, f"the process has ended:\n{text[-3000:]}"
        return text


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path) -> Iterator[Running]:
    """Run a process until the block ends, then ask it to stop (SIGTERM)."""
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            yield Running(process, log)
        finally:
            process.terminate()
            process.wait(timeout=30)


@contextmanager
def both_faces(house: SeparatedHouse) -> Iterator[None]:
    """Serve both faces, each under its own role, until the block ends."""
    state = house.scratch.state_dir
    with (
        running(house.gunicorn("public"), house.environment("public"), state / "p.log") as public,
        running(house.gunicorn("staff"), house.environment("staff"), state / "s.log") as staff,
    ):
        _wait_until_it_answers(f"{house.public}/skriv/takk/", public)
        _wait_until_it_answers(house.staff, staff)
        yield
        for face in (public, staff):  # both at once: each takes seconds to end
            face.process.terminate()


def _wait_until_it_answers(address: str, face: Running) -> None:
    deadline = time.monotonic() + ANSWER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        face.said()
        try:
            if requests.get(address, timeout=5).status_code < 500:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")
