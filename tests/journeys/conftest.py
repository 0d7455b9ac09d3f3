"""A whole house of its own: both faces served, invented people, baked pages."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import ROOT, environment_of, free_port, serve

STEPS = (
    ["migrate", "--verbosity", "0"],
    ["keys", "init"],
    ["content", "load"],
    ["collectstatic", "--no-input", "--verbosity", "0"],
    ["simulate"],
    ["bake"],
)
# Asks the running house's own simulator for a log-in, as a newcomer reads it at /demo/.
ASK = """
from tryggvei.simulator.api import demo_logins
for login in demo_logins():
    print(login.email, login.password)
"""


@dataclass(frozen=True)
class House:
    """Where both faces answer, and who may come in: e-mail -> password."""

    public: str
    staff: str
    state: Path
    logins: dict[str, str]


def manage(words: list[str], env: dict[str, str]) -> str:
    """Run a management command in the house's own environment. Raises with its output."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


@contextlib.contextmanager
def built_house(state: Path, per_day: str = "0.12") -> Iterator[House]:
    """Prepare and serve a house in `state` until the block ends."""
    public_port, staff_port = free_port(), free_port()
    env = environment_of(state, staff_port)
    for words in STEPS:
        more = ["--per-day", per_day] if words == ["simulate"] else []
        manage([*words, *more], env)
    told = manage(["shell", "-v", "0", "-c", ASK], env)
    logins = dict(line.split() for line in told.splitlines())
    with (
        serve("tryggvei.site.wsgi_public", state, public_port) as public,
        serve("tryggvei.site.wsgi_staff", state, staff_port) as staff,
    ):
        yield House(public.url, staff.url, state, logins)


def enter(house: House, page: Page, key: str) -> None:
    """Sign an invented person in, with password and one-time code."""
    email = f"{key}@demo.example"
    page.goto(f"{house.staff}/demo/")
    code = page.locator("tr", has_text=email).locator("code").nth(1).inner_text()
    page.goto(f"{house.staff}/konto/inn/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", house.logins[email])
    page.locator("main form button[type=submit]").first.click()
    page.fill("input[name=code]", code)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{house.staff}/")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve a whole simulated house until the session ends."""
    with built_house(tmp_path_factory.mktemp("house-state")) as built:
        yield built


@pytest.fixture(scope="session")
def keys_of_the_house() -> dict[str, Any]:
    """Remember who is signed in: a one-time code works once, so each person enters once."""
    return {}


@pytest.fixture
def sign_in(house: House, keys_of_the_house: dict[str, Any]) -> Callable[[Page, str], None]:
    """Return a function that signs an invented person in, or brings her session back."""

    def entered(page: Page, key: str) -> None:
        if key in keys_of_the_house:
            page.context.add_cookies(keys_of_the_house[key])
            page.goto(f"{house.staff}/")
        else:
            enter(house, page, key)
            keys_of_the_house[key] = page.context.cookies()

    return entered
