"""A whole house of its own: both faces served, invented people, baked pages."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import free_port, serve
from tests.prepared import copy_of_house, logins_of
from tests.tiers import own_server


@dataclass(frozen=True)
class House:
    """Where both faces answer, and who may come in: e-mail -> password."""

    public: str
    staff: str
    state: Path
    logins: dict[str, str]


@contextlib.contextmanager
def built_house(state: Path) -> Iterator[House]:
    """Serve a copy of the run's house from `state` until the block ends."""
    copy_of_house(state)
    with (
        serve("tryggvei.site.wsgi_public", state, free_port()) as public,
        serve("tryggvei.site.wsgi_staff", state, free_port()) as staff,
    ):
        yield House(public.url, staff.url, state, logins_of(state))


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
@own_server
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
