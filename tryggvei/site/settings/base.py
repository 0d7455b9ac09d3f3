"""What the public face, the staff face and the worker share. Small on purpose."""

from pathlib import Path
from typing import Any

import dj_database_url

from tryggvei.site.settings.environment import ROOT, Mode, demo_secret, environment, refuse

ENV = environment()
TRYGGVEI_MODE = ENV.mode
TRYGGVEI_MUNICIPALITY = ENV.municipality
STATE_DIR: Path = ENV.state_dir
CONTENT_DIR: Path = ENV.content_dir
STATE_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [ROOT / "tryggvei" / "ui" / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

GROUND_APPS = [
    "tryggvei.ui",
    "tryggvei.contentpack",
    "tryggvei.sealing",
    "tryggvei.intake",
    "tryggvei.website",
    "tryggvei.help_directory",
    "tryggvei.guides",
]


def secret_for(face: str) -> str:
    """Return the signing key of one face: its own, so that one face cannot forge the other's.

    Given apart and never derived here from one key: whoever breaks a process has all that the
    process was given. In demo and test each face keeps one of its own in the state folder.
    """
    given = ENV.public_secret_key if face == "public" else ENV.staff_secret_key
    name = f"TRYGGVEI_{face.upper()}_SECRET_KEY"
    if not given and TRYGGVEI_MODE is Mode.PRODUCTION:
        refuse(f"{name} must be set when TRYGGVEI_MODE=production.")
    return given or demo_secret(f"{face}-secret-key")


def database(url: str) -> dict[str, Any]:
    """Return Django's DATABASES entry; SQLite is set to survive a killed process."""
    if not url:
        file = STATE_DIR / "tryggvei.sqlite3"
        # Sessions and people stand in it: for this account only (its WAL gets the same mode).
        file.touch(mode=0o600)
        url = f"sqlite:///{file}"
    # Health checks: the first page after a restart of the database must not be an error.
    config: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if config["ENGINE"].endswith("postgresql"):
        # A host that does not answer must not keep a writer waiting: the spool takes over.
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA foreign_keys=ON;"
            ),
        }
    return config


DATABASES = {"default": database(ENV.database_url)}

KEYS_DIR = STATE_DIR / "keys"
KEYRING_DIR = STATE_DIR / "keyring"
ANCHORS_DIR = STATE_DIR / "anchors"
ANCHORS_COPY = ENV.anchors_copy  # a copy on another machine, as it is mounted here
SPOOL_DIR = STATE_DIR / "spool"
BAKED_DIR = STATE_DIR / "baked"
RELOAD_COMMAND = ENV.reload_command
BROTLI_QUALITY = 11  # the smallest pages; tests of how a bake is made are quicker with 1
INTAKE = ENV.intake
RISK_ACCEPTED_BY = ENV.risk_accepted_by
GLOBAL_HOURLY_RATE = ENV.global_hourly_rate
NEUTRAL_URL = ENV.neutral_url
VOICES = ENV.voices  # let a machine read the core pages aloud; see ADR 0026
PUBLIC_ORIGIN = ENV.public_origin
STAFF_ORIGIN = ENV.staff_origin

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "tryggvei": {"level": "INFO"},
        # A request's line, and the message of an exception, may hold what somebody typed: nothing
        # of a request is ever logged. Our own handlers log the class of a failure.
        "django.request": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        "django.security": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        "django.server": {"handlers": [], "propagate": False, "level": "CRITICAL"},
    },
}
