"""The guide pages as the website bakes them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation

from tests.guides.flow_pack import chart_in_pack
from tests.guides.pages import Baked
from tests.guides.voksen import FILE
from tests.tiers import slow
from tryggvei.guides.api import GuidePage, flow_pages, public_guides
from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.schema import LANGUAGES


@pytest.fixture(scope="session")
@slow
def baked() -> Baked:
    """Return path -> HTML of every guide page in every language. Nobody changes it.

    As on the public face: straight from the files, so that all tests can share it.
    """
    return _drawn(public_guides)


@pytest.fixture(scope="session")
@slow
def flows() -> Baked:
    """Return path -> HTML of every flowchart's page in every language. Nobody changes it."""
    return _drawn(flow_pages)


@pytest.fixture
def chart(request: pytest.FixtureRequest) -> Chart:
    """Return the flowchart of a guide of the pack: its file and a language are the parameter."""
    return chart_in_pack(*request.param)


def _drawn(pages_in: Callable[[str], list[GuidePage]]) -> Baked:
    drawn: Baked = {}
    with override_settings(FACE="public"):
        for language in LANGUAGES:
            for page in pages_in(language):
                with translation.override(language):
                    context = {**page.context, "municipality": "Lillestrøm kommune"}
                    drawn[page.path] = render_to_string(page.template_name, context)
    return drawn


@pytest.fixture
def pack(tmp_path: Path, settings: LazySettings) -> Path:
    """Return a copy of the real pack that a test may spoil, with one guide and no cards or pages:
    what a command says of a fault hangs on none of the others."""
    return _copied(tmp_path / "content", settings, _but_one_guide)


@pytest.fixture
def whole_pack(tmp_path: Path, settings: LazySettings) -> Path:
    """Return a copy of all of the real pack that a test may spoil."""
    return _copied(tmp_path / "content", settings, None)


Ignored = Callable[[str, list[str]], set[str]]


def _copied(copy: Path, settings: LazySettings, ignored: Ignored | None) -> Path:
    shutil.copytree(FILE.parents[2], copy, ignore=ignored)
    settings.CONTENT_DIR = copy
    return copy


def _but_one_guide(folder: str, names: list[str]) -> set[str]:
    if Path(folder) == FILE.parent:
        return set(names) - {FILE.name, "cases.csv"}
    return {"pages", "cards", "search", "plan"} & set(names)
