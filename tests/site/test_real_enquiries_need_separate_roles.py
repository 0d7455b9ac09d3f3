"""TRYGGVEI_INTAKE=on starts only under its own database role, or when a named person accepts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tryggvei.site.checks import role_separation_errors

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def errors(
    *,
    intake: str = "on",
    face: str = "public",
    vendor: str = "postgresql",
    user: str = "tryggvei_public",
    is_superuser: bool = False,
    accepted: str = "",
) -> list[str]:
    return role_separation_errors(
        intake=intake,
        face=face,
        vendor=vendor,
        database_user=user,
        is_superuser=is_superuser,
        risk_accepted_by=accepted,
    )


@pytest.mark.parametrize(
    ("face", "user"),
    [("public", "tryggvei_public"), ("staff", "tryggvei_staff"), ("worker", "tryggvei_staff")],
)
def test_each_process_starts_under_its_own_role(face: str, user: str) -> None:
    assert errors(face=face, user=user) == []


@pytest.mark.parametrize(
    ("face", "user"),
    [
        ("public", "tryggvei_staff"),
        ("public", "tryggvei_owner"),
        ("public", "root"),
        ("staff", "tryggvei_owner"),
        ("staff", "tryggvei_public"),
        ("staff", ""),
    ],
)
def test_another_role_is_refused_and_told_which(face: str, user: str) -> None:
    (error,) = errors(face=face, user=user)
    assert "dbroles create" in error
    assert f"tryggvei_{face}" in error


def test_a_superuser_by_the_right_name_is_refused() -> None:
    assert errors(is_superuser=True)


def test_sqlite_is_refused_and_told_why() -> None:
    (error,) = errors(vendor="sqlite", user="")
    assert "no roles" in error


@pytest.mark.parametrize("intake", ["off", "demo"])
def test_no_real_enquiries_no_demand(intake: str) -> None:
    assert errors(intake=intake, vendor="sqlite", user="") == []


def test_a_named_person_may_accept_the_risk_but_blanks_are_nobody() -> None:
    assert errors(vendor="sqlite", accepted="Kommunedirektør Ola Nordmann") == []
    assert errors(vendor="sqlite", accepted="   ")


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "import tryggvei.site.wsgi_public"],
        ["-c", "import tryggvei.site.wsgi_staff"],
        ["manage.py", "worker"],
        ["manage.py", "tick"],
    ],
)
def test_the_process_stops_with_one_sentence(command: list[str], tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "TRYGGVEI_INTAKE": "on",
        "TRYGGVEI_RISK_ACCEPTED_BY": "",
        "TRYGGVEI_STATE_DIR": str(tmp_path),
        "DATABASE_URL": "",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 78, done.stderr
    assert done.stderr.count("Tryggvei does not start: TRYGGVEI_INTAKE=on") == 1
