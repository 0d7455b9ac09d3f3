"""A reader says at the end of a guide whether it helped (ADR 0031). Nothing else is taken in.

The answer lies in the body, so that no address, history or log of a file server tells which end was
reached. It is one of a few fixed words; there is nothing to write in.
"""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import RawPostDataException, UnreadablePostError
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tryggvei.guides.api import FEEDBACK_ADDRESS
from tryggvei.toolbox.languages import prefix_of
from tryggvei.ui.api import public_error
from tryggvei.website.actions.feedback import asks, note_press
from tryggvei.website.rules.page import LANGUAGES

LONGEST_BODY = 400  # bytes; three short words
MISSING = "missing"  # what is missing is asked for on a page of its own
_FORM = "application/x-www-form-urlencoded"


@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest) -> HttpResponse:
    """Count a press and lead to this same page (303), or ask what is missing; else say thanks, to
    everybody the same."""
    if request.method != "POST":
        return render(request, "website/public/thanks.html")
    sent = _sent(request)
    if sent is None:
        return public_error(400)
    guide, step, answer = sent
    if answer == MISSING and asks(guide, step):
        return render(request, "website/public/missing.html", {"place": f"{guide}/{step}"})
    if not note_press(guide, step, answer):
        return public_error(400)
    return HttpResponse(status=303, headers={"Location": request.path_info})


def _sent(request: HttpRequest) -> tuple[str, str, str] | None:
    """Return guide, end and answer as they were sent; None for what none of our pages sends."""
    if request.content_type != _FORM:
        return None
    try:
        body = request.body
    except (RequestDataTooBig, UnreadablePostError, RawPostDataException):
        return None
    if len(body) > LONGEST_BODY or not body.isascii():
        return None
    fields = QueryDict(body, encoding="utf-8")
    guide, _slash, step = fields.get("s", "").partition("/")
    return guide, step, fields.get("a", "")


def is_feedback(request: HttpRequest) -> bool:
    """Return whether a request comes to this page: see ui.register_form_proof.

    A baked page cannot hold a fresh signature. Old telephones tell nothing of where a form was sent
    from, and a foreign page that sends one here reaches a number, and nobody's name.
    """
    return request.path_info in {prefix_of(code) + FEEDBACK_ADDRESS for code in LANGUAGES}
