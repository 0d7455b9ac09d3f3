"""Write docs/promises.md from the ledger that the suite keeps (see tests/conftest.py)."""

import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HEAD = """# Promises, tests and figures

Made by `make deep`; do not edit. The numbers are those of the security study's list.
A figure is what one run on one machine showed; compare figures of one run with each other only.
Which small faults are planted to see that these tests can fail: [planted.md](planted.md).

| promise | what is held | test | figure | outcome | last run |
| --- | --- | --- | --- | --- | --- |
"""
FOOT = """
## What we do not promise

- That somebody with root on the running public server cannot read messages as they arrive.
- That a visit leaves no trace: the host's name and neutral page addresses stay in the history.
- That a person who writes her name is anonymous, or that nothing is passed on: the duty to avert
  and the duty to report stand above silence.
- On SQLite: that the public process cannot read what is stored (9), and that whoever owns the file
  cannot rewrite the log (25); anchors show it afterwards, the last two hours only with a copy
  (26). Real cases belong on PostgreSQL with separated roles.
- That sudden loss of power loses nothing: kill -9 and loss of the database were tested, loss of
  power was not.
"""


def rows(ledger: Path) -> list[dict[str, Any]]:
    """Return one row a test and promise: worst outcome, all figures, databases it ran on."""
    found: dict[tuple[int, str, str], dict[str, Any]] = {}
    rank = {"passed": 0, "skipped": 1, "failed": 2}
    for line in ledger.read_text().splitlines():
        told = json.loads(line)
        key = (told["promise"], told["text"], told["test"])
        row = found.setdefault(key, {**told, "figures": [], "databases": set()})
        row["figures"] += [f for f in told["figures"] if f not in row["figures"]]
        row["databases"].update(told["databases"])
        if rank[told["outcome"]] > rank[row["outcome"]]:
            row["outcome"] = told["outcome"]
    return [found[key] for key in sorted(found)]


def table(ledger: Path, on: date) -> str:
    """Return the whole page."""
    lines = []
    for row in rows(ledger):
        found = sorted(row["databases"])
        cells = [
            str(row["promise"]),
            row["text"],
            f"`{row['test']}`",
            "; ".join(row["figures"]) or "–",
            " ".join([row["outcome"], *([f"({', '.join(found)})"] if found else [])]),
            on.isoformat(),
        ]
        lines.append("| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |")
    return HEAD + "\n".join(lines) + "\n" + FOOT


def summary(ledger: Path) -> str:
    """Return one line: how many promises and tests, and what did not pass."""
    by: dict[str, set[int]] = defaultdict(set)
    for row in rows(ledger):
        by[row["outcome"]].add(row["promise"])
    return ", ".join(f"{len(by[k])} promises {k}" for k in sorted(by))


if __name__ == "__main__":
    path = Path(sys.argv[1])
    (ROOT / "docs" / "promises.md").write_text(table(path, date.fromisoformat(sys.argv[2])))
    sys.stdout.write(summary(path) + "\n")
