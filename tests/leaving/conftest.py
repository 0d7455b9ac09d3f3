"""The sample site and the neutral site, and an engine for each test that asks for one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser import Served, free_port, serve
from tests.engines.choose import ENGINES, require, start
from tests.engines.journeys import Walk
from tests.engines.neutral import NeutralSite, neutral_site
from tests.engines.visit import Person, Visit

Opener = Callable[..., Visit]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that names an engine in all of them, each engine on one worker.

    Chromium in every run, the others in the deep one.
    """
    if "engine" in metafunc.fixturenames:
        each = [
            pytest.param(
                name,
                marks=[
                    pytest.mark.xdist_group(f"leaving-{name}"),
                    pytest.mark.own_server,
                    *([] if name == "chromium" else [pytest.mark.deep]),
                ],
            )
            for name in ENGINES
        ]
        metafunc.parametrize("engine", each, scope="module")


@pytest.fixture(scope="session")
def neutral(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NeutralSite]:
    """Serve the neutral site for the session."""
    with neutral_site(tmp_path_factory.mktemp("neutral")) as site:
        yield site


@pytest.fixture(autouse=True)
def neutral_is_well(neutral: NeutralSite) -> Iterator[None]:
    """No test leaves the neutral site silent for the next one."""
    yield
    neutral.mend()


@pytest.fixture(scope="session")
def left_site(neutral: NeutralSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the sample site, with its way out to the neutral site."""
    state = tmp_path_factory.mktemp("left-state")
    with serve(
        "tests.faces.sample.wsgi", state, free_port(), TRYGGVEI_NEUTRAL_URL=neutral.url
    ) as served:
        yield served


@pytest.fixture(scope="session")
def kept_site(neutral: NeutralSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the sample site without `no-store`."""
    state = tmp_path_factory.mktemp("kept-state")
    with serve(
        "tests.engines.kept", state, free_port(), TRYGGVEI_NEUTRAL_URL=neutral.url
    ) as served:
        yield served


def walk_of(site: Served) -> Walk:
    """Return the walk over the sample site: three pages deep, and a field on the last."""
    return Walk(
        pages=tuple(f"{site.url}{path}" for path in ("/", "/side/1/", "/side/2/", "/side/3/")),
        links=("#next",) * 3,
        field="#note",
        texts=("KANARIFUGL", "Du kan få hjelp"),
    )


@pytest.fixture(scope="module")
def opened(
    engine: str, playwright_driver: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opener]:
    """Return opened(javascript=True, storage=True): a browser with a profile of its own."""
    require(engine)
    visits: list[Visit] = []

    def make(
        profile: Path | None = None, *, javascript: bool = True, storage: bool = True
    ) -> Visit:
        folder = profile or tmp_path_factory.mktemp(engine) / "profile"
        visit = start(engine, Person(folder, javascript, storage), playwright_driver)
        visits.append(visit)
        return visit

    yield make
    for visit in visits:
        visit.close()


@pytest.fixture(scope="module")
def visit(opened: Opener) -> Visit:
    """One browser a module and engine; every journey takes a tab of its own."""
    return opened()
