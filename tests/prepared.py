"""One prepared house a run: made once, and copied for whoever serves it.

TRYGGVEI_TEST_HOUSE names its state folder. `make test` has it made before pytest starts; else the
first test that asks makes it, and the other workers wait for it and take copies too.

    python -m tests.prepared FOLDER
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser import ROOT, environment_of

LOGINS, READY = "logins.json", "prepared"
ORIGIN_PORT = 8000  # stands in baked pages: another would make a copy's next bake draw them all
LINKED = ("baked", "static-root")  # what a run replaces as whole files, never inside one
# One process: a start costs a second each. The log-ins are what a newcomer reads at /demo/.
STEPS = """
import json
from pathlib import Path
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("keys", "init")
call_command("content", "load")
call_command("collectstatic", interactive=False, verbosity=0)
call_command("bake")  # before the invented editors: the pages are those of the pack
call_command("simulate", per_day=0.12)
from tryggvei.simulator.api import demo_logins
logins = {login.email: login.password for login in demo_logins()}
(Path(settings.STATE_DIR) / "logins.json").write_text(json.dumps(logins))
"""


def copy_of_house(to: Path) -> Path:
    """Fill a folder with a copy of the run's house: database, keys, people, baked pages."""
    named = os.environ.get("TRYGGVEI_TEST_HOUSE")
    if not named:  # outside the suite: nobody to share with
        return prepared(to)
    source = prepared(Path(named))
    shutil.copytree(source, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*LINKED, READY))
    for name in LINKED:
        shutil.copytree(source / name, to / name, symlinks=True, copy_function=_linked)
    return to


def logins_of(state: Path) -> dict[str, str]:
    """Return who may come in: e-mail -> password."""
    return dict(json.loads((state / LOGINS).read_text()))


def _linked(source: str, to: str) -> str:
    try:
        os.link(source, to)
    except OSError:  # another file system
        shutil.copy2(source, to)
    return to


def prepared(folder: Path) -> Path:
    """Return the folder, made whole first if nobody has. Raises RuntimeError with the output."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / READY).exists():
            worker = {"DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.worker"}
            _run(["-c", STEPS], environment_of(folder, ORIGIN_PORT, **worker))
            (folder / READY).touch()
    return folder


def manage(words: list[str], state: Path) -> str:
    """Run a management command in a copy of the house. Raises RuntimeError with its output."""
    return _run(["manage.py", *words], environment_of(state, ORIGIN_PORT))


def _run(words: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    prepared(Path(sys.argv[1]))
