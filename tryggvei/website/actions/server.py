"""What the file server reads when it is loaded, and loading it again when that changes.

BAKED_DIR/server/headers.conf, leave.conf

The policy admits the style sheets and scripts of every bake that is kept. It is written, and the
server is loaded again, *before* pages with a new style sheet or script are shown: otherwise the
button that leaves would be refused by the browser in between.
"""

import json
import shlex
import subprocess
import time
from pathlib import Path

from django.conf import settings

from tryggvei.ui.api import CLEAR_SITE_DATA, public_shell
from tryggvei.website.actions import kept
from tryggvei.website.rules import baking, server_files

FOLDER = "server"
LOADED = "loaded"
HEADERS = "headers.json"
_SETTLE_SECONDS = 1.0  # nginx has answered its command before its new processes have begun
_LONGEST_SECONDS = 60


class NotReloaded(Exception):
    """The file server was not loaded again, so new pages are not shown. The message says why."""


def announce(root: Path, made: Path) -> bool:
    """Write what the file server must know before a bake is shown; return whether it was new.

    Runs TRYGGVEI_RELOAD_COMMAND when it was. Raises NotReloaded when that fails: it is then tried
    again at the next bake.
    """
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    files = _files([made, *reversed([bake for bake in kept.bakes(root) if bake != made])])
    wanted = baking.fingerprint(baking.manifest(files))
    loaded = folder / LOADED
    if loaded.exists() and loaded.read_text() == wanted:
        return False
    for name, content in files.items():
        kept.replace_durably(folder / name, content)
    if settings.RELOAD_COMMAND:
        _run(settings.RELOAD_COMMAND)
    kept.replace_durably(loaded, wanted.encode())
    return True


def policy_of(bake: Path) -> str:
    """Return the Content-Security-Policy that a bake was made with, "" when it cannot be read."""
    try:
        return str(json.loads((bake / HEADERS).read_text())[server_files.POLICY])
    except (OSError, ValueError, KeyError):
        return ""


def _files(newest_first: list[Path]) -> dict[str, bytes]:
    told = []
    for bake in newest_first:
        try:
            told.append(dict(json.loads((bake / HEADERS).read_text())))
        except (OSError, ValueError):
            continue  # damaged: it cannot be shown either (kept.roll_back)
    headers = server_files.united(told)
    neutral = public_shell({}).neutral_url
    return {
        "headers.conf": server_files.nginx_headers(headers).encode(),
        "leave.conf": server_files.nginx_leaving(neutral, CLEAR_SITE_DATA).encode(),
    }


def _run(command: str) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, no shell
            shlex.split(command), capture_output=True, timeout=_LONGEST_SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NotReloaded(f"the command could not be run ({type(error).__name__})") from error
    if done.returncode:
        raise NotReloaded(f"the command ended with {done.returncode}")
    time.sleep(_SETTLE_SECONDS)
