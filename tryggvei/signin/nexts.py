"""Where to go after sign-in: only to pages of this face."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Pages that would only send the person round in a circle.
NOWHERE = ("/konto/inn/", "/konto/bekreft/", "/konto/slutt/", "/konto/ut/", "/konto/oidc/")


def safe_next(request: HttpRequest) -> str:
    """Return the `next` of the request when it leads to this site, else an empty text."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_safe(request, wanted) else ""


def is_safe(request: HttpRequest, wanted: str) -> bool:
    """Return True when the address is a path of this site (no host of its own)."""
    return (
        wanted.startswith("/")
        and not wanted.startswith(NOWHERE)
        and url_has_allowed_host_and_scheme(
            wanted, allowed_hosts=None, require_https=request.is_secure()
        )
    )
