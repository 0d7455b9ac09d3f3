"""Pages a second from files, beside nginx's own best and the peers, in one run.

    .venv/bin/python bench/static_speed.py

The limit is nginx with a bare file of the same size and no headers of ours. Needs nginx and wrk.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed

from bench.first_paint import live, sites  # noqa: E402
from bench.rig import peers, web_server  # noqa: E402
from tests.browser import free_port  # noqa: E402

ROUNDS, SECONDS, CONNECTIONS = 7, 2, 32
GOAL = 0.95  # of nginx's own figure


def pages_a_second(address: str, connections: int = CONNECTIONS) -> float:
    """Return answers a second, as wrk counts them. Raises RuntimeError for answers but 200."""
    told = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br", address],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in told:
        raise RuntimeError(f"{address} did not answer 200:\n{told}")
    match = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(match[1]) if match else 0.0


def bare(folder: Path, page: Path) -> Path:
    """Make a folder with one page of the same compressed bytes, and nothing else about it."""
    folder.mkdir()
    for ending in ("", ".br", ".gz"):
        shutil.copy(page / f"index.html{ending}", folder / f"index.html{ending}")
    return folder


def main() -> int:
    """Measure in turn, print medians and their share of the limit."""
    lacking = web_server.missing() or ("" if shutil.which("wrk") else "wrk (Debian: wrk)")
    if lacking:
        print(f"not measured: this machine lacks {lacking}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        found = sites(home / "state")
        found = {"nginx, a bare file": (bare(home / "bare", found["tryggvei"][0]), ""), **found}
        ports = {name: free_port() for name in found}
        served = {f"127.0.0.1:{ports[name]}": site for name, site in found.items()}
        speeds: dict[str, list[float]] = {name: [] for name in found}
        with web_server.serving(home / "nginx", served):
            for _ in range(ROUNDS):
                for name in found:
                    speeds[name].append(pages_a_second(f"http://127.0.0.1:{ports[name]}/"))
        try:
            name, project, command = peers.wagtail()
            with live(project, command) as address:
                speeds[f"{name}, live, 1 process"] = [
                    pages_a_second(f"{address}/", 4) for _ in range(2)
                ]
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"Wagtail could not be made here, and is left out: {error}")
    limit = statistics.median(speeds["nginx, a bare file"])
    for name, figures in speeds.items():
        median = statistics.median(figures)
        print(
            f"{name:<44} {median:>9.0f} pages/s ({min(figures):.0f}-{max(figures):.0f}),"
            f" {median / limit:.3f} of the limit"
        )
    pairs = zip(speeds["tryggvei"], speeds["nginx, a bare file"], strict=True)
    ours = statistics.median(mine / theirs for mine, theirs in pairs)  # round by round
    print(f"goal {GOAL} of the limit: {'met' if ours >= GOAL else 'NOT MET'} ({ours:.3f})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
