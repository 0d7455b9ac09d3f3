"""The outermost layer of the staff face: safe headers on every answer, static files included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from tryggvei.ui.api import csp_for_public

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Not no-referrer: with it browsers send "Origin: null", and every form here is refused.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


# Only these three show, or stand in, a frame: the preview of a page that is being written. The page
# in the frame is drawn as readers will see it, with the public face's own styles and no script; it
# may send nothing anywhere, and stand in our own pages alone (ADR 0024).
SHOWS_PREVIEW = frozenset({"editorial:edit", "editorial:check", "editorial:page"})
PREVIEW = "editorial:preview"


def _preview_csp() -> str:
    kept = [part for part in csp_for_public().split("; ") if part.startswith("style-src")]
    return "; ".join(
        (
            "default-src 'none'",
            *kept,
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
            "sandbox",
        )
    )


def headers_for(view_name: str) -> dict[str, str]:
    """Return the headers of an answer, by the name of its view ("" when none was found)."""
    if view_name in SHOWS_PREVIEW:
        return {**HEADERS, "Content-Security-Policy": f"{CSP}; frame-src 'self'"}
    if view_name == PREVIEW:
        own = {"Content-Security-Policy": _preview_csp(), "X-Frame-Options": "SAMEORIGIN"}
        return {**HEADERS, **own}
    return HEADERS


class StaffHeadersMiddleware:
    """Sets the same strict headers on every answer; pages are never stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with every header set. Only static files may be kept by the browser."""
        response = self.get_response(request)
        match = request.resolver_match
        for name, value in headers_for(match.view_name if match else "").items():
            response[name] = value
        if "max-age" not in response.get("Cache-Control", "") or response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response
