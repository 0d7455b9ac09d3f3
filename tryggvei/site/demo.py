"""`make demo`: prepare a living demo municipality and serve both faces until Ctrl-C.

Safe to run twice: each step sees what is already there. The second start takes seconds.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tryggvei.site.settings.environment import ROOT, Mode, environment

HOST = "127.0.0.1"
PORTS = {"public": 8000, "staff": 8001}
READY_WITHIN = 30  # seconds for both faces to answer


def say(text: str) -> None:
    """Print one line at once, also when standard output is a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def refuse_busy_ports() -> None:
    """Stop with one clear sentence when something else listens where a face should."""
    for face, port in PORTS.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                say(
                    f"Port {port} is busy, and the {face} face needs it. "
                    f"Stop what listens there (is another demo running?), then run make demo again."
                )
                raise SystemExit(69) from None


def prepare() -> None:
    """Bring database, keys, content, demo people and baked pages up to date, a line a step."""
    import django  # noqa: PLC0415 - only after the ports are known to be free
    from django.core.management import call_command  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "tryggvei.site.settings.worker"
    django.setup()
    with Path(os.devnull).open("w") as quiet:

        def collect() -> None:
            # Small stamp: collecting is skipped when no static file changed.
            call_command("collectstatic", interactive=False, verbosity=0)

        steps: list[tuple[str, Callable[[], object]]] = [
            ("database", lambda: call_command("migrate", verbosity=0)),
            ("keys", lambda: call_command("keys", "init", stdout=quiet)),
            ("content pack", lambda: call_command("content", "load", stdout=quiet)),
            ("style sheets and scripts", collect),
            ("demo municipality", lambda: call_command("simulate")),
            ("public pages", lambda: call_command("bake", "--release", stdout=quiet)),
        ]
        for number, (name, run) in enumerate(steps, start=1):
            began = time.monotonic()
            run()
            say(f"[{number}/{len(steps)}] {name:<26} {time.monotonic() - began:5.1f} s")


def start() -> list[subprocess.Popen[bytes]]:
    """Start the public face, the staff face and the worker as processes of their own."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    children = []
    for face, port in PORTS.items():
        command = [*gunicorn, "--bind", f"{HOST}:{port}", f"tryggvei.site.wsgi_{face}"]
        environ = os.environ | {"DJANGO_SETTINGS_MODULE": f"tryggvei.site.settings.{face}"}
        children.append(subprocess.Popen(command, cwd=ROOT, env=environ))  # noqa: S603
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "tryggvei.site.settings.worker"}
    worker = [sys.executable, "manage.py", "worker"]
    children.append(
        subprocess.Popen(worker, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)  # noqa: S603
    )
    return children


def answers(port: int) -> bool:
    """Return whether a face answers at all; a redirect or a refusal is an answer."""
    try:
        urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=2).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def wait_until_ready(children: list[subprocess.Popen[bytes]]) -> None:
    """Return when both faces answer; stop with a sentence when one ended or takes too long."""
    deadline = time.monotonic() + READY_WITHIN
    while not all(answers(port) for port in PORTS.values()):
        if any(child.poll() is not None for child in children):
            say("One of the processes ended by itself; its message stands above.")
            raise SystemExit(70)
        if time.monotonic() > deadline:
            say(f"The faces did not answer within {READY_WITHIN} seconds.")
            raise SystemExit(70)
        time.sleep(0.1)


def introduce() -> None:
    """Print where the house is and who may come in."""
    say("")
    say(f"  Public face   http://localhost:{PORTS['public']}/   for residents, no log-in")
    say(f"  Staff face    http://localhost:{PORTS['staff']}/   one-time codes at /demo/")
    from tryggvei.simulator.api import demo_logins  # noqa: PLC0415

    say("")
    for login in demo_logins():
        say(f"    {login.email:<32} {login.password:<22} {login.role}")
    say("")
    say("  The second factor: open /demo/ on the staff face for each person's code of this minute.")
    say("  All people are invented. Ctrl-C stops everything.")


def stop(children: list[subprocess.Popen[bytes]]) -> None:
    """End every process, gently first."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def main() -> None:
    """Run the demo until it is stopped. Exit codes: 69 not available, 70 broken, 78 settings."""
    began = time.monotonic()
    if environment().mode is not Mode.DEMO:
        say("make demo invents people: it runs only with TRYGGVEI_MODE=demo (or unset).")
        raise SystemExit(78)
    if shutil.disk_usage(ROOT).free < 200 * 1024 * 1024:
        say("Less than 200 MB of disk is free; the demo would fail half-way. Free some first.")
        raise SystemExit(69)
    refuse_busy_ports()
    prepare()
    children = start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_ready(children)
        introduce()
        say(f"  Ready after {time.monotonic() - began:.1f} s.")
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        say("One of the processes ended by itself; its message stands above.")
    except KeyboardInterrupt:
        say("Stopping.")
    finally:
        stop(children)


if __name__ == "__main__":
    main()
