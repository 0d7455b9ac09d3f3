"""The staff home, and what is shown when something fails."""

import logging
import sys

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tryggvei.access.api import kept_texts, signed_in, viewer_of
from tryggvei.ui.api import todos_of

logger = logging.getLogger("tryggvei.faces.staff")

_TEXTS = {
    400: (_("Vi forsto ikke forespørselen"), _("Gå tilbake og prøv en gang til.")),
    403: (
        _("Du har ikke tilgang til dette"),
        _("Trenger du det i jobben din, så spør lederen din om å få en rolle som gir tilgang."),
    ),
    404: (
        _("Vi finner ikke siden"),
        _("Adressen kan være feil, eller du har ikke tilgang til det som ligger her."),
    ),
    500: (
        _("Noe gikk galt hos oss"),
        _("Feilen er meldt, uten innholdet. Gå tilbake og se om det ble lagret."),
    ),
}


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person who is signed in, urgent first."""
    return render(request, "staff/home.html", {"todos": todos_of(viewer_of(request))})


def _error(request: HttpRequest, status: int) -> HttpResponse:
    title, text = _TEXTS[status]
    said = {"title": title, "text": text}
    try:
        return render(request, "staff/error.html", said, status=status)
    except Exception as error:  # noqa: BLE001 - a page that says what happened must not fail too
        logger.error("an error page was not drawn: %s", type(error).__name__)
        return last_resort(status)


def last_resort(status: int) -> HttpResponse:
    """Return a page that needs no style sheet, no session and no database."""
    title, text = _TEXTS[status]
    page = render_to_string("staff/last_resort.html", {"title": title, "text": text})
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 400."""
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 403: a whole function that the role lacks."""
    return _error(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer 404, the same for what is not there and what is not yours."""
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer 500 without asking the database. Only the kind of fault is logged."""
    kind = sys.exc_info()[0]
    logger.error("a staff view failed: %s", kind.__name__ if kind else "unknown")
    title, text = _TEXTS[500]
    try:
        page = render_to_string("staff/error_bare.html", {"title": title, "text": text})
    except Exception as error:  # noqa: BLE001 - the same
        logger.error("an error page was not drawn: %s", type(error).__name__)
        return last_resort(500)
    return HttpResponse(page, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose proof of origin is missing; give the texts back, so nothing is lost."""
    context = {"no_cookie": reason == REASON_NO_CSRF_COOKIE, "texts": kept_texts(request)}
    return render(request, "staff/csrf_failure.html", context, status=403)
