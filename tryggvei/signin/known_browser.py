"""Remembers browsers that have signed in, so that a stranger's tries do not lock the owner out.

Tries with a wrong password are counted per e-mail address. One counter would let anybody who
knows the address keep its owner out. So a browser that has signed in before carries a signed
mark and has a counter of its own ("device cookies", an OWASP community recommendation).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "tryggvei_kjent"
SALT = "tryggvei.signin.known_browser"
MAX_AGE = 180 * 24 * 3600  # half a year: longer than a summer's leave, shorter than for ever


def _folded(email: str) -> str:
    return salted_hmac(SALT, email.strip().casefold(), algorithm="sha256").hexdigest()


def remember(response: HttpResponseBase, email: str) -> None:
    """Mark the browser as one in which the owner of the address has signed in."""
    value = signing.dumps({"e": _folded(email), "n": secrets.token_urlsafe(12)}, salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=MAX_AGE,
        path="/konto/",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def counter_of(request: HttpRequest, email: str) -> str:
    """Return the name of the counter that a wrong password for the address is put on."""
    folded = _folded(email)
    try:
        mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return f"stranger:{folded}"
    if constant_time_compare(str(mark.get("e", "")), folded):
        return f"known:{mark.get('n', '')}:{folded}"
    return f"stranger:{folded}"
