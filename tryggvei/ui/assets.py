"""The built style sheet and the two scripts of the public face, and the hashes that admit them."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from tryggvei.ui import minify

HERE = Path(__file__).resolve().parent


@lru_cache(maxsize=2)
def public_css(*, forms: bool = False) -> str:
    """Return the built style sheet of a public page (made by `manage.py build_css`).

    forms: True for pages with a form, which need some 2,000 bytes more.
    """
    name = "public-forms.css" if forms else "public.css"
    return (HERE / "built" / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def leave_js() -> str:
    """Return the leaving script without its comments and indentation."""
    return minify.javascript((HERE / "scripts" / "leave.js").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def send_js() -> str:
    """Return the sending script without its comments and indentation."""
    return minify.javascript((HERE / "scripts" / "send.js").read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@lru_cache(maxsize=1)
def csp_for_public() -> str:
    """Return the one Content-Security-Policy of every public answer, baked or not.

    Only our own two style sheets and our own two scripts, by hash; nothing from anybody else; sound
    from ourselves, forms and fetch only to ourselves; never in a frame.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(public_css())} {_hash(public_css(forms=True))}",
            f"script-src {_hash(leave_js())} {_hash(send_js())}",
            "connect-src 'self'",
            "media-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
