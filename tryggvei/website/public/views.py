"""Serve a baked file. No database, no template, nothing of the request in any log.

In production a file server does this and the app is behind it only for the forms; this view is the
same thing for the small installation, and the fallback when the file server passes a request on.
"""

import logging
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tryggvei.toolbox import languages
from tryggvei.ui.api import public_error
from tryggvei.website.actions.counting import note_answered
from tryggvei.website.actions.kept import current_bake
from tryggvei.website.actions.server import policy_of
from tryggvei.website.drawing.pages import draw_error
from tryggvei.website.rules.baking import error_file, file_of, preferred_endings

logger = logging.getLogger("tryggvei.website")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".opus": "audio/ogg",
}
POLICY = "Content-Security-Policy"
_ENCODING = {".br": "br", ".gz": "gzip"}


@require_safe
def page(request: HttpRequest, path: str = "") -> HttpResponse:  # noqa: ARG001 - see below
    """Answer with the file of the address; 404 baked, 503 with the numbers before any bake.

    `path` is what the resolver leaves after the language; the whole address is what was baked.
    """
    bake = current_bake()
    if bake is None:
        return _not_baked()
    folder = bake / "pages"
    endings = preferred_endings(request.headers.get("Accept-Encoding", ""))
    name = file_of(request.path_info)
    found = _answer(folder, name, endings, 200) if name else None
    if name and found is not None and _is_opened(request):
        note_answered(name)
    if found is None:
        found = _answer(folder, error_file(404, _language(request.path_info)), endings, 404)
    if found is None:
        return public_error(404)
    policy = policy_of(bake)
    if policy:
        # Of the bake, not of the process: after an upgrade, or a roll-back, the page may hold
        # another style sheet and another leaving script than this process has.
        found[POLICY] = policy
    return found


def _is_opened(request: HttpRequest) -> bool:
    """Return True for a page that is shown: not looked up (HEAD), not fetched in advance."""
    in_advance = "prefetch" in request.headers.get("Sec-Purpose", "")
    return request.method == "GET" and not in_advance


def _answer(folder: Path, name: str, endings: list[str], status: int) -> HttpResponse | None:
    for ending in endings:
        try:
            content = (folder / f"{name}{ending}").read_bytes()
        except OSError:
            continue
        response = HttpResponse(content, status=status, content_type=TYPES[Path(name).suffix])
        if ending:
            response["Content-Encoding"] = _ENCODING[ending]
        response["Content-Length"] = str(len(content))
        return response
    return None


def _language(address: str) -> str:
    first = address.lstrip("/").split("/", 1)[0]
    return first if first in languages.BY_CODE else languages.FIRST


def _not_baked() -> HttpResponse:
    logger.error("no baked pages in %s: run `manage.py bake`", settings.BAKED_DIR)
    try:
        return HttpResponse(draw_error(503, get_language() or languages.FIRST), status=503)
    except Exception as error:  # noqa: BLE001 - whatever is broken, the numbers must be shown
        logger.error("the page of 503 was not drawn: %s", type(error).__name__)
        return public_error(503)
