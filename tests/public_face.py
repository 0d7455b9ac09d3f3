"""The public face inside the suite: its settings in force for a while, and a client that a
browser of today would be. The suite itself runs with the staff settings.
"""

import copy
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.test import Client, override_settings

from tryggvei.site.settings import base

_NAMES = (
    "ALLOWED_HOSTS",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DATA_UPLOAD_MAX_NUMBER_FILES",
    "FACE",
    "FORM_RENDERER",
    "KEY_PASSPHRASE",
    "MIDDLEWARE",
    "ROOT_URLCONF",
    "SECRET_KEY",
    "SECURE_REFERRER_POLICY",
    "TEMPLATES",
)


def public_settings() -> dict[str, Any]:
    """Return the public face's own settings, read from its module; its logging is left alone."""
    untouched = copy.deepcopy(base.LOGGING)
    from tryggvei.site.settings import public

    base.LOGGING.clear()
    base.LOGGING.update(untouched)
    return {name: getattr(public, name) for name in _NAMES}


@contextmanager
def public_face(**changes: Any) -> Iterator[None]:
    """Put the public face's settings in force; `changes` come on top (INTAKE="on", ...)."""
    silenced = [logging.getLogger(name) for name in ("django.request", "django.security")]
    levels = [logger.level for logger in silenced]
    with override_settings(**{**public_settings(), **changes}):
        for logger in silenced:
            logger.setLevel(logging.CRITICAL)  # as the public face's own LOGGING does
        try:
            yield
        finally:
            for logger, level in zip(silenced, levels, strict=True):
                logger.setLevel(level)


FORM = "application/x-www-form-urlencoded"


class Browser(Client):
    """A client that sends a form as a browser does: urlencoded."""

    def post(  # type: ignore[override]
        self, path: str, data: Any = None, content_type: str = FORM, **extra: Any
    ) -> Any:
        """Send a form (a dictionary), or a body as it is with its own content type."""
        if isinstance(data, dict):
            data = urlencode(data, doseq=True)
        # generic, not post: post would encode the body by the content type's charset.
        return self.generic("POST", path, data or "", content_type, **extra)


def public_client(**headers: str) -> Browser:
    """Return a browser that says that its forms come from the page itself.

    A server error is an answer (500), as it is for a person.
    """
    return Browser(
        raise_request_exception=False,
        headers={"Sec-Fetch-Site": "same-origin", "Host": "localhost", **headers},
    )
