"""No message, no look-up, no connection leaves: nothing to betray anybody with."""

import ast
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import environment_of
from tests.house.laws import modules

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# The only way out that the code has: sign-in to the municipality's own identity provider.
MAY_CONNECT = {"tryggvei/signin/oidc", "tryggvei/site/demo.py"}
WAYS_OUT = (
    *("requests", "urllib.request", "http.client", "smtplib", "socket", "django.core.mail"),
    *("boto3", "botocore", "urllib3"),
)


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.promise(44, "only sign-in may connect out")
def test_no_module_can_connect_out_but_sign_in() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in modules(ROOT)
        if any(
            name == way or name.startswith(way + ".") for name in _imports(path) for way in WAYS_OUT
        )
        and not str(path.relative_to(ROOT)).startswith(tuple(MAY_CONNECT))
    ]
    assert found == []


@pytest.mark.promise(45, "no code sends mail or SMS: there is no notification to betray anybody")
def test_no_module_can_send_a_message() -> None:
    words = ("django.core.mail", "smtplib", "send_mail", "EmailMessage", "twilio")
    found = [
        str(path.relative_to(ROOT))
        for path in modules(ROOT)
        if any(word in path.read_text() for word in words)
    ]
    assert found == []


@pytest.mark.promise(44, "the suite runs with sockets shut to all but this machine")
def test_the_suite_itself_cannot_reach_out() -> None:
    with pytest.raises(ConnectionRefusedError, match="only this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


START = """
import fcntl, socket, struct, os, sys
with socket.socket() as probe:  # bring up the loopback of the empty network
    request = struct.pack("16sh14x", b"lo", 0x1 | 0x40)
    fcntl.ioctl(probe, 0x8914, request)
def no_lookups(*args, **kwargs):
    raise SystemExit("looked up " + repr(args[:1]))
socket.getaddrinfo = socket.gethostbyname = no_lookups
os.environ["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings." + sys.argv[1]
import importlib
application = importlib.import_module("tryggvei.site.wsgi_" + sys.argv[1]).application
from django.test import RequestFactory
status = []
environ = RequestFactory().get("/", headers={"host": "localhost"}).environ
b"".join(application(environ, lambda code, headers: status.append(code)))
print("started", status[0])
"""


@pytest.mark.promise(44, "both faces start and answer in a network without a way out, no look-up")
@pytest.mark.parametrize("face", ["public", "staff"])
def test_a_face_starts_without_any_network(face: str, tmp_path: Path) -> None:
    if not shutil.which("unshare"):
        pytest.skip("no unshare on this machine: install util-linux")
    env = environment_of(tmp_path, 8000)
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True
    )
    if face == "staff":  # it does not start without its style sheets
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
        subprocess.run(collect, cwd=ROOT, env=env, check=True)
    run = subprocess.run(
        ["unshare", "--net", "--map-root-user", sys.executable, "-c", START, face],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in run.stderr and "not permitted" in run.stderr:
        pytest.skip("this machine does not let us make an empty network")
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("started ")
