"""A real public process is started and searched: no private key, no passphrase, no way to open.

The same search is made in a staff process, where every key must be found: a search that finds
nothing anywhere would prove nothing.
"""

import base64
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from tests.sealing.process_memory import found_in_environment, found_in_memory, open_files
from tests.sealing.stand_ins import CONTEXT, PASSPHRASE
from tryggvei.sealing import api
from tryggvei.sealing.epochs import KeyFolder

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SEALING = ROOT / "tryggvei" / "sealing"
PRIVATE_MODULES = sorted(
    f"tryggvei.sealing.{path.stem}"
    for path in SEALING.glob("*.py")
    if "\nrefuse_on_public_face(__name__)\n" in path.read_text()
)
PUBLIC_WORK = """
import sys, uuid
import django
django.setup()
from tryggvei.sealing import api
context = api.SealContext("enquiry", "tryggest", uuid.UUID(int=5))
sealed = [api.seal(b"a text for the team", context, api.public_keyset()) for _ in range(20)]
code = api.parse_receipt_code(api.new_receipt_code())
reply = api.seal_to_mailbox(b"hello", code.mailbox_id, code.public_key, context.message_id)
assert api.open_reply(code, context.message_id, reply) == b"hello"
print("ready", flush=True)
sys.stdin.readline()
"""
STAFF_WORK = """
import sys, uuid
import django
django.setup()
from tryggvei.sealing import api
context = api.SealContext("enquiry", "tryggest", uuid.UUID(int=5))
sealed = api.seal(b"a text for the team", context, api.public_keyset())
assert api.keeper().open_sealed(sealed.blob, context) == b"a text for the team"
print("ready", flush=True)
sys.stdin.readline()
"""
IMPORT = """
import importlib, sys
import django
from django.core.exceptions import ImproperlyConfigured
django.setup()
import tryggvei.sealing.api
for name in sys.argv[1:]:
    assert name not in sys.modules, f"{name} is loaded in the public face"
    try:
        importlib.import_module(name)
    except ImproperlyConfigured as error:
        assert "cannot be imported by the public face" in str(error)
    else:
        raise SystemExit(f"{name} can be imported in the public face")
"""


def surroundings(face: str, state_dir: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process of one face, with nothing left over from ours."""
    return {
        "PATH": os.environ["PATH"],
        "TRYGGVEI_MODE": "test",
        "TRYGGVEI_STATE_DIR": str(state_dir),
        "DJANGO_SETTINGS_MODULE": f"tryggvei.site.settings.{face}",
        **more,
    }


@contextmanager
def process(work: str, environment: dict[str, str]) -> Iterator[int]:
    """Start a process, wait until it has done its work, yield its id, and end it."""
    with subprocess.Popen(
        [sys.executable, "-c", work],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        try:
            assert child.stdout.readline() == "ready\n"
            yield child.pid
        finally:
            child.kill()


def secrets_of(folder: KeyFolder) -> dict[str, bytes]:
    """Return every private byte string of an installation, also as it stands in the file."""
    material = folder.read()
    (key,) = material.keys
    raw = {"seed": key.seed, "master": material.master, "index": material.index}
    return {
        **raw,
        **{f"{name} in base64": base64.b64encode(secret) for name, secret in raw.items()},
        "X25519 half": hashlib.shake_256(key.seed).digest(96)[64:],
        "passphrase": PASSPHRASE.encode(),
    }


@pytest.mark.promise(8, "a running public process' memory, environment and files hold no key")
def test_no_private_byte_is_in_a_public_process(
    folder: KeyFolder, figure: Callable[[str], None]
) -> None:
    needles = secrets_of(folder)
    public_key = api.public_keyset().primary_key.public
    environment = surroundings("public", folder.path.parent)
    with process(PUBLIC_WORK, environment) as pid:
        found, searched = found_in_memory(pid, {**needles, "public key": public_key[:200]})
        assert found == {"public key"}
        assert found_in_environment(pid, needles) == set()
        assert not {name for name in open_files(pid) if "private.sealed" in name}
        figure(f"{searched / 2**20:.0f} MiB of a public process searched: 0 private bytes")


@pytest.mark.promise(8, "the same search finds every key in a staff process")
def test_the_search_finds_the_keys_where_they_are(folder: KeyFolder) -> None:
    needles = secrets_of(folder)
    environment = surroundings("staff", folder.path.parent, TRYGGVEI_KEY_PASSPHRASE=PASSPHRASE)
    with process(STAFF_WORK, environment) as pid:
        found, _ = found_in_memory(pid, needles)
        assert {"seed", "master", "index", "passphrase", "X25519 half"} <= found
        assert found_in_environment(pid, needles) == {"passphrase"}


@pytest.mark.promise(8, "nothing that opens can be imported under the public settings")
def test_no_private_module_can_be_imported_in_the_public_face(folder: KeyFolder) -> None:
    expected = {"opening", "file_keeper", "private_keys", "private_file", "keyring", "fields"}
    assert {name.rsplit(".", 1)[1] for name in PRIVATE_MODULES} >= expected
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, *PRIVATE_MODULES],
        cwd=ROOT,
        env=surroundings("public", folder.path.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.promise(8, "the key words of the command line refuse under the public settings")
def test_the_keys_command_refuses_in_the_public_face(folder: KeyFolder) -> None:
    before = (folder.path / "public.json").read_bytes()
    done = subprocess.run(
        [sys.executable, "manage.py", "keys", "rotate", "--now"],
        cwd=ROOT,
        env=surroundings("public", folder.path.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "cannot be imported by the public face" in done.stderr
    assert (folder.path / "public.json").read_bytes() == before


@pytest.mark.promise(8, "a public process that is given the passphrase does not start")
def test_a_public_process_with_the_passphrase_does_not_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=ROOT,
        env=surroundings("public", tmp_path, TRYGGVEI_KEY_PASSPHRASE=PASSPHRASE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 78
    assert "TRYGGVEI_KEY_PASSPHRASE" in done.stderr
    assert PASSPHRASE not in done.stderr + done.stdout


@pytest.mark.promise(8, "the front door gives the public face no keeper")
def test_the_front_door_gives_the_public_face_no_keeper(
    folder: KeyFolder, settings: Settings
) -> None:
    sealed = api.seal(b"text", CONTEXT, api.public_keyset())
    assert api.keeper().open_sealed(sealed.blob, CONTEXT) == b"text"
    settings.FACE = "public"
    with pytest.raises(ImproperlyConfigured):
        api.keeper()
    with pytest.raises(ImproperlyConfigured):
        api.rotate_if_due(folder.read().keys[0].valid_to)


def test_the_worker_may_give_the_month_its_key(folder: KeyFolder, settings: Settings) -> None:
    settings.FACE = "worker"
    assert "New messages" in api.rotate_if_due(folder.read().keys[0].valid_to)
