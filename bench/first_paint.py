"""When the front page is first seen, 300 ms away, beside its peers in the same run.

    .venv/bin/python bench/first_paint.py

Needs root, nginx and Chromium. TCP, TLS 1.3 and one answer are three round trips: the floor. The
house's goal is the floor and 150 ms. A new browser for each visit, nothing kept.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed

from playwright.sync_api import Playwright, sync_playwright  # noqa: E402

from bench.rig import peers, slow_path, web_server  # noqa: E402
from tests.browser import CHROMIUM, QUIET, free_port, prepare  # noqa: E402

ROUND_TRIP = 0.300  # seconds
VISITS = 5
GOAL = 3 * ROUND_TRIP + 0.150
SEEN = "() => (performance.getEntriesByName('first-paint')[0] || {}).startTime || 0"


@contextmanager
def live(project: Path, command: list[str]) -> Iterator[str]:
    """Serve a peer's project until the block ends; yields its address."""
    port = free_port()
    log = project / "live.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"], cwd=project, stdout=out, stderr=out
        )
        try:
            for _ in range(100):
                time.sleep(0.1)
                if "Listening" in log.read_text():
                    break
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()  # it holds nothing that must be kept
            process.wait(timeout=10)


def sites(folder: Path) -> dict[str, tuple[Path, str]]:
    """Return name -> (folder, lines of nginx) of our pages and of each peer that can be made."""
    prepare(folder, free_port())
    bake = (folder / "baked" / "current").resolve()
    found = {"tryggvei": (bake / "pages", f"include {bake / 'headers.conf'};")}
    try:
        name, site = peers.govuk((bake / "pages" / "index.html").read_text())
        found[name] = (site, "")
        name, project, command = peers.wagtail()
        with live(project, command) as address:
            peers.as_files(address, peers.PEERS / "wagtail" / "files")
        found[f"{name}, as files"] = (peers.PEERS / "wagtail" / "files", "")
    except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
        print(f"a peer could not be made here, and is left out: {error}")
    return found


def visit(driver: Playwright, browser: Path, address: str) -> tuple[float, int]:
    """Open a page in a new browser: seconds to the first paint, and requests made."""
    opened = driver.chromium.launch(
        executable_path=browser, args=[*QUIET, "--ignore-certificate-errors", "--disable-gpu"]
    )
    page = opened.new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load", timeout=30_000)
    seen = 0.0
    for _ in range(50):
        seen = float(page.evaluate(SEEN))
        if seen:
            break
        page.wait_for_timeout(50)
    opened.close()
    return seen / 1000, len(asked)


def main() -> int:
    """Measure, print a table, and say whether the goal was met."""
    lacking = slow_path.missing() or web_server.missing() or ("" if CHROMIUM else "Chromium")
    if lacking:
        print(f"not measured: this machine lacks {lacking}")
        return 0
    with tempfile.TemporaryDirectory() as folder, slow_path.slow_path(ROUND_TRIP):
        home = Path(folder)
        os.chmod(home, 0o755)  # noqa: S103 - nginx's worker reads from it
        found = sites(home / "state")
        browser = home / "chromium"
        browser.write_text(f'#!/bin/sh\nexec ip netns exec {slow_path.NEAR} {CHROMIUM} "$@"\n')
        browser.chmod(0o755)
        listens = {name: f"{slow_path.SERVER}:{8443 + i}" for i, name in enumerate(found)}
        served = {listens[name]: site for name, site in found.items()}
        before = slow_path.inside(slow_path.FAR, [])
        seen: dict[str, list[float]] = {name: [] for name in found}
        requests: dict[str, int] = {}
        with (
            web_server.serving(home / "nginx", served, tls=True, before=before),
            sync_playwright() as driver,
        ):
            for _ in range(VISITS):  # in turn, so that a slow moment meets all of them
                for name in found:
                    paint, requests[name] = visit(driver, browser, f"https://{listens[name]}/")
                    seen[name].append(paint)
    print(f"round trip {ROUND_TRIP * 1000:.0f} ms, {VISITS} visits each, goal {GOAL * 1000:.0f} ms")
    ours = statistics.median(seen["tryggvei"])
    for name, times in seen.items():
        median = statistics.median(times)
        print(
            f"{name:<36} first paint {median * 1000:>5.0f} ms"
            f" ({min(times) * 1000:.0f}-{max(times) * 1000:.0f}), {median / ours:.2f} of ours,"
            f" {requests[name]} requests"
        )
    print("goal met" if ours <= GOAL else "GOAL NOT MET")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
