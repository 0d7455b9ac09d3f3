"""The built style sheets and the scripts of the public face, and the hashes that admit them."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

import rjsmin  # type: ignore[import-untyped]

HERE = Path(__file__).resolve().parent


# The five sheets, each with what its pages use and no more, since every page carries its own: for
# pages that are only read, for the two long lists, for guides, for pages with a form, and for what
# else there is: the list of guides, their flowcharts, thanks. A sixth would cost every page its
# hash in the headers.
READING, LISTS, WALK = "public-reading.css", "public-lists.css", "public-walk.css"
REST, FORMS = "public.css", "public-forms.css"


@lru_cache(maxsize=5)
def public_css(name: str = READING) -> str:
    """Return a built style sheet of the public pages (made by `manage.py build_css`)."""
    return (HERE / "built" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def card_css() -> str:
    """Return the style of an action card alone, for a card that is saved as a file."""
    return (HERE / "styles" / "cards.css").read_text(encoding="utf-8")


@lru_cache(maxsize=4)
def _script(name: str) -> str:
    return str(rjsmin.jsmin((HERE / "scripts" / name).read_text(encoding="utf-8")))


def leave_js() -> str:
    """Return the leaving script without its comments and indentation."""
    return _script("leave.js")


def send_js() -> str:
    """Return the sending script without its comments and indentation."""
    return _script("send.js")


def finder_js() -> str:
    """Return the script of the finder's choices, squeezed likewise."""
    return _script("finder.js")


def search_js() -> str:
    """Return the script of the search in the list of topics, squeezed likewise."""
    return _script("search.js")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(maxsize=1)
def csp_for_public() -> str:
    """Return the one Content-Security-Policy of every public answer, baked or not.

    Only our own style sheets and our own scripts, by hash; nothing from anybody else; sound, forms
    and fetch only from and to ourselves; never in a frame.
    """
    styles = " ".join(_hash(public_css(name)) for name in (READING, LISTS, WALK, REST, FORMS))
    scripts = " ".join(_hash(text) for text in (leave_js(), send_js(), finder_js(), search_js()))
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {styles}",
            f"script-src {scripts}",
            "connect-src 'self'",
            "media-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
