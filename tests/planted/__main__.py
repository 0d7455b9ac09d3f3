"""Plant every fault, one at a time, in a copy of the tree, and see that its tests notice.

    python -m tests.planted [ID ...] [--jobs N] [--changed] [--json FILE]

Exit 1 when a fault was noticed by nobody, an entry no longer fits, or tests fail without it. A run
of all of them writes docs/planted.md.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import cache_from_source
from pathlib import Path
from queue import Queue
from threading import Lock

from tests.planted.faults import ROOT, PlantedFault, every_fault, misfits
from tests.planted.outcomes import BROKEN, NOT_TRIED, NOTICED, UNNOTICED, Outcome, page

DSN = "TRYGGVEI_TEST_PG_DSN"
LONGEST = 900  # seconds for the tests of one fault
PAGE = ROOT / "docs" / "planted.md"
_one_postgres = Lock()  # the roles are the server's, so two runs would meet there


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in done.stdout.split("\0") if name]


def copy_of_tree(target: Path) -> Path:
    """Copy what git knows, what is not committed yet, and what is built (catalogues) to target."""
    names = {*_git("ls-files", "-z"), *_git("ls-files", "-zo", "--exclude-standard")}
    built = _git("ls-files", "-zoi", "--exclude-standard", "--", "tryggvei", "tests/signin/op")
    names |= {name for name in built if "__pycache__" not in name}
    for name in sorted(names):
        source, to = ROOT / name, target / name
        if source.is_file():
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, to)
    (target / ".venv").symlink_to((ROOT / ".venv").resolve())
    return target


def run_tests(tree: Path, tests: Sequence[str], database: str, *more: str) -> tuple[int, str]:
    """Run tests in a copy with a state folder of their own; return exit code and what was said."""
    work = Path(tempfile.mkdtemp(dir=tree.parent))
    # Nothing of a run that we may stand in: its house, its ledger of promises, its database.
    left_out = ("TRYGGVEI_", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE")
    env = {k: v for k, v in os.environ.items() if k == DSN or not k.startswith(left_out)}
    env |= {
        "TRYGGVEI_MODE": "test",
        "TRYGGVEI_FUZZ": "50",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "TRYGGVEI_STATE_DIR": str(work / "state"),
        "TMPDIR": str(work),
    }
    if database == "postgres":
        env["DATABASE_URL"] = os.environ[DSN]
    words = [str(tree / ".venv/bin/python"), "-m", "pytest", "-q", "-n", "0", "--tb=line", *more]
    try:
        done = subprocess.run(
            [*words, *tests],
            cwd=tree,
            env=env,
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 1, f"FAILED no end after {LONGEST} s"
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return done.returncode, done.stdout + done.stderr


@contextmanager
def planted(tree: Path, fault: PlantedFault) -> Iterator[None]:
    """Plant a fault in a copy, and take it out again."""
    path = tree / fault.file
    before = path.read_text()
    try:
        _write(path, fault.planted_in(before))
        yield
    finally:
        _write(path, before)


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    if path.suffix == ".py":  # two writes in one second look alike to Python's cache
        Path(cache_from_source(str(path))).unlink(missing_ok=True)


def try_fault(tree: Path, fault: PlantedFault) -> Outcome:
    """Plant one fault and run its tests."""
    begun = time.monotonic()
    with planted(tree, fault):
        if fault.database == "postgres":
            with _one_postgres:
                code, said = run_tests(tree, fault.tests, "postgres", "-x")
        else:
            code, said = run_tests(tree, fault.tests, "sqlite", "-x")
    noted = ("FAILED tests/", "ERROR tests/", "FAILED no end")
    lines = [line for line in said.splitlines() if line.startswith(noted)]
    told = lines[0].split(" - ")[0] if lines else said[-300:].strip().replace("\n", " ")
    outcome = {0: UNNOTICED, 1: NOTICED}.get(code, BROKEN)
    return Outcome(fault.id, fault.promise, outcome, told, round(time.monotonic() - begun, 1))


def without_faults(tree: Path, faults: Sequence[PlantedFault]) -> dict[str, Outcome]:
    """Run every named test unplanted; return the faults whose own tests do not pass."""
    bad: dict[str, Outcome] = {}
    for database in ("sqlite", "postgres"):
        mine = [fault for fault in faults if fault.database == database]
        if not mine:
            continue
        if database == "postgres" and not os.environ.get(DSN):
            why = f"{DSN} names no PostgreSQL"
            bad |= {f.id: Outcome(f.id, f.promise, NOT_TRIED, why) for f in mine}
            continue
        named = sorted({node for fault in mine for node in fault.tests})
        report = tree.parent / f"{database}.xml"
        code, said = run_tests(tree, named, database, f"--junitxml={report}")
        if code > 1:  # one test that cannot be collected, and none was run
            raise SystemExit(f"the tests do not run:\n{said[-2000:]}")
        results = _results(report) if report.exists() else {}
        for fault in mine:
            for node in fault.tests:
                own = [results[one] for one in results if _is_in(one, node)]
                if not own or "failed" in own or set(own) == {"skipped"}:
                    why = f"{node}: {own or said[-200:]} without any fault"
                    kind = NOT_TRIED if own and set(own) == {"skipped"} else BROKEN
                    bad[fault.id] = Outcome(fault.id, fault.promise, kind, why)
    return bad


def _is_in(test: str, node: str) -> bool:
    return test == node or test.startswith((f"{node}[", f"{node}::"))


def _results(report: Path) -> dict[str, str]:
    """Return test -> passed, failed or skipped of a pytest report (written by our own pytest)."""
    found = {}
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - our own file
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        kinds = {child.tag for child in case}
        failed = kinds & {"failure", "error"}
        found[name] = "failed" if failed else "skipped" if "skipped" in kinds else "passed"
    return found


def _changed(faults: Sequence[PlantedFault]) -> list[PlantedFault]:
    """Return the faults whose file or tests differ from main."""
    names = {*_git("diff", "-z", "--name-only", "main"), *_git("ls-files", "-zo", "tests")}
    return [f for f in faults if names & {f.file, *(t.partition("::")[0] for t in f.tests)}]


def plant_all(faults: Sequence[PlantedFault], jobs: int) -> list[Outcome]:
    """Try every fault, in as many copies as there are jobs; tell each as it ends."""
    room = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    work = Path(tempfile.mkdtemp(prefix="tryggvei-planted-", dir=room))
    try:
        trees: Queue[Path] = Queue()
        for number in range(jobs):
            trees.put(copy_of_tree(work / f"{number}" / "tree"))
        _say(f"Running the tests of {len(faults)} faults without any fault")
        bad = without_faults(trees.queue[0], faults)
        outcomes = list(bad.values())
        for one in outcomes:
            _say(f"   {one.outcome}: {one.id}: {one.told}")

        def one_fault(fault: PlantedFault) -> Outcome:
            tree = trees.get()
            try:
                return try_fault(tree, fault)
            finally:
                trees.put(tree)

        todo = [fault for fault in faults if fault.id not in bad]
        with ThreadPoolExecutor(jobs) as workers:
            for at, one in enumerate(workers.map(one_fault, todo), start=1):
                _say(f"{at}/{len(todo)} {one.outcome}: {one.id} ({one.seconds} s) {one.told}")
                outcomes.append(one)
        return outcomes
    finally:
        shutil.rmtree(work, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("ids", nargs="*", help="the faults to plant (all)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="copies of the tree")
    parser.add_argument("--changed", action="store_true", help="those touched since main")
    parser.add_argument("--json", type=Path, help="write every outcome here")
    asked = parser.parse_args(words)
    faults = every_fault()
    unknown = set(asked.ids) - {fault.id for fault in faults}
    if unknown:
        parser.error(f"no fault {', '.join(sorted(unknown))}")
    wrong = list(misfits(faults))
    for misfit in wrong:
        _say(f"no longer fits: {misfit.id}: {misfit.reason}")
    lame = {misfit.id for misfit in wrong}
    chosen = [f for f in faults if (not asked.ids or f.id in asked.ids) and f.id not in lame]
    chosen = _changed(chosen) if asked.changed else chosen
    outcomes = plant_all(chosen, max(1, asked.jobs)) if chosen else []
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in outcomes], indent=1) + "\n")
    if not (asked.ids or asked.changed):
        PAGE.write_text(page(outcomes, time.strftime("%Y-%m-%d")))
    left = [one for one in outcomes if one.outcome != NOTICED]
    _say(f"{len(outcomes) - len(left)} of {len(outcomes)} faults were noticed")
    for one in left:
        _say(f"   {one.outcome}: {one.id} (promise {one.promise}): {one.told}")
    excused = {NOT_TRIED} if os.environ.get("CI") != "true" else set()
    return 1 if wrong or any(one.outcome not in excused for one in left) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
