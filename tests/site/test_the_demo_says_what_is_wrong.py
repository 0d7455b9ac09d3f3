"""`make demo` stops with one clear sentence when it cannot work, and `deploy/venv.sh` likewise."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from tryggvei.site import demo

ROOT = Path(__file__).resolve().parents[2]


def test_a_busy_port_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(demo, "PORTS", {"public": port})
        with pytest.raises(SystemExit) as stopped:
            demo.refuse_busy_ports()
    said = capsys.readouterr().out
    assert stopped.value.code == 69
    assert f"Port {port} is busy" in said
    assert len(said.strip().splitlines()) == 1


def test_free_ports_are_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "PORTS", {"public": 0})
    demo.refuse_busy_ports()


def _fake(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


def _venv(tmp_path: Path, **fakes: str) -> subprocess.CompletedProcess[str]:
    house, tools = tmp_path / "house", tmp_path / "tools"
    (house / "deploy").mkdir(parents=True)
    (house / "requirements").mkdir()
    tools.mkdir()
    (house / "deploy" / "venv.sh").write_text((ROOT / "deploy" / "venv.sh").read_text())
    (house / "requirements" / "run.txt").write_text("")
    for tool in ("bash", "sh", "sha256sum", "cut", "cat", "dirname", "rm", "tail"):
        found = next(p for p in ("/usr/bin", "/bin") if Path(p, tool).exists())
        os.symlink(Path(found, tool), tools / tool)
    for name, text in fakes.items():
        _fake(tools, name.replace("_", "."), text)
    return subprocess.run(
        ["/bin/bash", "deploy/venv.sh", "run"],
        cwd=house,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_named(tmp_path: Path) -> None:
    run = _venv(tmp_path, python3='[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1\n')
    assert run.returncode == 69
    assert "needs Python 3.11 or newer; this machine has Python 3.9.2" in run.stderr


def test_a_missing_venv_package_is_named(tmp_path: Path) -> None:
    run = _venv(tmp_path, python3_11='[ "$1" = -c ] && exit 0; exit 1\n')
    assert run.returncode == 69
    assert "apt-get install python3-venv" in run.stderr
