"""Workers are killed and the database goes away under load; nothing acknowledged is lost."""

import os
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.drills.public_server import House, Sent, opened_texts, send_for, serving
from tests.tiers import own_server

pytestmark = [pytest.mark.drill, pytest.mark.deep]

DSN = os.environ.get("TRYGGVEI_TEST_PG_DSN", "postgresql://root@127.0.0.1:5432/postgres")
SECONDS = float(os.environ.get("TRYGGVEI_DRILL_SECONDS", "8"))
LEAST_ACKS = int(os.environ.get("TRYGGVEI_DRILL_ACKS", "500"))
LEAST_KILLS, SLOWEST = 5, 150.0  # kills; seconds after which the drill gives up
ROWS = "SELECT id, kind, blob FROM intake_sealedmessage"


@pytest.fixture
@own_server
def sqlite_house(tmp_path: Path) -> House:
    """A house on SQLite."""
    house = House(tmp_path)
    house.prepare()
    return house


@pytest.fixture
@own_server
def postgres_house(tmp_path: Path) -> Iterator[House]:
    """A house on a PostgreSQL database of its own, dropped afterwards."""
    name = f"tv_drill_{os.getpid()}"
    try:
        server = psycopg.connect(DSN, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers: the drill of a lost database is not run")
    server.execute(f"CREATE DATABASE {name}")
    address = psycopg.conninfo.conninfo_to_dict(DSN)
    password = f":{address['password']}" if address.get("password") else ""
    place = f"{address['host']}:{address.get('port', 5432)}"
    url = f"postgres://{address.get('user', '')}{password}@{place}/{name}"
    try:
        house = House(tmp_path, url)
        house.prepare()
        yield house
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def _sqlite_texts(house: House) -> list[str]:
    with sqlite3.connect(house.state / "tryggvei.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return opened_texts(house, database.execute(ROWS).fetchall())


def _postgres_texts(house: House) -> list[str]:
    with psycopg.connect(house.database_url.replace("postgres://", "postgresql://")) as database:
        rows = database.execute(ROWS).fetchall()
    return opened_texts(house, [(str(row[0]), row[1], bytes(row[2])) for row in rows])


def _nothing_lost_nothing_twice(sent: Sent, stored: list[str]) -> None:
    assert set(sent.acknowledged) - set(stored) == set()
    assert [text for text, count in Counter(stored).items() if count > 1] == []
    assert sent.refused == []


def _lasting(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


@pytest.mark.promise(1, "acknowledged = durable: workers killed with -9 under load")
def test_killing_workers_loses_nothing(sqlite_house: House, figure: Callable[[str], None]) -> None:
    with serving(sqlite_house) as server:
        sent = Sent()
        least, most = _lasting(max(SECONDS, 8)), _lasting(SLOWEST)

        def done() -> bool:
            # On a busy machine a worker needs longer to begin than it is let live.
            enough = server.kills >= LEAST_KILLS and len(sent.acknowledged) >= LEAST_ACKS
            return (least() and enough) or most()

        def killer() -> None:
            while not done():
                time.sleep(1.2)
                server.kill_a_worker()

        thread = threading.Thread(target=killer)
        thread.start()
        send_for(server.port, 8, done, sent=sent)
        thread.join()
        kills = server.kills
    sqlite_house.drain()
    stored = _sqlite_texts(sqlite_house)
    _nothing_lost_nothing_twice(sent, stored)
    assert kills >= LEAST_KILLS
    assert len(sent.acknowledged) >= LEAST_ACKS
    figure(
        f"SQLite: {len(sent.acknowledged)} acknowledged, {kills} workers killed -9,"
        f" {sent.broken} connections broken: lost 0, duplicates 0"
    )


@pytest.mark.promise(3, "concurrency: 1 to 128 senders at once, no HTTP 500")
def test_up_to_128_senders_at_once_are_all_answered(
    sqlite_house: House, figure: Callable[[str], None]
) -> None:
    told, everything = [], Sent()
    with serving(sqlite_house) as server:
        for senders in (1, 2, 8, 32, 128):
            sent = send_for(server.port, senders, _lasting(2), label=f"s{senders}-")
            assert sent.broken == 0
            assert len(sent.acknowledged) >= senders
            everything.acknowledged += sent.acknowledged
            everything.refused += sent.refused
            told.append(f"{senders}: {len(sent.seconds) / 2:.0f}/s p95 {sent.p95() * 1000:.0f} ms")
    _nothing_lost_nothing_twice(everything, _sqlite_texts(sqlite_house))
    figure("senders " + ", ".join(told) + "; HTTP 500 = 0, lost 0")


@pytest.mark.postgres
@pytest.mark.promise(2, "database loss under load: spooled, drained, lost 0")
def test_losing_the_database_under_load_loses_nothing(
    postgres_house: House, figure: Callable[[str], None]
) -> None:
    name = postgres_house.database_url.rsplit("/", 1)[1]
    with (
        psycopg.connect(DSN, autocommit=True) as server_connection,
        serving(postgres_house) as server,
    ):
        done = _lasting(SECONDS)

        def outage() -> None:
            time.sleep(SECONDS / 4)
            server_connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            server_connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            time.sleep(SECONDS / 3)
            server_connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

        thread = threading.Thread(target=outage)
        thread.start()
        sent = send_for(server.port, 8, done)
        thread.join()
        spooled = postgres_house.spooled()
    assert spooled > 0
    assert postgres_house.drain() == f"delivered {spooled}, unreadable 0, left 0"
    _nothing_lost_nothing_twice(sent, _postgres_texts(postgres_house))
    figure(
        f"PostgreSQL cut off for {SECONDS / 3:.1f} s: {len(sent.acknowledged)} acknowledged,"
        f" {spooled} of them by the spool: lost 0, duplicates 0, refused 0"
    )
