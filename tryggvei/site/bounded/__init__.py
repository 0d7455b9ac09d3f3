"""PostgreSQL for the public face: a database that hangs counts as away within seconds.

A database that refuses is noticed at once. One that is locked, overloaded, or behind a line that
swallows everything would hold every sender for minutes, and nothing would be spooled.
"""

from typing import Any

ENGINE = "tryggvei.site.bounded"
CONNECT_SECONDS = 2  # the least that libpq takes
LOCK_SECONDS, STATEMENT_SECONDS, ANSWER_SECONDS = 1.5, 2.5, 3.0
SQLITE_SECONDS = 3


def for_the_public(config: dict[str, Any]) -> dict[str, Any]:
    """Return Django's DATABASES entry with every wait bounded."""
    options = dict(config.get("OPTIONS", {}))
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, "OPTIONS": {**options, "timeout": SQLITE_SECONDS}}
    limits = {"lock_timeout": LOCK_SECONDS, "statement_timeout": STATEMENT_SECONDS}
    told = [options.get("options", "")]
    told += [f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items()]
    bounds = {
        "connect_timeout": CONNECT_SECONDS,
        "tcp_user_timeout": int(ANSWER_SECONDS * 1000),
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 2,
        "options": " ".join(told).strip(),
    }
    return {**config, "ENGINE": ENGINE, "OPTIONS": {**options, **bounds}}
