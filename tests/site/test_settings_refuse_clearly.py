"""A bad or missing setting stops the start with one sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "TRYGGVEI_MODE": "production",
    "TRYGGVEI_BEHIND_TLS": "true",
    "TRYGGVEI_INTAKE": "off",
    "TRYGGVEI_PUBLIC_ORIGIN": "https://www.demo.example",
    "TRYGGVEI_STAFF_ORIGIN": "https://ansatt.demo.example",
}


PUBLIC_KEY, STAFF_KEY = "k9" * 40 + "-a-long-enough-one", "f4" * 40 + "-another-long-one"
OWN_KEY = {
    "public": {"TRYGGVEI_PUBLIC_SECRET_KEY": PUBLIC_KEY},
    "staff": {"TRYGGVEI_STAFF_SECRET_KEY": STAFF_KEY},
    "worker": {"TRYGGVEI_STAFF_SECRET_KEY": STAFF_KEY},
}


def _run(
    face: str, words: list[str], tmp_path: Path, **changes: str
) -> subprocess.CompletedProcess[str]:
    ours = ("TRYGGVEI_", "DATABASE_URL", "DJANGO_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    settings = {
        **GOOD,
        **OWN_KEY[face],
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        **changes,
    }
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
    if face == "staff":
        _run(face, ["collectstatic", "--no-input", "--verbosity", "0"], tmp_path, **more)
    run = _run(face, ["check", "--deploy", "--fail-level", "WARNING"], tmp_path, **more)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"TRYGGVEI_PUBLIC_SECRET_KEY": ""}, "TRYGGVEI_PUBLIC_SECRET_KEY must be set"),
        ({"TRYGGVEI_PUBLIC_SECRET_KEY": "for kort"}, "needs at least 50 signs"),
        ({"TRYGGVEI_SECRET_KEY": PUBLIC_KEY}, "TRYGGVEI_SECRET_KEY is no longer read"),
        ({"TRYGGVEI_STAFF_SECRET_KEY": STAFF_KEY}, "could then sign as the staff face"),
        ({"TRYGGVEI_STAFF_SECRET_KEY": PUBLIC_KEY}, "are equal"),
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
        # Nor must the mode of the test suite, which shows them too and asks for no TLS.
        (
            {
                "TRYGGVEI_MODE": "test",
                "TRYGGVEI_INTAKE": "on",
                "TRYGGVEI_PUBLIC_HOSTS": "www.demo.example",
            },
            "shows everybody the log-ins",
        ),
        (
            {"TRYGGVEI_MODE": "test", "TRYGGVEI_STAFF_HOSTS": "localhost,ansatt.demo.example"},
            "TRYGGVEI_MODE=test is for this machine only",
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
    (folder / "TRYGGVEI_PUBLIC_SECRET_KEY").write_text(PUBLIC_KEY)
    files = {"TRYGGVEI_PUBLIC_SECRET_KEY": "", "TRYGGVEI_SECRETS_DIR": str(folder)}
    run = _run("public", ["check"], tmp_path, **files)
    assert run.returncode == 0, run.stderr


# Everything that a broken public process has: its environment, its settings, and this code.
FORGE = """
import os
from django.conf import settings
from django.core import signing
known = {v for v in os.environ.values() if v} | {settings.SECRET_KEY}
known |= {f"{face}:{value}" for face in ("staff", "public") for value in known}
for key in sorted(known):
    print(signing.dumps({"e": "aud", "n": "forged"}, key=key, salt="tryggvei.signin.known_browser"))
"""
BELIEVED = """
import sys
from django.core import signing
for mark in sys.stdin.read().split():
    try:
        signing.loads(mark, salt="tryggvei.signin.known_browser")
    except signing.BadSignature:
        continue
    print("believed")
print("asked")
"""


@pytest.mark.promise(24, "the public face's environment signs nothing that the staff face believes")
@pytest.mark.parametrize("mode", ["production", "demo"])
def test_the_public_face_cannot_sign_as_the_staff_face(tmp_path: Path, mode: str) -> None:
    demo = {"TRYGGVEI_BEHIND_TLS": "", "TRYGGVEI_PUBLIC_SECRET_KEY": ""}
    changes = demo if mode == "demo" else {}
    forge = ["shell", "-v", "0", "-c", FORGE]
    forged = _run("public", forge, tmp_path, TRYGGVEI_MODE=mode, **changes)
    assert len(forged.stdout.split()) > 10
    changes = {**demo, "TRYGGVEI_STAFF_SECRET_KEY": ""} if mode == "demo" else {}
    (tmp_path / "marks").write_text(forged.stdout)
    ask = BELIEVED.replace("sys.stdin", f"open({str(tmp_path / 'marks')!r})")
    asking = ["shell", "-v", "0", "-c", ask]
    told = _run("staff", asking, tmp_path, TRYGGVEI_MODE=mode, **changes)
    assert told.stdout.split() == ["asked"], told.stderr
    # The same search finds what the staff face signs: the test can fail.
    own = _run("staff", forge, tmp_path, TRYGGVEI_MODE=mode, **changes)
    (tmp_path / "marks").write_text(own.stdout)
    told = _run("staff", asking, tmp_path, TRYGGVEI_MODE=mode, **changes)
    assert "believed" in told.stdout


def test_the_demos_database_is_readable_by_its_own_account_only(tmp_path: Path) -> None:
    change = {"TRYGGVEI_MODE": "demo", "DATABASE_URL": "", "TRYGGVEI_BEHIND_TLS": ""}
    run = _run("staff", ["migrate", "sessions", "--verbosity", "0"], tmp_path, **change)
    assert run.returncode == 0, run.stderr
    file = tmp_path / "tryggvei.sqlite3"
    assert file.stat().st_size > 0
    assert file.stat().st_mode & 0o077 == 0
