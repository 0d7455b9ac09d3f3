"""What an installation may set from outside: read once, typed, and refused with a clear sentence.

Every value comes from an environment variable `TRYGGVEI_<NAME>` (or `DATABASE_URL`), or from a
file of that name in the folder that `TRYGGVEI_SECRETS_DIR` names (one secret a file).
"""

import os
import sys
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tryggvei.toolbox.durable import create_file

ROOT = Path(__file__).resolve().parents[3]
LEAST_SECRET = 50  # signs of a signing key


class Mode(StrEnum):
    """What the installation is: an example with invented people, or the real thing."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


class Intake(StrEnum):
    """Whether the public enquiry form is open, and for whom."""

    OFF = "off"
    DEMO = "demo"
    ON = "on"


class Environment(BaseSettings):
    """The whole list of settings from outside; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="TRYGGVEI_", extra="ignore")

    mode: Mode = Mode.DEMO
    municipality: str = Field(default="lillestrom", pattern=r"^[a-z][a-z0-9-]{1,40}$")
    state_dir: Path = ROOT / "var"
    content_dir: Path = ROOT / "content"
    secret_key: str = ""  # of earlier releases: one for both faces. Refused, see _whole
    public_secret_key: str = ""
    staff_secret_key: str = ""
    key_passphrase: str = ""
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    public_hosts: str = "localhost,127.0.0.1"
    staff_hosts: str = "localhost,127.0.0.1"
    staff_origin: str = "http://localhost:8001"
    public_origin: str = "http://localhost:8000"
    neutral_url: str = ""
    # A copy of anchors.log from another machine, as it is mounted here; read by `audit verify`.
    anchors_copy: Path | None = None
    intake: Intake = Intake.DEMO
    voices: bool = False
    risk_accepted_by: str = Field(default="", max_length=200)
    global_hourly_rate: int = Field(default=600, ge=1, le=100_000)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_private_key_file: str = ""
    oidc_required_acr: str = "idporten-loa-high"
    behind_tls: bool = False
    # Run when the headers of the baked pages have changed, before the pages are shown.
    reload_command: str = Field(default="", max_length=500)

    @model_validator(mode="after")
    def _whole(self) -> "Environment":
        if self.mode is Mode.PRODUCTION:
            # No passphrase here: the public process must start without it; the keeper asks for it.
            if not self.database_url:
                raise ValueError("DATABASE_URL must be set when TRYGGVEI_MODE=production")
            if not self.behind_tls:
                raise ValueError("TRYGGVEI_BEHIND_TLS must be true in production: serve over TLS")
        self._refuse_one_key_for_both()
        self._refuse_open_log_ins()
        return self

    def _refuse_one_key_for_both(self) -> None:
        if self.secret_key:
            raise ValueError(
                "TRYGGVEI_SECRET_KEY is no longer read: with one key for both faces the public"
                " process could sign as the staff face. Set TRYGGVEI_PUBLIC_SECRET_KEY for the"
                " public face and TRYGGVEI_STAFF_SECRET_KEY for the others, two different ones"
            )
        for name in ("public_secret_key", "staff_secret_key"):
            if 0 < len(getattr(self, name)) < LEAST_SECRET:
                raise ValueError(f"TRYGGVEI_{name.upper()} needs at least {LEAST_SECRET} signs")
        if self.public_secret_key and self.public_secret_key == self.staff_secret_key:
            raise ValueError("TRYGGVEI_PUBLIC_SECRET_KEY and TRYGGVEI_STAFF_SECRET_KEY are equal")

    def _refuse_open_log_ins(self) -> None:
        """Demo and test show everybody the log-ins of the desk."""
        if self.mode is Mode.PRODUCTION:
            return
        if self.intake is Intake.ON and not self._is_on_this_machine():
            raise ValueError(
                f"TRYGGVEI_INTAKE=on takes real enquiries, and TRYGGVEI_MODE={self.mode} shows"
                " everybody the log-ins of the desk: set TRYGGVEI_MODE=production"
            )
        if self.mode is Mode.TEST and not _are_here(self.staff_hosts):
            raise ValueError(
                "TRYGGVEI_MODE=test is for this machine only, and TRYGGVEI_STAFF_HOSTS names"
                " another: set TRYGGVEI_MODE=production"
            )

    def _is_on_this_machine(self) -> bool:
        return _are_here(f"{self.public_hosts},{self.staff_hosts}") and not self.behind_tls


def _are_here(hosts: str) -> bool:
    return {host.strip() for host in hosts.split(",")} <= {"localhost", "127.0.0.1"}


def refuse(reason: str) -> NoReturn:
    """Stop the start with one sentence on standard error and exit code 78 (EX_CONFIG)."""
    sys.stderr.write(f"Tryggvei does not start: {reason}\n")
    raise SystemExit(78)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the settings from outside. Raises SystemExit(78) with what to do when one is bad."""
    secrets_dir = os.environ.get("TRYGGVEI_SECRETS_DIR") or None
    if secrets_dir and not Path(secrets_dir).is_dir():
        refuse(f"TRYGGVEI_SECRETS_DIR names {secrets_dir}, not a folder. Create it or unset it.")
    try:
        return Environment(_secrets_dir=secrets_dir)  # type: ignore[call-arg]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        shown = name if name.isupper() or not name else f"TRYGGVEI_{name.upper()}"
        prefix = f"the setting {shown} is not usable: " if shown else ""
        # The value itself is never repeated: it may be a secret.
        refuse(f"{prefix}{first['msg']}. Set it in the environment or in TRYGGVEI_SECRETS_DIR.")


def demo_secret(name: str) -> str:
    """Return a random secret kept in the state folder, made at first use. Never in production."""
    import secrets  # noqa: PLC0415 - only demo and test come here

    folder = environment().state_dir / "secrets"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        create_file(path, secrets.token_urlsafe(48).encode())
    return path.read_text().strip()
