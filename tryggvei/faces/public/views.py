"""The few views that belong to no room: leaving, and what is shown when something fails."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tryggvei.ui.api import CLEAR_SITE_DATA, public_error, public_shell

logger = logging.getLogger("tryggvei.faces.public")


@require_safe
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - nothing of it may matter
    """Send the visitor to the neutral page (303), and ask the browser to forget what it can."""
    response = HttpResponse(status=303)
    response["Location"] = public_shell({}).neutral_url
    response["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response


@require_safe
def add_slash(request: HttpRequest, path: str) -> HttpResponse:  # noqa: ARG001
    """Lead an address typed from a poster without its last slash to the page (308)."""
    return HttpResponse(status=308, headers={"Location": f"/{path}/"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 400, or 413 when the form was too big. Nothing of the request is shown."""
    return public_error(413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403."""
    return public_error(403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404; the path is not repeated."""
    return public_error(404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer 500. Only the kind of fault is logged: a traceback may hold what somebody wrote."""
    kind = sys.exc_info()[0]
    logger.error("a public view failed: %s", kind.__name__ if kind else "unknown")
    return public_error(500)
