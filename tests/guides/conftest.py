"""The guide pages as the website bakes them."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.guides.flow_pack import read_guide
from tests.guides.pages import Baked
from tryggvei.guides.api import flow_pages, public_guides
from tryggvei.guides.queries import flowchart
from tryggvei.guides.rules.flow.chart import Chart
from tryggvei.guides.rules.schema import LANGUAGES


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


@pytest.fixture
def chart(request: pytest.FixtureRequest, db: None) -> Chart:
    """Return the flowchart of a guide of the pack: its file and a language are the parameter."""
    file, language = request.param
    return flowchart(read_guide(file), language)


@pytest.fixture
def flows(db: None) -> Baked:
    """Return path -> HTML of every flowchart's page in every language, as it is baked."""
    pages: Baked = {}
    for language in LANGUAGES:
        for page in flow_pages(language):
            with translation.override(language):
                context = {**page.context, "municipality": "Lillestrøm kommune"}
                pages[page.path] = render_to_string(page.template_name, context)
    return pages
