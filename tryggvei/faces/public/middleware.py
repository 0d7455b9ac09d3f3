"""The two layers of the public face: safe headers on every answer, and forms only from here."""

import gzip
from collections.abc import Callable
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.core.exceptions import DisallowedHost, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation

from tryggvei.ui.api import has_form_proof, public_error, public_headers
from tryggvei.website.api import preferred_endings

GetResponse = Callable[[HttpRequest], HttpResponseBase]
LEAST_TO_COMPRESS = 1000  # bytes; below that the frame costs more than it saves
BROTLI_QUALITY = 5  # about 2 ms for a form page; 11 would take fifty times that
POLICY = "Content-Security-Policy"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
KNOWN_METHODS = SAFE_METHODS | {"POST"}


def language_of(path: str) -> str:
    """Return the language that a path asks for: its first step, else the first language."""
    first = path.lstrip("/").split("/", 1)[0]
    codes = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in codes else settings.LANGUAGE_CODE


class SafetyHeadersMiddleware:
    """Outermost: sets the language by the path, and the headers on 100 % of answers.

    No session, no cookie, no Accept-Language: the address alone decides what is shown.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with every header set; Django's own bare error answers are drawn again."""
        with translation.override(language_of(request.path_info)):
            response = self._refusal(request) or self.get_response(request)
            if response.status_code == 405:
                allowed = response.get("Allow", "")
                response = public_error(405)
                response["Allow"] = allowed
        of_the_bake = response.get(POLICY)  # a baked page brings the policy that it was baked with
        for name, value in public_headers().items():
            response[name] = value
        if of_the_bake:
            response[POLICY] = of_the_bake
        for name in ("Server", "Vary", "Set-Cookie", "ETag", "Last-Modified"):
            del response[name]
        response.cookies.clear()
        return response

    @staticmethod
    def _refusal(request: HttpRequest) -> HttpResponseBase | None:
        """Return the error page for what no view should see."""
        try:
            request.get_host()
        except DisallowedHost:
            return public_error(400)
        if request.method not in KNOWN_METHODS:
            response = public_error(405)
            response["Allow"] = ", ".join(sorted(KNOWN_METHODS))
            return response
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit():
            return public_error(400)
        return public_error(413) if int(length) > limit else None


class CompressMiddleware:
    """Makes the live pages as light as the baked ones: Brotli or gzip for a GET that is whole.

    Only for GET. A page that answers a POST may hold what was typed beside a signed nonce, and
    the length of such a page, compressed, can give the nonce away (BREACH); those go plain.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on, and compress what is worth it."""
        response = self.get_response(request)
        if (
            request.method == "GET"
            and isinstance(response, HttpResponse)
            and not response.has_header("Content-Encoding")
            and len(response.content) > LEAST_TO_COMPRESS
        ):
            _compress(response, request.headers.get("Accept-Encoding", ""))
        return response


def _compress(response: HttpResponse, accepted: str) -> None:
    """Put the best encoding that the browser takes on a response."""
    for ending in preferred_endings(accepted):
        if ending == ".br":
            response.content = brotli.compress(response.content, quality=BROTLI_QUALITY)
            response["Content-Encoding"] = "br"
        elif ending == ".gz":
            response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
            response["Content-Encoding"] = "gzip"
        break
    response["Content-Length"] = str(len(response.content))


class SameOriginMiddleware:
    """Refuses a form that was sent from somewhere else. There is no cookie to ride on, but a
    foreign page must not be able to send in a visitor's name either.

    `Sec-Fetch-Site` decides where the browser sends it. Without it `Origin` must be ours. With
    neither (or `Origin: null`, which Referrer-Policy no-referrer makes older browsers send), the
    request must hold a form that we have signed ourselves: see ADR 0013.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on what reads, and what is sent from our own pages."""
        if request.method in SAFE_METHODS or comes_from_here(request):
            return self.get_response(request)
        return public_error(403)


def comes_from_here(request: HttpRequest) -> bool:
    """Return True when a POST is from our own page, as far as the browser tells."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    if origin and origin != "null":
        sent, ours = urlsplit(origin), urlsplit(settings.PUBLIC_ORIGIN)
        return sent.netloc in {request.get_host(), ours.netloc}
    try:
        return has_form_proof(request)
    except SuspiciousOperation:  # the body cannot be read: the view would not get further
        return False
