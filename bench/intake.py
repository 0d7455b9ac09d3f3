"""How fast the intake is, and the long drill.

    .venv/bin/python bench/intake.py            sealed messages a second, p95, the inbox's p95
    .venv/bin/python bench/intake.py --drill    20,000 acknowledged messages through kills

Each figure is one line on standard output. Databases are made in a temporary folder.
"""

# ruff: noqa: PLC0415 - each part starts its own server or its own Django
import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
import uuid
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a plain script: the package is not installed

SENDERS, LOAD_SECONDS, MESSAGES, PAGES = 8, 10.0, 100_000, 200
DRILL_ACKS = 20_000


def _load(folder: Path) -> None:
    from tests.drills.public_server import House, send_for, serving

    house = House(folder)
    house.prepare()
    with serving(house) as server:
        end = time.monotonic() + LOAD_SECONDS
        sent = send_for(server.port, SENDERS, lambda: time.monotonic() > end)
    number = len(sent.acknowledged)
    print(
        f"intake end to end, SQLite, 2 workers, {SENDERS} senders: {number / LOAD_SECONDS:.0f}"
        f" sealed messages/s, {number / LOAD_SECONDS / (os.cpu_count() or 1):.0f} a core,"
        f" p50 {statistics.median(sent.seconds) * 1000:.0f} ms, p95 {sent.p95() * 1000:.0f} ms,"
        f" refused {len(sent.refused)}"
    )


def _inbox() -> None:
    from django.core.management import call_command

    from tryggvei.access.api import Permission, Viewer
    from tryggvei.intake.api import inbox_seen_by, waiting_count
    from tryggvei.intake.models import SealedMessage

    call_command("migrate", verbosity=0)
    day = date(2025, 1, 1)
    for start in range(0, MESSAGES, 5000):
        SealedMessage.objects.bulk_create(
            SealedMessage(
                id=uuid.uuid4(),
                box="tryggest",
                kind="enquiry",
                received_on=day + timedelta(days=i % 600),
                lane="inbox",
                key_id="00000000",
                blob=os.urandom(512),
                # Half is finished work of earlier years, half waits: worse than any real desk.
                waiting=i % 2 == 0,
            )
            for i in range(start, start + 5000)
        )
    viewer = Viewer(1, "Aud", frozenset({1}), frozenset({Permission.INTAKE_INBOX_LIST}))
    seconds, place = [], None
    for _ in range(PAGES):
        begun = time.perf_counter()
        page = inbox_seen_by(viewer, after=place)
        waiting_count(viewer)
        seconds.append(time.perf_counter() - begun)
        place = page.next_place
    p95 = sorted(seconds)[int(PAGES * 0.95)] * 1000
    print(
        f"inbox with {MESSAGES} messages: page and count p50"
        f" {statistics.median(seconds) * 1000:.1f} ms, p95 {p95:.1f} ms over {PAGES} pages deep"
    )


def _drill(folder: Path) -> int:
    import sqlite3
    from collections import Counter

    from tests.drills.public_server import House, opened_texts, send_for, serving

    house = House(folder)
    house.prepare()
    acknowledged: list[str] = []
    kills, part = 0, 0
    while len(acknowledged) < DRILL_ACKS:
        part += 1
        with serving(house) as server:
            end = time.monotonic() + 15

            def killer(until: float = end) -> None:
                while time.monotonic() < until:
                    time.sleep(2)
                    server.kill_a_worker()

            thread = threading.Thread(target=killer)
            thread.start()
            sent = send_for(server.port, 16, lambda: time.monotonic() > end, f"p{part}-")  # noqa: B023
            thread.join()
            kills += server.kills
        acknowledged += sent.acknowledged
        print(f"part {part}: {len(acknowledged)} acknowledged, {kills} kills", flush=True)
    house.drain()
    with sqlite3.connect(folder / "tryggvei.sqlite3") as database:
        rows = database.execute("SELECT id, kind, blob FROM intake_sealedmessage").fetchall()
    stored = Counter(opened_texts(house, rows))
    lost = set(acknowledged) - set(stored)
    twice = sum(1 for count in stored.values() if count > 1)
    print(
        f"drill: {len(acknowledged)} acknowledged, {kills} workers killed -9,"
        f" lost {len(lost)}, duplicates {twice}"
    )
    return 1 if lost or twice else 0


def _start(folder: Path) -> None:
    """Put the staff's settings in force over an empty state folder."""
    os.environ.update(
        TRYGGVEI_MODE="test",
        TRYGGVEI_STATE_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="tryggvei.site.settings.staff",
    )
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def main() -> int:
    """Run what was asked for; return 1 when the drill lost a message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drill", action="store_true", help="the long drill (about two minutes)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drill").mkdir()
        _start(folder / "desk")
        if arguments.drill:
            return _drill(folder / "drill")
        _load(folder / "drill")
        _inbox()
    return 0


if __name__ == "__main__":
    sys.exit(main())
