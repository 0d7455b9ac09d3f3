"""The guide pages as the website bakes them."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.guides.pages import Baked
from tryggvei.guides.api import public_guides


@pytest.fixture
def baked(db: None) -> Baked:
    """Return path -> HTML of every guide page in every language."""
    pages: Baked = {}
    for language in ("nb", "nn", "en"):
        for page in public_guides(language):
            with translation.override(language):
                context = {**page.context, "municipality": "Lillestrøm kommune"}
                pages[page.path] = render_to_string(page.template_name, context)
    return pages
