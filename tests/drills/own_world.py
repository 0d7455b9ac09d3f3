"""A machine within this one, for commands that are written for a whole machine: own /etc (and so
own users), own /opt, own /var/lib and own /run, gone with the last process. Only root can make it.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("unshare", "nsenter", "setpriv", "runuser", "useradd", "openssl", "mount")
# What other users must reach is tied on again below folders that are closed to them (/root).
BUILD = """
cp -a /etc/. "$WORLD/etc/"
mount --bind "$WORLD/etc" /etc
mount -t tmpfs -o mode=755 none /opt && mkdir /opt/tryggvei
mount --bind "$ROOT" /opt/tryggvei && mount -o remount,bind,ro /opt/tryggvei
mkdir "$WORLD/python" "$WORLD/venv"
mount --bind "$PYTHON" "$WORLD/python"
mount --bind "$VENV" "$WORLD/venv"
for closed in $CLOSED; do mount -t tmpfs -o mode=755 none "$closed"; done
mkdir -p "$PYTHON" "$VENV"
mountpoint -q "$PYTHON" || mount --bind "$WORLD/python" "$PYTHON"
mountpoint -q "$VENV" || mount --bind "$WORLD/venv" "$VENV"
mount -t tmpfs -o mode=755 none /var/lib
mount -t tmpfs -o mode=755 none /run
install -d -o postgres -g postgres /run/postgresql /var/lib/postgresql
"""
KEEP = "echo ready; exec sleep 3600"
SERVER = """
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
cd /var/lib/postgresql
as() { runuser -u postgres -- "$@" >/dev/null; }
options="-k /run/postgresql -c listen_addresses='' -c fsync=off"
as $bin/initdb -D data -U postgres -A peer -E UTF8 --locale=C.UTF-8
as $bin/pg_ctl -D data -w -l log -o "$options" start
"""


def _closed_above(path: Path) -> set[str]:
    """Return the uppermost folder above a path that other users may not pass, if there is one."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & 0o001:
            return {str(folder)}
    return set()


@dataclass(frozen=True)
class World:
    """The machine: a process that keeps its mounts."""

    keeper: int

    def command(self, *words: str) -> list[str]:
        """Return a command that runs inside."""
        return ["nsenter", f"--mount=/proc/{self.keeper}/ns/mnt", "--", *words]

    def run(self, script: str, *, ends: int = 0, env: dict[str, str] | None = None) -> str:
        """Run a script of bash inside, as root; return what it said, on both channels."""
        done = subprocess.run(
            self.command("bash", "-euo", "pipefail", "-c", script),
            env={
                "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                **(env or {}),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == ends, f"{script}\n{done.stdout}"
        return done.stdout

    def ask_database(self, statement: str, database: str = "tryggvei") -> str:
        """Run a statement as PostgreSQL's superuser; return the first value."""
        words = f"runuser -u postgres -- psql -AtXq {database}"
        return self.run(f'cd / && {words} -c "$STATEMENT"', env={"STATEMENT": statement}).strip()

    def server_processes(self) -> list[int]:
        """Return the processes of PostgreSQL, the master first."""
        master = int(self.run("head -n 1 /var/lib/postgresql/data/postmaster.pid"))
        children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return [master, *map(int, children)]


def _reason_not_to() -> str:
    if os.geteuid() != 0:
        return "only root can make users and mounts"
    missing = [
        tool for tool in TOOLS if not shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin")
    ]
    if missing:
        return f"not on this machine: {', '.join(missing)}"
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return "no PostgreSQL is installed in Debian's place"
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode:
        return "this kernel lets nobody make mounts of their own"
    return ""


@contextlib.contextmanager
def own_world(folder: Path) -> Iterator[World]:
    """Yield a machine with PostgreSQL running. Skips with the reason; in CI that is a failure."""
    if reason := _reason_not_to():
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(f"THE DOCUMENTED LAYOUT IS NOT WALKED: {reason}")
    (folder / "etc").mkdir()
    with subprocess.Popen(
        [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            "sh",
            "-c",
            "echo ready; exec sleep 3600",
        ],
        stdout=subprocess.PIPE,
        text=True,
    ) as keeper:
        world = World(keeper.pid)
        try:
            assert keeper.stdout
            assert keeper.stdout.readline() == "ready\n"
            python, venv = Path(sys.base_prefix), Path(sys.prefix).resolve()
            closed = _closed_above(python) | _closed_above(venv)
            places = {"ROOT": str(ROOT), "PYTHON": str(python), "VENV": str(venv)}
            if python == Path("/usr"):
                places["PYTHON"] = str(folder / "etc")  # nothing to open: /usr is open
            places |= {"WORLD": str(folder), "CLOSED": " ".join(sorted(closed))}
            world.run(BUILD, env=places)
            world.run(SERVER)
            yield world
        finally:
            with contextlib.suppress(AssertionError, OSError, ValueError):
                for pid in world.server_processes()[:1]:
                    os.kill(pid, 3)  # SIGQUIT: at once
            keeper.terminate()
