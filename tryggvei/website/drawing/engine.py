"""The engine of baked pages: the public face's templates, in any process, without a request.

A command runs under the staff's or the worker's settings, whose template engine adds the signed-in
person, messages and more. A baked page must never hold any of that, so this engine is built here:
the installed apps' templates and no context processor. What the public face's processor gives to
live pages (language, municipality, languages) is given in the context instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.template.backends.django import DjangoTemplates
from django.urls import get_urlconf, set_urlconf
from django.utils import translation

from tryggvei.toolbox import languages
from tryggvei.website import queries
from tryggvei.website.rules.baking import tight

PUBLIC_URLS = "tryggvei.faces.public.urls"


@lru_cache(maxsize=1)
def engine() -> DjangoTemplates:
    """Return the engine of the baked pages."""
    return DjangoTemplates(
        {"NAME": "baked", "DIRS": [], "APP_DIRS": True, "OPTIONS": {"context_processors": []}}
    )


@contextmanager
def as_public(language: str) -> Iterator[None]:
    """Put a language and the public face's addresses in force, and take them away again."""
    before = get_urlconf()
    set_urlconf(PUBLIC_URLS)
    try:
        with translation.override(languages.language(language).locale):
            yield
    finally:
        set_urlconf(before)


def render(template: str, language: str, address: str, context: dict[str, Any]) -> str:
    """Return the whole HTML of a page of the public face."""
    shell = {
        "language": language,
        "municipality": queries.municipality_name(),
        "path": address,
    }
    with as_public(language):
        return tight(engine().get_template(template).render({**context, **shell}))
