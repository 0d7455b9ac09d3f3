"""Pages to plant faults in, and one bake of the real pack that many tests read."""

import http.server
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from tests.browser import answering
from tests.prepared import copy_of_house
from tests.small_pack import make_pack, use
from tests.tiers import own_server, slow
from tryggvei.ui.api import public_headers
from tryggvei.website.actions import kept, key
from tryggvei.website.api import LANGUAGES, Page, bake_all, current_bake
from tryggvei.website.drawing import pages as drawing
from tryggvei.website.rules.baking import Job
from tryggvei.website.rules.checks import Known, faults
from tryggvei.website.rules.faults import Fault
from tryggvei.website.rules.page import ForbiddenWords

FORBIDDEN = ForbiddenWords.model_validate(
    {"languages": {"nb": {"parts": ["vold"], "words": ["rape"]}, "en": {"parts": ["violen"]}}}
)
KNOWN = Known(
    numbers={"politi_nod", "vo_linjen"}, services={"politi_nod", "tryggest"}, guides={"voksen"}
)


def made_page(**changed: Any) -> Page:
    """Return a page without fault, with some values changed."""
    values: dict[str, Any] = {
        "id": "hjem",
        "language": "nb",
        "title": "Råd og hjelp",
        "heading": "Hva trenger du?",
        "audience": ["alle"],
        "sources": ["en kilde"],
        "unreviewed": "ikke lest",
        "review_by": date(2027, 5, 23),
        "body": "Ring [[tel:politi_nod]].\n",
    }
    return Page.model_validate(values | changed)


def whole_set(**changed: Any) -> dict[str, Page]:
    """Return the same page in every language, changed alike."""
    made = [made_page(language=code, **changed) for code in LANGUAGES]
    return {page.key: page for page in made}


def reasons(pages: dict[str, Page]) -> list[str]:
    """Return the reasons of every fault found."""
    return [fault.reason for fault in found(pages)]


def found(pages: dict[str, Page]) -> list[Fault]:
    """Return every fault found with the small lists of this module."""
    return faults(pages, FORBIDDEN, KNOWN)


def job(path: str, html: str) -> Job:
    """Return a page to bake that depends on nothing but its own text."""
    return Job(f"{path[1:]}index.html", lambda: html)


def bake_these(monkeypatch: pytest.MonkeyPatch, jobs: Callable[[], list[Job]]) -> None:
    """Let a bake be made of these pages: the key too, which else tells of the pack."""
    monkeypatch.setattr(drawing, "every_job", jobs)
    monkeypatch.setattr(key, "key_now", lambda: "|".join(one.draw() for one in jobs()))


@pytest.fixture(autouse=True)
def _without_database(settings: Any) -> None:
    """Read as the public face does, from the files; a test that wants the database says so."""
    settings.FACE = "public"


@pytest.fixture(scope="session")
@slow
def bake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of one bake of the real pack. Nothing may write in it.

    As on the public face: straight from the files, so that a session-wide bake needs no database.
    TRYGGVEI_TEST_BAKE may name a folder of bakes that somebody has made of this very pack and code;
    else the first worker makes one, and the others wait for it.
    """
    made = os.environ.get("TRYGGVEI_TEST_BAKE")
    if made:
        folder = Path(made)
    else:
        base = tmp_path_factory.getbasetemp()
        folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "real-bake"
        folder.mkdir(exist_ok=True)
    here = override_settings(BAKED_DIR=folder, TRYGGVEI_MODE="demo", FACE="public")
    with here, kept.alone(folder, ".first"):
        if not made:
            bake_all()  # costs a look when another worker has done it
        shown = current_bake()
    assert shown is not None
    return shown


@pytest.fixture(scope="session")
def baked_html(bake: Path) -> dict[str, str]:
    """Return every baked page: address -> HTML."""
    pages = bake / "pages"
    return {
        f"/{file.relative_to(pages).as_posix().removesuffix('index.html')}": file.read_text()
        for file in sorted(pages.rglob("index.html"))
    }


@pytest.fixture
def small(tmp_path: Path, settings: Any) -> Path:
    """Let the house read the small pack, everything in it approved, and bake it for the demo."""
    use(settings, tmp_path, make_pack(tmp_path / "content"))
    return tmp_path / "content"


@pytest.fixture
def baking(small: Path) -> Callable[[], Any]:
    """Return a function that bakes the small pack into an empty folder of this test's own."""
    return bake_all


@pytest.fixture(scope="session")
def baked_site(bake: Path) -> Iterator[str]:
    """Serve the bake with its headers, as a file server would; return the address, no slash."""
    pages, headers = bake / "pages", public_headers()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = pages / self.path.strip("/") / "index.html"
            found = file.is_file()
            body = file.read_bytes() if found else b"<!doctype html><title>404</title>"
            self.send_response(200 if found else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with answering(Handler) as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="session")
@own_server
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with database, keys and baked pages, for the real app and the servers."""
    return copy_of_house(tmp_path_factory.mktemp("house"))
