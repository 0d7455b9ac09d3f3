"""docs/drift.md word for word on a machine within this one: three users, three database roles, one
spool. Letters are sent while the database answers, refuses and hangs; the worker's user delivers.
"""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests

from tests.browser import free_port
from tests.drills.own_world import ROOT, World, own_world

pytestmark = [pytest.mark.deep, pytest.mark.drill, pytest.mark.own_server, pytest.mark.timeout(600)]
HOSTS = {"public": "www.eksempel.kommune.no", "staff": "ansatt.eksempel.kommune.no"}
MARK = "Zq7mark"
WITHIN_SECONDS = 8.0
ROWS = "SELECT count(*) FROM intake_sealedmessage"


def blocks(name: str) -> list[str]:
    """Return the blocks of the document that carry a name, in order."""
    text = (ROOT / "docs" / "drift.md").read_text()
    return re.findall(rf"^```sh {name}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def unit(process: str) -> dict[str, list[str]]:
    """Return the settings of a process' unit, by name."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / f"deploy/systemd/tryggvei-{process}.service").read_text().splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@dataclass
class Layout:
    """The machine, walked through "First start" and opened; what its processes have said."""

    world: World
    folder: Path
    said: str
    ports: dict[str, int] = field(default_factory=dict)

    @contextlib.contextmanager
    def running(self, face: str) -> Iterator[None]:
        """Run a face by its unit's own command, at another port, until the block ends."""
        self.ports[face] = free_port()
        (start,) = unit(face)["ExecStart"]
        start, swapped = re.subn(r"127\.0\.0\.1:\d+", f"127.0.0.1:{self.ports[face]}", start)
        assert swapped == 1
        script = f"exec /opt/tryggvei/deploy/as.sh {face} {start}"
        with self.log(face).open("ab") as log:
            process = subprocess.Popen(
                self.world.command("bash", "-c", script), stdout=log, stderr=log
            )
        try:
            self._wait(face, process)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)

    def log(self, process: str) -> Path:
        """Return where a process' words go."""
        return self.folder / f"{process}.log"

    def _wait(self, face: str, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert process.poll() is None, self.log(face).read_text()
            with contextlib.suppress(requests.ConnectionError):
                self.ask(face, "/")
                return
            time.sleep(0.2)
        raise AssertionError(f"{face} did not answer")

    def ask(self, face: str, path: str, **form: str) -> requests.Response:
        """Ask a face as the proxy in front of it does."""
        headers = {
            "Host": HOSTS[face],
            "X-Forwarded-Proto": "https",
            "Sec-Fetch-Site": "same-origin",
            "Connection": "close",
        }
        address = f"http://127.0.0.1:{self.ports[face]}{path}"
        if form:
            return requests.post(
                address, data=form, headers=headers, timeout=90, allow_redirects=False
            )
        return requests.get(address, headers=headers, timeout=90, allow_redirects=False)

    def send(self, text: str) -> float:
        """Send a letter, which must be acknowledged; return the seconds that it took."""
        page = self.ask("public", "/skriv/").text
        nonce = re.findall(r'name="nonce" value="([^"]+)"', page)[0]
        begun = time.monotonic()
        assert self.ask("public", "/skriv/", nonce=nonce, form="1", text=text).status_code == 303
        return time.monotonic() - begun

    def spooled(self) -> int:
        """Return how many letters wait."""
        return int(self.world.run("ls /var/lib/tryggvei/spool | wc -l"))

    def deliver(self) -> str:
        """Let the worker's user look once at all its jobs; return what the spool's said."""
        self.world.ask_database("DELETE FROM jobs_jobrun")
        said = self.world.run(
            "/opt/tryggvei/deploy/as.sh worker python manage.py tick --lane prompt"
        )
        return str(re.findall(r"^intake\.drain_spool: (.*)$", said, re.MULTILINE)[0])


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layout]:
    """Walk "First start", and open the form."""
    assert len(blocks("first-start")) == 4
    assert len(blocks("open-the-form")) == 1
    folder = tmp_path_factory.mktemp("layout")
    with own_world(folder) as world:
        said = "".join(world.run(block) for block in blocks("first-start"))
        said += world.run("cd /opt/tryggvei\n" + blocks("open-the-form")[0])
        yield Layout(world, folder, said)


@pytest.mark.promise(1, "the documented layout: three users, three roles, acknowledged = delivered")
@pytest.mark.promise(2, "the documented layout: database refuses, hangs; delivered by the worker")
def test_letters_are_delivered_under_three_users_whatever_the_database_does(
    layout: Layout, figure: Callable[[str], None]
) -> None:
    link = re.search(r"https://ansatt\S*(/konto/lenke/\S+/)", layout.said)
    assert link
    with layout.running("public"), layout.running("staff"):
        assert layout.ask("staff", "/konto/inn/").status_code == 200
        assert "ds-" in layout.ask("staff", link.group(1)).text
        layout.send(f"{MARK} 1")
        assert (layout.world.ask_database(ROWS), layout.spooled()) == ("1", 0)
        _refuses(layout)
        assert layout.spooled() == 3
        assert layout.deliver() == "delivered 3, unreadable 0, left 0"
        longest = _hangs(layout)
        assert layout.spooled() == 3
        assert layout.deliver() == "delivered 3, unreadable 0, left 0"
        time.sleep(5.5)  # a database that hung is asked again after a moment
        layout.send(f"{MARK} 8")
        assert (layout.world.ask_database(ROWS), layout.spooled()) == ("8", 0)
        _every_process_is_its_own_user(layout)
        layout.ask("staff", f"/konto/lenke/{MARK}/?q={MARK}")
        layout.ask("public", f"/{MARK}/?q={MARK}")
    for process in ("public", "staff"):
        told = layout.log(process).read_text()
        for mark in (MARK, "127.0.0.1", "/skriv/", "/konto/", "Traceback"):
            assert mark not in told, (process, mark)
    figure(f"8 letters by 3 users and 3 roles: delivered 8, hung database {longest:.1f} s at most")


def _refuses(layout: Layout) -> None:
    """Three letters while the database takes no connection."""
    layout.world.ask_database("ALTER DATABASE tryggvei ALLOW_CONNECTIONS false", "postgres")
    try:
        gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'tryggvei'"
        layout.world.ask_database(gone, "postgres")
        for number in range(2, 5):
            layout.send(f"{MARK} {number}")
    finally:
        layout.world.ask_database("ALTER DATABASE tryggvei ALLOW_CONNECTIONS true", "postgres")


def _hangs(layout: Layout) -> float:
    """Three letters while every process of the database stands still; return the longest wait."""
    stopped = layout.world.server_processes()
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        longest = max(layout.send(f"{MARK} {number}") for number in range(5, 8))
    finally:
        for pid in stopped:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
    assert longest <= WITHIN_SECONDS
    return longest


def _every_process_is_its_own_user(layout: Layout) -> None:
    """The walk shows something only if nobody was root, and the units name the same users."""
    for face in ("public", "staff"):
        uid = layout.world.run(f"id -u tryggvei-{face}").strip()
        cause = f"pgrep -u tryggvei-{face} -f wsgi_{face} | wc -l"
        assert uid != "0"
        assert int(layout.world.run(cause)) >= 3  # the master and two workers
    for process in ("public", "staff", "worker"):
        told = unit(process)
        assert told["User"] == [f"tryggvei-{process}"]
        files = ["/etc/tryggvei/common.env", f"/etc/tryggvei/{process}.env"]
        assert told["EnvironmentFile"] == files
        assert told["LimitCORE"] == ["0"]  # a core file is a letter on the disk


def _start_is_refused(layout: Layout, script: str) -> str:
    said = layout.world.run(f"cd /opt/tryggvei\n{script}", ends=78)
    assert said.count("Tryggvei does not start") == 1
    return said


@pytest.mark.promise(8, "a public process that could read the private keys does not start")
def test_a_public_process_that_is_not_behind_its_walls_does_not_start(layout: Layout) -> None:
    start = "python -c 'import tryggvei.site.wsgi_public'"
    layout.world.run(f"/opt/tryggvei/deploy/as.sh public {start}")
    as_staff = (
        "set -a; . /etc/tryggvei/common.env; . /etc/tryggvei/public.env; set +a\n"
        "exec setpriv --reuid tryggvei-staff --regid tryggvei-staff"
        f" --groups tryggvei-desk,tryggvei-spool .venv/bin/{start}"
    )
    said = _start_is_refused(layout, as_staff)
    assert "this user can read /var/lib/tryggvei/keys/private.sealed" in said
    for change, back, word in (
        ("chmod 644 keys/private.sealed", "chmod 640 keys/private.sealed", "private.sealed"),
        ("chmod 777 baked", "chmod 755 baked", "write in /var/lib/tryggvei/baked"),
        ("chmod 2750 spool", "chmod 2770 spool", "spool"),
        ("chmod 2750 keys", "chmod 2751 keys", "public.json"),
    ):
        layout.world.run(f"cd /var/lib/tryggvei && {change}")
        try:
            assert word in _start_is_refused(layout, f"deploy/as.sh public {start}")
        finally:
            layout.world.run(f"cd /var/lib/tryggvei && {back}")


@pytest.mark.promise(9, "a server that lets the public process in as another role is refused")
def test_a_database_that_asks_for_no_proof_is_refused(layout: Layout) -> None:
    hba = layout.world.ask_database("SHOW hba_file", "postgres")
    kept = layout.world.run(f"cat {hba}")
    reload = 'runuser -u postgres -- psql -qXc "SELECT pg_reload_conf()" && sleep 0.5'
    try:
        layout.world.run(f"cd /; echo 'local all all trust' > {hba}; {reload}")
        for process in ("public", "staff"):
            start = f"python -c 'import tryggvei.site.wsgi_{process}'"
            said = _start_is_refused(layout, f"deploy/as.sh {process} {start}")
            assert "without any proof" in said
    finally:
        layout.world.run(f'cd /; printf "%s" "$KEPT" > {hba}; {reload}', env={"KEPT": kept})


def test_the_worker_keeps_what_it_writes_readable_for_the_staff_face(layout: Layout) -> None:
    said = layout.world.run(
        "cd /opt/tryggvei; deploy/as.sh worker python manage.py keys rotate --now\n"
        "cd /var/lib/tryggvei/keys; stat -c '%U %G %a' private.sealed public.json\n"
        "cd /opt/tryggvei\n"
        "deploy/as.sh staff python manage.py check --deploy --fail-level WARNING"
    )
    assert "tryggvei-worker tryggvei-desk 640" in said
    assert "tryggvei-worker tryggvei-desk 644" in said
