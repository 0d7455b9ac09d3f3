"""The headers of every answer of the public face: live answers, baked files and error pages."""

from django.conf import settings

from tryggvei.ui.assets import csp_for_public

CLEAR_SITE_DATA = '"cache", "storage"'
_NOTHING = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")


def public_headers() -> dict[str, str]:
    """Return name -> value; the same for all answers, so that a file server can send them too.

    `no-store` keeps pages out of the disk cache, `Request-OTR` asks browsers that know it to
    offer a visit without traces, `max-snippet:0` keeps our words out of search results.
    """
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": csp_for_public(),
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _NOTHING),
        "Referrer-Policy": "no-referrer",
        "Request-OTR": "1",
        "X-Content-Type-Options": "nosniff",
        "X-DNS-Prefetch-Control": "off",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "max-snippet:0",
    }
    if settings.PUBLIC_ORIGIN.startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers
