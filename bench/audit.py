"""How many rows a second the log takes, and how fast it is verified: `python bench/audit.py`.

Uses the database of DATABASE_URL (default: a throw-away SQLite file), in a test database of its
own. Prints one line of figures.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # a plain script
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggvei.site.settings.test")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - Django is set up first

from tryggvei.audit.api import Thing, record  # noqa: E402
from tryggvei.audit.verifying import verify  # noqa: E402

ROWS = int(os.environ.get("BENCH_ROWS", "5000"))
BATCH = 100


def write(rows: int, batch: int) -> float:
    """Return rows a second when `batch` rows share a transaction."""
    start = time.perf_counter()
    for _ in range(rows // batch):
        with transaction.atomic():
            for number in range(batch):
                record(actor_id=1, verb="bench:row:write", thing=Thing("row", str(number)))
    return rows / (time.perf_counter() - start)


def main() -> int:
    """Measure in a scratch database; return the exit code."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        batched, single = write(ROWS, BATCH), write(ROWS // 5, 1)
        start = time.perf_counter()
        rows, faults = verify()
        seconds = time.perf_counter() - start
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(
        f"audit on {connection.vendor}: {batched:.0f} rows/s in transactions of {BATCH},"
        f" {single:.0f} rows/s one by one; {rows} rows verified in {seconds:.2f} s,"
        f" {len(faults)} faults"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
