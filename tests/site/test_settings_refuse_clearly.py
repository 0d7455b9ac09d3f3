"""A bad or missing setting stops the start with one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "TRYGGVEI_MODE": "production",
    "TRYGGVEI_SECRET_KEY": "k9" * 40 + "-a-long-enough-one",
    "TRYGGVEI_BEHIND_TLS": "true",
    "TRYGGVEI_INTAKE": "off",
    "TRYGGVEI_PUBLIC_ORIGIN": "https://www.demo.example",
    "TRYGGVEI_STAFF_ORIGIN": "https://ansatt.demo.example",
}


def _run(
    face: str, words: list[str], tmp_path: Path, **changes: str
) -> subprocess.CompletedProcess[str]:
    ours = ("TRYGGVEI_", "DATABASE_URL", "DJANGO_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    settings = {**GOOD, "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", **changes}
    env = {
        **kept,
        **{name: value for name, value in settings.items() if value},
        "TRYGGVEI_STATE_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": f"tryggvei.site.settings.{face}",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("face", ["public", "staff", "worker"])
def test_the_deployment_check_is_clean(face: str, tmp_path: Path) -> None:
    more = {} if face == "public" else {"TRYGGVEI_KEY_PASSPHRASE": "en lang og tilfeldig setning"}
    run = _run(face, ["check", "--deploy", "--fail-level", "WARNING"], tmp_path, **more)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"TRYGGVEI_SECRET_KEY": ""}, "TRYGGVEI_SECRET_KEY must be set"),
        ({"DATABASE_URL": ""}, "DATABASE_URL must be set"),
        ({"TRYGGVEI_BEHIND_TLS": ""}, "TRYGGVEI_BEHIND_TLS must be true"),
        ({"TRYGGVEI_MODE": "prod"}, "TRYGGVEI_MODE is not usable"),
        ({"TRYGGVEI_INTAKE": "yes"}, "TRYGGVEI_INTAKE is not usable"),
        ({"TRYGGVEI_GLOBAL_HOURLY_RATE": "mange"}, "TRYGGVEI_GLOBAL_HOURLY_RATE is not usable"),
        ({"TRYGGVEI_MUNICIPALITY": "../etc"}, "TRYGGVEI_MUNICIPALITY is not usable"),
        ({"TRYGGVEI_SECRETS_DIR": "/finnes/ikke"}, "not a folder"),
        ({"TRYGGVEI_KEY_PASSPHRASE": "hemmelig"}, "must never hold it"),
        # The demo is the default: forgetting the mode must not open the desk to everybody.
        ({"TRYGGVEI_MODE": "demo", "TRYGGVEI_INTAKE": "on"}, "shows everybody the log-ins"),
        (
            {
                "TRYGGVEI_MODE": "",
                "TRYGGVEI_INTAKE": "on",
                "TRYGGVEI_BEHIND_TLS": "",
                "TRYGGVEI_STAFF_HOSTS": "ansatt.demo.example",
            },
            "shows everybody the log-ins",
        ),
    ],
)
def test_a_bad_setting_gives_one_sentence(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    run = _run("public", ["check"], tmp_path, **change)
    assert run.returncode == 78
    assert said in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert "Traceback" not in run.stderr


def test_a_refused_value_is_never_repeated(tmp_path: Path) -> None:
    run = _run("public", ["check"], tmp_path, TRYGGVEI_GLOBAL_HOURLY_RATE="hemmelig-ord")
    assert "hemmelig-ord" not in run.stdout + run.stderr


def test_secrets_can_come_from_files(tmp_path: Path) -> None:
    folder = tmp_path / "secrets-in"
    folder.mkdir()
    (folder / "TRYGGVEI_SECRET_KEY").write_text(GOOD["TRYGGVEI_SECRET_KEY"])
    run = _run(
        "public", ["check"], tmp_path, TRYGGVEI_SECRET_KEY="", TRYGGVEI_SECRETS_DIR=str(folder)
    )
    assert run.returncode == 0, run.stderr


def test_each_face_signs_with_a_key_of_its_own(tmp_path: Path) -> None:
    ask = ["shell", "-v", "0", "-c", "from django.conf import settings; print(settings.SECRET_KEY)"]
    keys = {_run(face, ask, tmp_path).stdout for face in ("public", "staff")}
    assert len(keys) == 2


def test_the_demos_database_is_readable_by_its_own_account_only(tmp_path: Path) -> None:
    change = {"TRYGGVEI_MODE": "demo", "DATABASE_URL": "", "TRYGGVEI_BEHIND_TLS": ""}
    run = _run("staff", ["migrate", "sessions", "--verbosity", "0"], tmp_path, **change)
    assert run.returncode == 0, run.stderr
    file = tmp_path / "tryggvei.sqlite3"
    assert file.stat().st_size > 0
    assert file.stat().st_mode & 0o077 == 0
