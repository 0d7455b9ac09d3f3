"""Whatever is pulled out while key files are written, usable files are left."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.sealing.stand_ins import CONTEXT, PASSPHRASE
from tryggvei.sealing import api, epochs
from tryggvei.sealing.epochs import KeyFolder

DAY = date(2026, 3, 20)
ROOT = Path(__file__).resolve().parents[2]
ROTATE_FOR_EVER = """
import sys
from datetime import date
from pathlib import Path
import django
django.setup()
from tryggvei.sealing import epochs, private_file
private_file.DEFAULT_COST = private_file.Argon2Cost(1, 64, 1)
folder = epochs.KeyFolder(Path(sys.argv[1]), sys.argv[2])
while True:
    print(epochs.rotate(folder, date(2026, 3, 20), now=True), flush=True)
"""


def break_(monkeypatch: pytest.MonkeyPatch, name: str, after: int) -> None:
    """Make one call of the operating system fail from the n-th time on."""
    real, calls = getattr(os, name), 0

    def failing(*args: object, **kwargs: object) -> object:
        nonlocal calls
        calls += 1
        if calls > after:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(os, name, failing)


@pytest.mark.promise(14, "an interrupted write leaves a usable key file")
@pytest.mark.parametrize("name", ["fsync", "fchmod"])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_disk_that_refuses_leaves_old_or_new_keys_usable(
    folder: KeyFolder, monkeypatch: pytest.MonkeyPatch, name: str, after: int
) -> None:
    before = api.seal(b"before", CONTEXT, api.public_keyset())
    with monkeypatch.context() as broken:
        break_(broken, name, after)
        with contextlib.suppress(OSError):
            epochs.rotate(folder, DAY, now=True)
    during = api.seal(b"during", CONTEXT, api.public_keyset())
    for blob, text in ((before, b"before"), (during, b"during")):
        assert api.keeper().open_sealed(blob.blob, CONTEXT) == text
    epochs.rotate(folder, DAY)  # any next step puts public.json in step again
    assert folder.published() == folder.read().public_keyset()
    assert {path.name for path in folder.path.iterdir()} == {
        "public.json",
        "private.sealed",
        ".lock",
    }


def test_killed_between_the_two_files_the_next_step_heals(
    folder: KeyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(KeyFolder, "publish", _killed)
        with pytest.raises(RuntimeError):
            epochs.rotate(folder, DAY, now=True)
    old = api.seal(b"text", CONTEXT, api.public_keyset())
    assert api.keeper().open_sealed(old.blob, CONTEXT) == b"text"
    assert "in step" in epochs.init(folder, DAY)
    assert api.public_keyset().primary == folder.read().primary


def _killed(*args: object) -> None:
    raise RuntimeError("killed")


@pytest.mark.drill
@pytest.mark.deep
@pytest.mark.promise(14, "kill -9 during rotation: the key files open afterwards")
def test_kill_minus_nine_while_rotating(folder: KeyFolder) -> None:
    blob = api.seal(b"first", CONTEXT, api.public_keyset())
    for attempt in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", ROTATE_FOR_EVER, str(folder.path), PASSPHRASE],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline().startswith(b"New messages")
        time.sleep(0.007 * attempt)  # another place in the loop each time
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        api.seal(b"x", CONTEXT, api.public_keyset())
        assert api.keeper().open_sealed(blob.blob, CONTEXT) == b"first"
        epochs.rotate(folder, DAY, now=True)
        assert folder.published() == folder.read().public_keyset()


def test_the_private_file_is_for_its_owner_and_the_public_one_for_all(folder: KeyFolder) -> None:
    mode = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.path.iterdir()}
    assert mode == {"private.sealed": 0o600, "public.json": 0o644, ".lock": 0o600}
