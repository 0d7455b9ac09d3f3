"""The guide pages as the website bakes them."""

import shutil
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation

from tests.guides.pages import Baked
from tests.guides.voksen import FILE
from tryggvei.guides.api import public_guides


@pytest.fixture(scope="session")
def baked() -> Baked:
    """Return path -> HTML of every guide page in every language. Nobody changes it.

    As on the public face: straight from the files, so that all tests can share it.
    """
    pages: Baked = {}
    with override_settings(FACE="public"):
        for language in ("nb", "nn", "en"):
            for page in public_guides(language):
                with translation.override(language):
                    context = {**page.context, "municipality": "Lillestrøm kommune"}
                    pages[page.path] = render_to_string(page.template_name, context)
    return pages


@pytest.fixture
def pack(tmp_path: Path, settings: LazySettings) -> Path:
    """Return a copy of the real pack that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(FILE.parents[2], copy)
    settings.CONTENT_DIR = copy
    return copy
