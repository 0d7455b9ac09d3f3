"""What an installation may set from outside: read once, typed, and refused with a clear sentence.

Every value comes from an environment variable `TRYGGVEI_<NAME>` (or `DATABASE_URL`), or from a
file of that name in the folder that `TRYGGVEI_SECRETS_DIR` names (one secret a file).
"""

import os
import sys
from contextlib import suppress
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]


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
    secret_key: str = ""
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
            for name in ("secret_key", "database_url"):
                if not getattr(self, name):
                    shown = "DATABASE_URL" if name == "database_url" else f"TRYGGVEI_{name.upper()}"
                    raise ValueError(f"{shown} must be set when TRYGGVEI_MODE=production")
            if not self.behind_tls:
                raise ValueError("TRYGGVEI_BEHIND_TLS must be true in production: serve over TLS")
        if self.mode is Mode.DEMO and self.intake is Intake.ON and not self._is_on_this_machine():
            raise ValueError(
                "TRYGGVEI_INTAKE=on takes real enquiries, and TRYGGVEI_MODE=demo shows everybody"
                " the log-ins of the desk: set TRYGGVEI_MODE=production"
            )
        return self

    def _is_on_this_machine(self) -> bool:
        hosts = {host.strip() for host in f"{self.public_hosts},{self.staff_hosts}".split(",")}
        return hosts <= {"localhost", "127.0.0.1"} and not self.behind_tls


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
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(secrets.token_urlsafe(48))
        temporary.chmod(0o600)
        # Two processes may come here at once: the first link wins, both read the same secret.
        with suppress(FileExistsError):
            os.link(temporary, path)
        temporary.unlink()
    return path.read_text().strip()
